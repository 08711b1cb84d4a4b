"""``judge``: what experts believe, each and together, beside what is declared; tables, beliefs, a chart, words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from analysis.answers.comparison import places
from analysis.answers.reported import leave_claimed
from analysis.answers.spreadsheet import write_spreadsheet
from analysis.judgement.answers import load_answers
from analysis.judgement.group import PERFORMANCE, Belief, Judgements, judged
from analysis.judgement.order import furthest_apart, in_order, of_strengths, surely_more
from analysis.judgement.questionnaire import place_of, title, write_questionnaire
from analysis.judgement.questions import askable, load_seeds, of_numbers, strengths
from analysis.judgement.scoring import ENOUGH
from analysis.judgement.tables import beliefs_table, experts_table, judgements_table
from analysis.language.progress import tell_damaged
from analysis.pages.answer import Answer
from analysis.pages.answer import table as as_read
from sim.ensembles.folder import Folder
from sim.ensembles.manifest import digest, digest_of, manifest, telling
from sim.language.harmless import harmless, options_of, pasted
from sim.language.layout import columns, pad, paragraphs, width
from sim.language.numerals import amount, between, counted, fine, middling, number
from sim.language.texts import Lang, localised, text, told
from sim.uncertain import uncertain_numbers

ROOMS = ("judgement",)
"""Rooms of ``analysis`` that judgements follow from, beside the model."""
BELIEFS = "beliefs.csv"
SURE = 0.95
"""From which chance on one strength is told apart from the next."""


@dataclass(frozen=True)
class Wanted:
    """What the command line asks: of whose answers, which seed questions, how experts count, where it goes."""

    answers: tuple[Path, ...]
    seeds: Path | None
    weighting: str
    out: Path | None
    lang: Lang
    typed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What was found, and the folder it is in; ``resumed`` if it was there before."""

    asked: Wanted
    found: Judgements
    folder: Path
    resumed: bool


def ask(file: Path, seeds: Path | None, numbers: Sequence[str], lang: Lang) -> str:
    """Write a questionnaire, of all strengths or of ``numbers``, with the seed questions first."""
    about = of_numbers(numbers) if numbers else strengths()
    questions = [*(load_seeds(seeds) if seeds else ()), *about]
    key = "asked_written" if write_questionnaire(file, questions) else "asked_there"
    said = text(key, lang, questions=counted(len(questions), "question", lang), file=harmless(file))
    given = options_of({"seeds": seeds, "lang": None if lang == "en" else lang})
    return f"{said}\n{text('asked_next', lang, file=pasted(file), given=given)}"


