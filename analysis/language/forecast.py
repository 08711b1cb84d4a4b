"""What ``--plan`` says: how many runs, how long, how much disk."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from sim.language.numerals import counted
from sim.language.texts import Lang, text


@dataclass(frozen=True)
class Forecast:
    """What a command would take: runs (``worlds`` × ``scenarios``), seconds on so many cores (``workers``), megabytes.

    ``sets`` of parameter values, and how many there may be at most, are of a calibration; ``truths`` of a fit's check;
    ``studies`` is how many there are where there is more than one.
    """

    runs: int
    worlds: int
    scenarios: int
    months: int
    seconds: int
    workers: int
    disk_mb: int
    sets: int | None = None
    most_sets: int | None = None
    truths: int | None = None
    studies: int | None = None

    def twice(self) -> Forecast:
        """The same for two studies: with what is believed, and with every number as declared."""
        double = {name: 2 * getattr(self, name) for name in ("runs", "seconds", "disk_mb")}
        return replace(self, studies=2, **double)

    def figures(self) -> dict[str, Any]:
        """All that it is of, for a program."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def words(self, lang: Lang) -> str:
        """The same as a sentence or two."""
        minutes, seconds = divmod(self.seconds, 60)
        parts = ("run", "world", "scenario", "month")
        figures = {f"{part}s": counted(getattr(self, f"{part}s"), part, lang) for part in parts}
        said = [
            text(
                "forecast",
                lang,
                minutes=text("minutes", lang, minutes=minutes, seconds=seconds),
                cores=counted(self.workers, "core", lang),
                disk=f"{self.disk_mb:,}",
                **figures,
            )
        ]
        if self.sets is not None and self.most_sets is not None:
            sets, most = (counted(number, "set", lang) for number in (self.sets, self.most_sets))
            said.append(text("forecast_sets", lang, sets=sets, most=most))
        if self.truths is not None:
            said.append(text("forecast_truths", lang, truths=counted(self.truths, "truth", lang)))
        if self.studies is not None:
            said.append(text("forecast_both", lang))
        return "\n".join(said)
