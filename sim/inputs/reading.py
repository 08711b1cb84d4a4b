"""Opening an input: every way in which a file is not what it should be, told apart before anybody parses it."""

from __future__ import annotations

import os
from pathlib import Path

from sim.inputs.faults import Fault, InputFault, nearest

SCENARIO_BYTES = 1_000_000
ORGANISATIONS_BYTES = 1_000_000_000
SAVE_AS_UTF8 = "UTF-8 text; in Excel: File > Save As > CSV UTF-8 (Comma delimited)"
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def refuse(where: str | Path, got: str, allowed: str, near: str | None = None) -> InputFault:
    """A lone fault, ready to raise."""
    return InputFault([Fault(str(where), got, allowed, near)])


def path_of(typed: str, folder: Path = Path()) -> Path:
    """The path that was typed, from ``folder``; ~ is one's home, which a shell leaves alone in --out=~/x."""
    return folder / os.path.expanduser(typed)


def has_ending(path: Path, ending: str) -> bool:
    """Whether a file's name has that ending, in capitals or not."""
    return path.suffix.lower() == ending


def partner(path: Path, ending: str) -> Path:
    """The file beside ``path`` with its name and another ending, in capitals where only that is there."""
    capitals = path.with_suffix(ending.upper())
    usual = path.with_suffix(ending)
    return capitals if os.path.exists(capitals) and not os.path.exists(usual) else usual


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of a regular, readable, not empty file of at most ``most`` bytes, without a byte-order mark."""
    _demand_file(path)
    size = path.stat().st_size
    if size > most:
        raise refuse(path, f"a file of {size:,} bytes", f"at most {most:,} bytes")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refuse(path, f"a file that cannot be read ({error.strerror})", "a file you may read") from error
    data = data.removeprefix(_BOM)
    if not data.strip():
        raise refuse(path, "an empty file", "a file with something in it")
    return data


def read_text(path: Path, most: int) -> str:
    """The text of a UTF-8 file, with or without a byte-order mark."""
    return decode(path, read_bytes(path, most))


def decode(path: Path, data: bytes) -> str:
    """``data`` as UTF-8; otherwise a fault that says what the encoding probably is, and how to save as UTF-8."""
    if data.startswith(_UTF16):
        raise refuse(path, "text in UTF-16", SAVE_AS_UTF8)
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise refuse(f"{path}: line {line}", "a zero byte: this is no text file", SAVE_AS_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refuse(f"{path}: line {line}", _likely(data), SAVE_AS_UTF8) from error


def _likely(data: bytes) -> str:
    """A guess at what is not UTF-8: Thai of the old Windows and Macintosh code pages has letters from A1 to FB."""
    high = [byte for byte in data[:100_000] if byte >= 0x80]
    thai = sum(0xA1 <= byte <= 0xFB for byte in high)
    if thai > 0.9 * len(high):
        return "text that is not UTF-8 (probably Thai in Windows-874 or TIS-620)"
    return "bytes that are not UTF-8 text"


def _demand_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise refuse(path, "a folder", "a file")
        if not path.exists():
            raise refuse(path, "no such file", "the path of a file", neighbour(path, path.suffix.lower()))
        if not path.is_file():
            raise refuse(path, "something that is not a regular file", "a file")
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise refuse(path, f"a path that cannot be used ({said})", "the path of a file") from error


def neighbour(path: Path, ending: str) -> str | None:
    """The file of that ending beside ``path`` that was most likely meant."""
    try:
        beside = [other.name for other in path.parent.iterdir() if has_ending(other, ending)]
    except OSError:
        return None
    return nearest(path.name, beside)