def listed(lang: Lang) -> str:
    """Every number that may be believed or asked for: its name, what is declared, in what unit."""
    rows = [[text(f"listed_{key}", lang) for key in ("number", "declared", "allowed", "whose")]]
    for one in uncertain_numbers().values():
        spread = one.declared[0]
        ends = [amount(value) for value in dict.fromkeys((spread.lowest, spread.highest))]
        unit = f" ({told(one.unit, lang)})" if one.unit else ""
        allowed = f"{amount(one.least)}–{amount(one.most)}"
        rows.append([one.name, "–".join(ends), allowed, localised(one, "", lang) + unit])
    wide = [max(map(width, column)) for column in zip(*rows)]
    lines = ("  ".join(pad(cell, room) for cell, room in zip(row, wide)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def judge(asked: Wanted) -> Judged:
    """Pool the answers, or read where that was already done."""
    known = askable(load_seeds(asked.seeds) if asked.seeds else ())
    found = judged(load_answers(asked.answers, known), known, asked.weighting)
    claim = _claim(asked)
    usual = Path("results") / f"judge-{asked.weighting}-weights-{digest(claim)[:8]}"
    folder = Folder(asked.out or usual, claim, telling(asked.lang))
    there = folder.refuse_strangers()
    tell_damaged(folder.path, there, asked.lang)
    if not folder.is_as_asked(there):
        folder.fill(lambda into: _write(found, asked, claim, into))
    return Judged(asked, found, folder.path, bool(there.files) and not there.damaged)


def _claim(asked: Wanted) -> dict[str, Any]:
    """What judgements follow from: the bytes of the answers, in any order and under any name."""
    settings = {
        "answers": sorted(digest_of(path) for path in asked.answers),
        "seeds": digest_of(asked.seeds) if asked.seeds else None,
        "weights": asked.weighting,
    }
    return manifest("judge", [], settings, None, rooms=ROOMS)


def _write(found: Judgements, asked: Wanted, claim: Mapping[str, Any], into: Path) -> None:
    from analysis.charts import plot_judgements

    lang = asked.lang
    table = judgements_table(found)
    write_spreadsheet(table, into / "judgements.csv")
    table.to_parquet(into / "judgements.parquet", index=False)
    write_spreadsheet(beliefs_table(found), into / BELIEFS)
    if found.scores:
        write_spreadsheet(experts_table(found), into / "experts.csv")
    (into / "charts").mkdir()
    plot_judgements(table, lang, into / "charts" / "judgements", title=headline(found, lang))
    leave_claimed(answered(found, lang), into, claim=claim, typed=asked.typed, lang=lang)


def words(made: Judged) -> str:
    """What the terminal shows: a sentence, how sure, what it rests on, the table, files, what to try next."""
    found, lang = made.found, made.asked.lang
    said = answered(found, lang)
    parts = [
        *paragraphs([*said.said, "", text("sure_head", lang), *said.sure, *said.rests, ""]),
        *_table(found, lang),
        "",
    ]
    parts += [*_scores(found, lang), *places(made.folder, lang)]
    file = made.folder / BELIEFS
    parts.append(text("judged_beliefs", lang, file=harmless(file)))
    given = options_of({"beliefs": file, "lang": None if lang == "en" else lang})
    return "\n".join([*parts, "", text("judged_next", lang, given=given)])


def answered(found: Judgements, lang: Lang) -> Answer:
    """The answer, part by part, as ``words`` and the page have it."""
    heads, *rows = _cells(found, lang)
    cells = [[*heads, text("judged_in", lang)]]
    cells += [[*row, _unit(one, lang)] for one, row in zip(_ordered(found), rows)]
    return Answer(
        question=text("question.judge", lang),
        said=(headline(found, lang),),
        sure=tuple(how_sure(found, lang)),
        rests=(*evidence(found, lang), text("judged_rests", lang)),
        tables=(as_read(text("judged_title", lang), cells, "judgements.csv"),),
    )


def headline(found: Judgements, lang: Lang) -> str:
    """The sentences that a minister could read out: what does most, whether it is told from the next, what is open."""
    ranked = in_order(found)
    said = _order(ranked, found, lang) if len(ranked) > 1 else _about(found, lang)
    return " ".join([*said, _talk(found, lang)])


def _talk(found: Judgements, lang: Lang) -> str:
    """What experts had best talk about, or why there is nothing."""
    apart = furthest_apart(found)
    if apart is None:
        shared = any(len(one.answers) > 1 for one in found.beliefs)
        key = "judged_one" if len(found.experts) == 1 else "judged_agreed" if shared else "judged_unshared"
        return text(key, lang)
    likely = [one.values[1] for one in apart.answers]
    span = between(min(likely), max(likely), lang, fine(max(likely)))
    return text("judged_disagree", lang, what=_named(apart, lang), span=span)


def _about(found: Judgements, lang: Lang) -> list[str]:
    """Of how many numbers experts said something, where no order follows."""
    experts = counted(len(found.experts), "expert", lang)
    numbers = counted(len(found.beliefs), "answered", lang)
    said = [text("judged_about", lang, experts=experts[0].upper() + experts[1:], numbers=numbers)]
    return [*said, text("judged_unordered", lang)] if len(of_strengths(found)) > 1 else said


def _order(ranked: Sequence[Belief], found: Judgements, lang: Lang) -> list[str]:
    """What is expected to do most, how sure they are that it does more than the next, and what is to do least."""
    first, second = ranked[:2]
    key = "judged_most" if len(ranked) > 2 else "judged_more"
    said = text(
        key if len(found.experts) > 1 else f"{key}_one",
        lang,
        count=len(ranked),
        experts=_who(ranked, found, lang),
        most=_named(first, lang),
        place=place_of(first.pool.at(0.5)),
    )
    least = [text("judged_least", lang, least=_named(ranked[-1], lang))] if len(ranked) > 2 else []
    return [said, _against(first, second, lang), *least]


def _who(ranked: Sequence[Belief], found: Judgements, lang: Lang) -> str:
    """Whose order it is: of all, or of those who answered where some did not."""
    experts = counted(len(found.experts), "expert", lang)
    everybody = all(len(one.answers) == len(found.experts) for one in ranked)
    return experts if everybody else text("judged_those", lang, experts=experts)


def _against(first: Belief, second: Belief, lang: Lang) -> str:
    """Whether the first is told from the next, by those who answered both."""
    sure, both = surely_more(first, second)
    if not both:
        return text("judged_uncompared", lang, second=_named(second, lang))
    told_by = {"share": number(100 * sure), "both": counted(both, "expert", lang)}
    return text("judged_apart" if sure >= SURE else "judged_level", lang, second=_named(second, lang), **told_by)


def _named(one: Belief, lang: Lang) -> str:
    name = title(one.question, lang)
    return f"“{name}”" if one.question.strength_of else f"{one.number.name} ({name})"


def how_sure(found: Judgements, lang: Lang) -> list[str]:
    """How experts count, and how much of what the group doubts is their disagreement."""
    experts = counted(len(found.experts), "expert", lang)
    if len(found.experts) == 1:
        return [text("judged_alone", lang)]
    key = "judged_performance" if found.weighting == PERFORMANCE else "judged_equal"
    said = [text(key, lang, experts=experts, seeds=counted(found.seeds, "question", lang))]
    if found.weighting == PERFORMANCE and found.seeds < ENOUGH:
        said.append(text("judged_few_seeds", lang, seeds=found.seeds))
    ranked = in_order(found)
    left_out = [_named(one, lang) for one in of_strengths(found) if one not in ranked]
    if left_out and len(ranked) > 1:
        said.append(text("judged_left_out", lang, names="; ".join(left_out)))
    shared = [one.disagreement for one in found.beliefs if len(one.answers) > 1]
    if shared:
        numbers = counted(len(shared), "answered", lang)
        said.append(text("judged_doubt", lang, share=number(100 * median(shared)), numbers=numbers))
    return said


def evidence(found: Judgements, lang: Lang) -> list[str]:
    """Which beliefs lie beyond what is declared."""
    whose, said = text("judged_whose" if len(found.experts) > 1 else "judged_whose_one", lang), []
    for key, chosen in (
        ("judged_above", [one for one in found.beliefs if one.pool.at(0.5) > one.declared.highest]),
        ("judged_below", [one for one in found.beliefs if one.pool.at(0.5) < one.declared.lowest]),
    ):
        if chosen:
            said.append(text(key, lang, whose=whose, names="; ".join(_named(one, lang) for one in chosen)))
    return said or [text("judged_inside", lang, whose=whose)]


def _table(found: Judgements, lang: Lang) -> list[str]:
    """A line a number, those of one unit together under its name."""
    head, *lines = columns(_cells(found, lang))
    parted = [head, "─" * max(map(width, [head, *lines]))]
    for one, line in zip(_ordered(found), lines):
        above = text("judged_unit", lang, unit=_unit(one, lang))
        parted += [*([] if above in parted else [above]), line]
    return parted


def _cells(found: Judgements, lang: Lang) -> list[list[str]]:
    """A heading, and a row a number."""
    keys = ("number", "pool", "declared", "in_declared", "answered", "disagreement")
    heading = [text(f"judged_{key}", lang) for key in keys]
    return [[heading[0], "", *heading[1:]], *(_row(one, lang) for one in _ordered(found))]


def _ordered(found: Judgements) -> list[Belief]:
    """Those of one unit together, in the order in which units first come."""
    units = list(dict.fromkeys(one.number.unit for one in found.beliefs))
    return sorted(found.beliefs, key=lambda one: units.index(one.number.unit))


def _unit(one: Belief, lang: Lang) -> str:
    return told(one.number.unit, lang) or text("ask_no_unit", lang)


def _row(one: Belief, lang: Lang) -> list[str]:
    low, middle, high = (one.pool.at(level) for level in (0.05, 0.5, 0.95))
    declared = between(one.declared.lowest, one.declared.highest, lang, fine(high))
    shares = number(100 * one.within), str(len(one.answers)), number(100 * one.disagreement)
    return [one.number.name, title(one.question, lang), middling(middle, low, high, lang), declared, *shares]


def _scores(found: Judgements, lang: Lang) -> list[str]:
    """A line an expert who answered the seed questions."""
    if not found.scores:
        return []
    rows = [
        ["", *(text(f"scored_{key}", lang) for key in ("expert", "within", "calibration", "information", "weight"))]
    ]
    for expert, one in found.scores.items():
        within = f"{one.within} / {found.seeds}"
        figures = (f"{one.calibration:.2g}", number(one.information, 2), number(100 * one.weight))
        rows.append(["", harmless(expert), within, *figures])
    return [text("scored_head", lang), *columns(rows), ""]


def summary(made: Judged) -> dict[str, Any]:
    """The same for a program."""
    table = judgements_table(made.found)
    apart = furthest_apart(made.found)
    return {
        "headline": {"en": headline(made.found, "en"), "th": headline(made.found, "th")},
        "experts": list(made.found.experts),
        "weights": made.found.weighting,
        "scores": {expert: one._asdict() for expert, one in made.found.scores.items()},
        "most_disputed": apart.number.name if apart else None,
        "judgements": json.loads(table.to_json(orient="records")),
        "beliefs": str(made.folder / BELIEFS),
        "folder": str(made.folder),
        "charts": [str(chart) for chart in sorted((made.folder / "charts").glob("*.png"))],
    }
