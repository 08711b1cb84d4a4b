"""One word for each thing, in both languages: what the glossary says, texts, labels and scenarios keep to."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from sim.kinds import FORMS, KINDS
from sim.language.glossary import Entry, glossary
from sim.language.segmentation import THAI, words
from sim.language.texts import texts
from sim.measures import MEASURES
from sim.parameters import PARAMETERS
from sim.provinces import PROVINCE_TERMS

ROOT = Path(__file__).resolve().parents[3]
ENTRIES = glossary()
NO_PROSE = re.compile(
    r"\{program\} \w+|\{[^}]*\}|`[^`]*`|[\w/-]+\.[a-z]+|--[\w-]+|\[\[\w+\]\]|[A-Za-z_]+ = (?:\"[^\"]*\"|[A-Za-z_]+)"
)  # commands, places, code, files, options, TOML
RUN_OF_THAI = re.compile("[\u0e01-\u0e4e]+")

JARGON = re.compile(
    r"\b(posteriors?|priors?|quantiles?|percentiles?|variances?|covariances?|heterosk\w+|kurtosis|skewness|logits?|probits?"
    r"|regressions?|correlations?|eigen\w+|bootstrap\w*|monte carlo|markov\w*|bayes\w*|stochastic\w*|likelihoods?"
    r"|surrogates?|emulators?|ensembles?|metamodels?|hyper\w+|quadrature|entropy|kernels?|priors|elasticit\w+"
    r"|externalit\w+|icer|qaly|pareto|dominance|regrets?|net benefits?|medians?|p-values?|kendall|standard deviations?"
    r"|calibrat\w+|heuristics?|orthogonal\w*|sobol\w*|manifests?|frontiers?|topolog\w+|homophily|centralit\w+)\b",
    re.IGNORECASE,
)
"""Words of statistics, economics and modelling that a reader from elsewhere has to look up."""


def spoken():
    """Where something is said → English and Thai."""
    scenarios = {
        f"{path.relative_to(ROOT)} {key}": (both["en"], both["th"])
        for path in sorted((ROOT / "scenarios").rglob("*.toml"))
        for key, both in tomllib.loads(path.read_text("utf-8")).items()
        if isinstance(both, dict) and set(both) == {"en", "th"}
    }
    labels = {f"{one.key} of {type(one).__name__}": (one.en, one.th) for one in (*MEASURES, *KINDS, *FORMS)}
    numbers = {f"sim/parameters.toml {one.name}": (one.en, one.th) for one in PARAMETERS}
    return {**dict(texts()), **scenarios, **labels, **numbers}


SPOKEN = {place: tuple(NO_PROSE.sub(" ", words) for words in both) for place, both in spoken().items()}


OF_THE_MODEL = ("glossary.md", "odd.md", "cluster.md")
"""Documents that tell what is not said, or speak of code, which has words of its own."""
PAGES = {
    f"{path.relative_to(ROOT)}: {nth}": NO_PROSE.sub(" ", re.sub(r"`[^`]*`", " ", line))
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for nth, line in enumerate(re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL).splitlines(), 1)
    if path.name not in OF_THE_MODEL
}
"""Lines of documents for readers, without code."""


def english(*phrases):
    """What finds any of ``phrases`` as whole words."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])", re.IGNORECASE)


def named(entry: Entry):
    """What finds an entry's word in English."""
    return english(entry.en, f"{entry.en}s", *entry.forms_en)


def stands(thai: str, said: str) -> bool:
    """Whether ``thai`` stands in what is said, other than in a longer term: ข้อเสนอ is no fault of ข้อเสนอแนะ."""
    for term in (entry.th for entry in ENTRIES.values() if thai in entry.th):
        said = said.replace(term, " ")
    return thai in said


def forbidden(entry: Entry, en: str, th: str) -> list[str]:
    """The words of ``entry`` that no text may use, and this one does."""
    said = [word for word in entry.never_en if english(word, f"{word}s").search(en)]
    return said + [word for word in entry.never_th if stands(word, th)]


@pytest.mark.parametrize("key", ENTRIES)
def test_no_text_uses_a_word_that_would_be_taken_for_another(key):
    assert {place: found for place, both in SPOKEN.items() if (found := forbidden(ENTRIES[key], *both))} == {}
    assert {place: found for place, line in PAGES.items() if (found := forbidden(ENTRIES[key], line, line))} == {}


@pytest.mark.parametrize("key", [key for key, entry in ENTRIES.items() if not entry.everyday])
def test_what_english_calls_by_its_word_thai_does_too(key):
    entry = ENTRIES[key]
    wanted, asked = (entry.th, *entry.also_th), named(entry)
    missing = [place for place, (en, th) in texts().items() if asked.search(NO_PROSE.sub(" ", en))
               and not any(word in th for word in wanted)]  # fmt: skip
    assert missing == []


def test_technical_words_are_in_the_glossary():
    held = [named(entry) for entry in ENTRIES.values()]
    used = {(word[0].lower(), place) for place, (en, _) in SPOKEN.items() for word in JARGON.finditer(en)}
    assert sorted((word, place) for word, place in used if not any(one.fullmatch(word) for one in held)) == []


OUTSIDE = {"ณ", "พ", "ศ", "สศช"}
"""Abbreviations and old letters that no dictionary has."""


def test_thai_is_spelt_as_the_dictionary_or_the_glossary_has_it():
    """A word that neither knows is a slip of the pen, or a term that wants its entry."""
    from pythainlp.corpus.common import thai_words

    known = thai_words() | {entry.th for entry in ENTRIES.values()} | {term.th for term in PROVINCE_TERMS} | OUTSIDE
    unknown = {
        (word, place)
        for place, (_, th) in SPOKEN.items()
        for phrase in RUN_OF_THAI.findall(th.replace("ๆ", " "))
        for word in words(phrase)
        if word not in known
    }
    assert sorted(unknown) == []


def test_the_checks_can_fail():
    recommendation = ENTRIES["recommendation"]
    assert forbidden(recommendation, "", "ข้อเสนอของทีม") == ["ข้อเสนอ"]
    assert forbidden(recommendation, "", "ข้อเสนอแนะของทีม") == []
    assert forbidden(ENTRIES["interval"], "Confidence intervals", "") == ["confidence interval"]
    assert forbidden(ENTRIES["scenario"], "", "ในกรณีนี้") == ["กรณี"]
    assert JARGON.search("the kurtosis of it") and not JARGON.search("a prioritised list")
    assert named(ENTRIES["agency"]).search("two agencies")


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_is_whole(key):
    entry = ENTRIES[key]
    assert THAI.search(entry.means_th) and not THAI.search(entry.en + entry.means_en)
    assert entry.means_en.endswith(".") and "  " not in entry.means_th and entry.means_th == entry.means_th.strip()
    assert entry.th not in entry.never_th and entry.en not in entry.never_en
    for both in ((entry.en, entry.th), (entry.means_en, entry.means_th)):
        assert [found for other in ENTRIES.values() if (found := forbidden(other, *both))] == []


def test_no_two_things_have_one_word():
    for of in ("en", "th"):
        found = [getattr(entry, of) for entry in ENTRIES.values()]
        assert len(found) == len(set(found))
