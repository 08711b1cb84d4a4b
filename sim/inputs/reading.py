"""Opening an input: every way in which a file is not what it should be, told apart before anybody parses it."""

from __future__ import annotations

import os
from pathlib import Path

from sim.inputs.faults import Fault, InputFault, nearest
from sim.inputs.phrases import at, phrase

SCENARIO_BYTES = 1_000_000
ORGANISATIONS_BYTES = 1_000_000_000
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def refuse(where: str | Path, got: str, allowed: str, near: str | None = None) -> InputFault:
    """A lone fault, ready to raise."""
    return InputFault([Fault(str(where) if isinstance(where, Path) else where, got, allowed, near)])


def path_of(typed: str, folder: Path = Path()) -> Path:
    """The path that was typed, from ``folder``; ~ is one's home, which a shell leaves alone in --out=~/x."""
    return folder / os.path.expanduser(typed)


def has_ending(path: Path, ending: str) -> bool:
    """Whether a file's name has that ending, in capitals or not."""
    return path.suffix.lower() == ending


def partner(path: Path, ending: str) -> Path:
    """The file beside ``path`` with its name and another ending, in capitals where only that is there."""
    usual, capitals = (path.parent / f"{path.stem}{one}" for one in (ending, ending.upper()))
    return capitals if os.path.exists(capitals) and not os.path.exists(usual) else usual


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of a regular, readable, not empty file of at most ``most`` bytes.

    Without a byte-order mark, and with one sort of line end: files put together from several have more than one.
    """
    _demand_file(path)
    size = path.stat().st_size
    if size > most:
        raise refuse(path, phrase("bytes", size=f"{size:,}"), phrase("at_most_bytes", most=f"{most:,}"))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refuse(path, phrase("unreadable", why=error.strerror), phrase("readable")) from error
    data = data.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not data.strip():
        raise refuse(path, phrase("empty"), phrase("not_empty"))
    return data


def read_text(path: Path, most: int) -> str:
    """The text of a UTF-8 file, with or without a byte-order mark."""
    return decode(path, read_bytes(path, most))


def decode(path: Path, data: bytes) -> str:
    """``data`` as UTF-8; otherwise a fault that says what the encoding probably is, and how to save as UTF-8."""
    if data.startswith(_UTF16):
        raise refuse(path, phrase("utf16"), phrase("utf8"))
    if b"\0" in data:
        raise refuse(_line(path, data[: data.index(b"\0")]), phrase("zero_byte"), phrase("utf8"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refuse(_line(path, data[: error.start]), _likely(data), phrase("utf8")) from error


def _line(path: Path, before: bytes) -> str:
    """The line of a place in a file, by what is ``before`` it."""
    return at(path, phrase("line", line=before.count(b"\n") + 1))


def _likely(data: bytes) -> str:
    """A guess at what is not UTF-8: Thai of the old Windows and Macintosh code pages has letters from A1 to FB."""
    high = [byte for byte in data[:100_000] if byte >= 0x80]
    thai = sum(0xA1 <= byte <= 0xFB for byte in high)
    if thai > 0.9 * len(high):
        return phrase("old_thai")
    return phrase("not_utf8")


def unusable(path: Path) -> str | None:
    """What to say of a path that no system takes: overlong, a circle of links, a zero byte in it; else None."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        return phrase("odd_path", why=getattr(error, "strerror", None) or error)
    return None


def _demand_file(path: Path) -> None:
    if trouble := unusable(path):
        raise refuse(path, trouble, phrase("path_of_file"))
    try:
        if path.is_dir():
            raise refuse(path, phrase("folder"), phrase("file"))
        if not path.exists():
            raise refuse(path, phrase("no_file"), phrase("path_of_file"), neighbour(path, path.suffix.lower()))
        if not path.is_file():
            raise refuse(path, phrase("odd_file"), phrase("file"))
    except OSError as error:
        raise refuse(path, phrase("unreadable", why=error.strerror), phrase("readable")) from error


def neighbour(path: Path, ending: str) -> str | None:
    """The file of that ending beside ``path`` that was most likely meant."""
    try:
        beside = [other.name for other in path.parent.iterdir() if has_ending(other, ending)]
    except OSError:
        return None
    return nearest(path.name, beside)
