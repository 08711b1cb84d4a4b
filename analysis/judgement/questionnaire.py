"""The questionnaire: what is asked of experts in Thai and English, a page a question in Excel, a row in CSV.

Declared ranges are not shown: whoever sees a range before answering answers inside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from scipy.special import ndtr

from analysis.judgement.layout import BINS, CHIPS, COLUMNS
from analysis.judgement.questions import Question
from analysis.judgement.sheets import BETWEEN, ENDING, Page, write_book
from sim.acts import ACTS
from sim.ensembles.store import forget_parts, write_whole
from sim.inputs.faults import shown
from sim.inputs.phrases import phrase, spoken
from sim.inputs.reading import has_ending, refuse
from sim.language.numerals import number as numeral
from sim.language.terms import Term
from sim.language.texts import Lang, localised, text, told
from sim.recommendation import STANDARD_UNIT, Recommendation

EXAMPLES = (0.1, 0.2, 0.5, 0.8, 1.1, 2.0)
"""Strengths that are put into words."""
EXPERTS = 12
"""Rows of a page."""
LANGUAGES: tuple[Lang, ...] = ("th", "en")
OF_OTHERS = frozenset({"climate", "contact", "team", "support"})
"""Doses that those who are reached do not themselves have more or less of."""


def place_of(strength: float) -> int:
    """Where the middle one of 100 stands after an effect of so many standard deviations, among them as they are today.

    Of levels that are normally spread: Cohen (1988), U3.
    """
    return min(99, round(100 * float(ndtr(strength))))


def write_questionnaire(path: Path, questions: Sequence[Question]) -> bool:
    """Write it; whether anything had to be written. ``InputFault`` for another ending, or where something else is."""
    if has_ending(path, ENDING):
        content = as_book(questions)
    elif has_ending(path, ".csv"):
        content = as_csv(questions)
    else:
        got = phrase("odd_ending", ending=shown(path.suffix)) if path.suffix else phrase("no_ending")
        raise refuse(path, got, phrase("answers_ending"))
    try:
        if path.exists():
            if path.is_file() and path.read_bytes() == content:
                return False
            raise refuse(path, phrase("something_there"), phrase("new_name"))
        forget_parts(path)
        write_whole(path, content)
    except OSError as error:
        raise refuse(path, phrase("cannot_write", why=error.strerror), phrase("writable_folder")) from error
    return True


def as_csv(questions: Sequence[Question]) -> bytes:
    """A row a question, in UTF-8 with the mark that Excel needs."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow([term.key for term in COLUMNS])
    for one in questions:
        row = {"question": one.name, "asked_th": " ".join(asked(one, "th")), "asked_en": " ".join(asked(one, "en"))}
        writer.writerow([row.get(term.key, "") for term in COLUMNS])
    return sink.getvalue().encode("utf-8-sig")


def as_book(questions: Sequence[Question]) -> bytes:
    """A sheet that says how to answer, and one a question with room for every expert."""
    first = Page(text("ask_sheet", "en"), [line for lang in LANGUAGES for line in instructions(lang)], [])
    return write_book([first, *map(_page, questions)])


def _page(one: Question) -> Page:
    columns = [term for term in COLUMNS if not term.key.startswith("asked") and (one.strength_of or term not in BINS)]
    words = [f"{one.name}: {title(one, 'th')} / {title(one, 'en')}"]
    words += [line for lang in LANGUAGES for line in asked(one, lang)]
    rows = [[one.name, *[""] * (len(columns) - 1)] for _ in range(EXPERTS)]
    return Page(_sheet_name(one.name), words, [[_heading(term) for term in columns], *rows])


def _sheet_name(name: str) -> str:
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in name)


def _heading(term: Term) -> str:
    """A column's name in Thai, and in English, by which it is read again."""
    return f"{term.th}{BETWEEN}{term.key}"


def instructions(lang: Lang) -> list[str]:
    """How to answer."""
    return [text(f"ask_{key}", lang, chips=CHIPS) for key in ("title", "who", "values", "chips", "alone", "names")]


def title(one: Question, lang: Lang) -> str:
    """What a question is about."""
    if one.strength_of:
        return localised(one.strength_of, "name", lang)
    return localised(one.number, "", lang) if one.number else str(spoken(one.asked, lang))


def asked(one: Question, lang: Lang) -> list[str]:
    """A question in words: what is asked, and what answers mean."""
    if one.number is None:
        return [str(spoken(one.asked, lang))]
    if one.strength_of is None:
        unit = told(one.number.unit, lang) or text("ask_no_unit", lang)
        return [text("ask_number", lang, number=one.name, whose=localised(one.number, "", lang), unit=unit)]
    return _of_strength(one.strength_of, lang)


def _of_strength(one: Recommendation, lang: Lang) -> list[str]:
    words = {
        "name": localised(one, "name", lang),
        "changes": localised(one, "changes", lang),
        "whom": localised(one, "on_whom", lang),
        "what": text(f"dose.{taught(one)}", lang) if taught(one) else "",
    }
    if one.strength.unit != STANDARD_UNIT:
        return [text("ask_share", lang, unit=told(one.strength.unit, lang), **words)]
    those = text("ask_alliances" if one.of_alliances else "ask_organisations", lang)
    places = ", ".join(
        text("ask_example", lang, strength=f"{strength:g}", place=numeral(place_of(strength))) for strength in EXAMPLES
    )
    return [text("ask_strength", lang, those=those, **words), text("ask_places", lang, places=places, those=those)]


def taught(one: Recommendation) -> str:
    """What of those it reaches its strength is about: the dose that is nearest to one; empty where there is none."""
    change = one.changes[0]
    own = [name for name in ACTS[change.act].doses if name in change.doses and name not in OF_OTHERS]
    return min(own, key=lambda name: abs(change.doses[name].default - 1.0), default="")
