"""What a study answers, part by part, in one language: a terminal shows it in lines, a page in sections."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.language.layout import columns, width
from sim.language.program import handed_on

FILE = "answer.json"


class Table(NamedTuple):
    """A table as people read it.

    Attributes
    ----------
    title : what it is of
    heads : of the columns, the first of which names the rows
    rows : cells as they are shown
    source : the file its figures stand in, with all their digits
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""


class Answer(NamedTuple):
    """The parts of an answer; each is sentences that stand by themselves, or tables.

    Attributes
    ----------
    question : what was asked
    said : the answer, to be read out
    sure : how sure it is
    rests : what it rests on
    close : what is too close to call, and what would decide it
    buys : what is worth its cost, by what one more lasting alliance is worth
    money : what else is known of costs
    order : how the order changes with what is not known or was chosen
    more : what else was found
    tables : of the answer
    who : tables of who gains and who is left out
    assumed : tables of what is assumed, with sources
    made : how it was made
    printed : the whole of it as a terminal prints it, where that is what there is
    called : key and name of each policy that it is about
    typed : the command that made it, word by word, without the program's name
    """

    question: str
    said: tuple[str, ...]
    sure: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    buys: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    who: tuple[Table, ...] = ()
    assumed: tuple[Table, ...] = ()
    made: tuple[Table, ...] = ()
    printed: str = ""
    called: tuple[tuple[str, str], ...] = ()
    typed: tuple[str, ...] = ()

    def handed_on(self) -> Answer:
        """The same for others to read: commands in it begin without the folders of this machine."""
        return Answer(*map(_handed_on, self))._replace(typed=self.typed)


def _handed_on(part: Any) -> Any:
    """A part of an answer, or of one of its parts."""
    if isinstance(part, str):
        return handed_on(part)
    return Table(*map(_handed_on, part)) if isinstance(part, Table) else tuple(map(_handed_on, part))


def table(title: str, cells: Sequence[Sequence[str]], source: str = "", *, heads: int = 1) -> Table:
    """A table of ``cells`` the first ``heads`` lines of which are its headings."""
    joined = tuple(_one_line(" ".join(part for part in parts if part).strip()) for parts in zip(*cells[:heads]))
    return Table(title, joined, tuple(tuple(map(str, row)) for row in cells[heads:]), source)


def _one_line(heading: str) -> str:
    """A heading of two lines in one: Thai has no space where a line ended within a phrase."""
    return re.sub(r"(?<=[\u0e01-\u0e5b]) (?=[\u0e01-\u0e5b])", "", heading)


def ruled(cells: Sequence[Sequence[str]], *, heads: int = 1, after: int | None = None) -> list[str]:
    """The lines of a table on a terminal, with a rule under its headings, and another ``after`` so many rows."""
    lines = columns([list(row) for row in cells])
    rule = "─" * max(map(width, lines))
    if after is not None:
        lines.insert(heads + after, rule)
    return [*lines[:heads], rule, *lines[heads:]]


def leave(answer: Answer, folder: Path) -> None:
    """Write an answer into a folder of results."""
    told = json.dumps(answer._asdict() | {name: [one._asdict() for one in getattr(answer, name)] for name in _TABLES},
                      ensure_ascii=False, indent=1)  # fmt: skip
    (folder / FILE).write_text(told + "\n", encoding="utf-8", newline="\n")


def left(folder: Path) -> Answer:
    """The answer in a folder of results; ``InputFault`` where there is none."""
    try:
        found: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        parts: dict[str, Any] = {
            name: _as_table(value) if name in _TABLES else _words(value) for name, value in found.items()
        }
        return Answer(**parts)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise refuse(folder / FILE, phrase("no_answer"), phrase("finished_study")) from error


_TABLES = ("tables", "who", "assumed", "made")


def _words(value: str | Iterable[Any]) -> Any:
    """Sentences, or pairs of words."""
    return (
        value if isinstance(value, str) else tuple(_word(one) if isinstance(one, str) else _row(one) for one in value)
    )


def _row(cells: Iterable[Any]) -> tuple[str, ...]:
    return tuple(map(_word, cells))


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is no text")
    return value


def _as_table(value: Iterable[dict[str, Any]]) -> tuple[Table, ...]:
    return tuple(
        Table(_word(one["title"]), _row(one["heads"]), tuple(map(_row, one["rows"])), _word(one["source"]))
        for one in value
    )
