"""How numbers and intervals are written, the same in tables, charts and sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable

from sim.language.texts import Lang, text


def decimals(values: Iterable[float]) -> int:
    """Decimals that show ``values`` to about two figures of the largest: 0 from 100 up, 1 from 1, 2 or 3 below."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=1.0)
    return 0 if largest >= 100 else 1 if largest >= 1 else 2 if largest >= 0.1 else 3


def fine(high: float) -> int:
    """Decimals for what is believed of a number that is ``high`` at most: at least two figures of it."""
    return decimals([high]) + int(1 <= abs(high) < 10)


def middling(middle: float, low: float, high: float, lang: Lang) -> str:
    """Write a middle value and the ends it lies between, as ``fine`` as they are in tables and charts of beliefs."""
    digits = fine(high)
    return f"{number(middle, digits)} ({between(low, high, lang, digits)})"


def deciding(value: float, digits: int) -> int:
    """``digits``, or as many more as it takes to see on which side of 0 ``value`` lies; at most six more."""
    if value == 0.0 or not math.isfinite(value):
        return digits
    return next((more for more in range(digits, digits + 7) if round(abs(value), more) > 0.0), digits)


def number(value: float, digits: int = 0, sign: bool = False) -> str:
    """Write ``value`` with thousands separated and a true minus; a dash for NaN; ``sign`` adds + above 0."""
    if not math.isfinite(value):
        return "–"
    written = f"{value:+,.{digits}f}" if sign else f"{value:,.{digits}f}"
    if not any(letter in "123456789" for letter in written):
        written = written.lstrip("+-")
    return written.replace("-", "−")


def between(low: float, high: float, lang: Lang, digits: int = 0) -> str:
    """Write an interval in words, each end with the digit that tells its side of 0; a dash when it has no ends."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return "–"
    return text("to", lang, low=number(low, deciding(low, digits)), high=number(high, deciding(high, digits)))


def difference(value: float, digits: int) -> str:
    """Write a difference with its sign, and the digit that tells it."""
    return number(value, deciding(value, digits), sign=True)


def estimated(mean: float, low: float, high: float, lang: Lang, digits: int) -> str:
    """Write a difference and its interval: +0.3 (0.02 to 0.6)."""
    return f"{difference(mean, digits)} ({between(low, high, lang, digits)})"


def counted(how_many: int, what: str, lang: Lang) -> str:
    """So many of something (``count.what`` among the texts), in the singular where there is one."""
    return text(f"count.{what}" if how_many == 1 else f"count.{what}s", lang, number=f"{how_many:,}")


def finite(value: float) -> float | None:
    """A number as JSON can hold it: None where there is none, or no end to it."""
    return value if math.isfinite(value) else None


def amount(value: float) -> str:
    """A number as people write it: thousands parted, no needless zeros."""
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"
