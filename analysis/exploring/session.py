"""One open page: what it says to the person, and what it makes of what they set. It knows of no browser."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from analysis.exploring.course import Course, Stopping
from analysis.exploring.fields import Fields, read
from analysis.exploring.forms import body, form, saved, status
from analysis.exploring.saving import command, save
from analysis.exploring.settings import Settings, as_it_is
from sim.inputs.faults import Fault, InputFault
from sim.inputs.phrases import spoken
from sim.language.texts import Lang, text
from sim.scenario import Scenario

if TYPE_CHECKING:
    from analysis.exploring.engine import Engine

QUICK = 24
"""Worlds that are run before anything is shown: the fewest from which intervals shrink as they should, and a second's
work; the rest follows in steps that double."""
Message = Mapping[str, object]


class Session:
    """Hears what is done on a page, and says what it is to show.

    Parameters
    ----------
    make_engine
        Makes the engine, in the background: what it needs takes seconds to import.
    offered
        What may be typed for a scenario → that scenario.
    base
        The scenario to begin with, one of them.
    say
        Takes parts of the page by name; it is called from this thread and from another.
    folder
        Where files are saved.
    debug
        Whether the trace of a fault is written to standard error.
    """

    def __init__(
        self,
        make_engine: Callable[[], Engine],
        offered: Mapping[str, Scenario],
        base: Scenario,
        lang: Lang,
        *,
        say: Callable[[Message], None],
        folder: Path,
        debug: bool = False,
    ) -> None:
        self._make_engine, self._offered, self._say, self._folder = make_engine, offered, say, folder
        self._debug = debug
        self.lang: Lang = lang
        self.settings = as_it_is(base)
        self._engine: Engine | None = None
        self._making, self._saying = threading.Lock(), threading.RLock()
        self._shown = 0
        self._shown_of: Settings | None = None
        self._done = 0
        self._course: Course[Settings] = Course(self._carry_out)

    def body(self) -> Markup:
        """The whole page as it is before anything has been run."""
        return body(self.settings, self._offered, self._folder, self.lang)

    def hear(self, message: object) -> None:
        """What a page says: ``kind``, and with most kinds the ``fields`` as they are; anything else is not heard."""
        if not isinstance(message, Mapping) or not isinstance(fields := message.get("fields", {}), Mapping):
            return
        kinds = {"ready": self._set, "set": self._set, "cancel": self._cancel, "save": self._save, "lang": self._turn}
        if act := kinds.get(str(message.get("kind"))):
            self._tried(lambda: act(fields))

    def close(self) -> None:
        """The page is gone: nothing runs for it any more."""
        self._course.close()

    def ended(self, seconds: float) -> bool:
        """Whether, once closed, all its work is over after at most so many seconds."""
        return self._course.wait(seconds)

    def _set(self, fields: Fields) -> None:
        """Run what is set, in place of whatever runs; of another scenario, as it is."""
        other = self._offered.get(str(fields.get("scenario")))
        if other is not None and other.typed != self.settings.base.typed:
            self.settings = replace(as_it_is(other), worlds=self.settings.worlds, name=self.settings.name)
            self._say({"form": form(self.settings, self._offered, self.lang), "faults": {}})
        elif not self._read(fields):
            return
        with self._saying:
            self._done = 0
            self._course.ask(self.settings)

    def _read(self, fields: Fields) -> bool:
        """Take over what is set; False where something is not allowed, which is said beside its field."""
        try:
            self.settings = read(fields, self._offered)
        except InputFault as fault:
            self._stop("faulty")
            self._tell_faults(fault)
            return False
        self._say({"faults": {}})
        return True

    def _cancel(self, fields: Fields) -> None:
        self._stop("stopped")

    def _stop(self, how: str) -> None:
        """Stop what runs, and say so last: nothing that runs says anything after it."""
        with self._saying:
            self._course.cancel()
            self._tell(how)

    def _save(self, fields: Fields) -> None:
        """Write what is set as a file, and say the command that repeats it."""
        from analysis.studies.study import given

        if not self._read(fields):
            return
        try:
            path = save(self.settings, str(fields.get("file", "")), self._folder)
        except InputFault as fault:
            self._tell_faults(fault)
            return
        request = self._ready().request
        typed = command(self.settings, path, request.seed, given(replace(request, lang=self.lang)))
        self._say({"faults": {}, "saved": saved(path.name, typed, self.lang)})

    def _turn(self, fields: Fields) -> None:
        """Say everything in the other language; what runs would still tell in the one it began in."""
        with self._saying:
            self._course.cancel()
            self.lang = "en" if self.lang == "th" else "th"
            self._say({"body": self.body(), "lang": self.lang, "title": text("explore_title", self.lang)})

    def _tell_faults(self, found: InputFault) -> None:
        self._say({"faults": {fault.where: _said(fault, self.lang) for fault in found.faults}})

    def _ready(self) -> Engine:
        with self._making:
            if self._engine is None:
                self._engine = self._make_engine()
            return self._engine

    def _carry_out(self, settings: Settings, stopping: Stopping) -> None:
        """Run what is set: a few worlds first, then more; in a thread of its own."""
        with self._saying:
            if stopping():
                return
            self._tell("running" if self._engine else "preparing", settings)
        self._tried(lambda: self._find(settings, stopping), stopping)

    def _tried(self, act: Callable[[], None], stopping: Stopping = lambda: False) -> None:
        """Whatever goes wrong is told on the page, which goes on; what goes wrong since it is to stop is not."""
        try:
            act()
        except Exception as error:
            if stopping():
                return
            if self._debug:
                traceback.print_exc()
            why = error.said(self.lang) if isinstance(error, InputFault) else f"{type(error).__name__}: {error}"
            self._say({"status": status(text("explore_broken", self.lang, why=why), None), "busy": False})

    def _find(self, settings: Settings, stopping: Stopping) -> None:
        from analysis.exploring.findings import compared, find
        from analysis.exploring.telling import results, typical_networks

        engine = self._ready()
        for worlds in steps(engine.known(compared(settings), settings.worlds), settings.worlds):
            found = find(engine, settings, worlds, stopping, lambda done: self._count(settings, stopping, done))
            networks = typical_networks(engine, found)
            told = results(found, networks, replace(engine.request, lang=self.lang), self.lang)
            with self._saying:
                if stopping():
                    return
                self._shown, self._shown_of = worlds, settings
                self._say({"results": told})
                self._tell("done" if worlds == settings.worlds else "running", settings)

    def _count(self, settings: Settings, stopping: Stopping, done: int) -> None:
        """Say how far it is, some twenty times a run."""
        with self._saying:
            if stopping():
                return
            self._done = done
            if done % max(1, settings.worlds // 20) == 0:
                self._tell("running", settings)

    def _tell(self, how: str, settings: Settings | None = None) -> None:
        """Say in a sentence how far the page is, and on what stands that it shows."""
        wanted = settings or self.settings
        before = "first" if self._shown_of is None else "starting"
        keys = {} if self._shown_of == wanted else {"running": before, "stopped": "stopped_before"}
        figures = {"done": self._done, "worlds": wanted.worlds, "shown": self._shown}
        sentence = text(f"explore_{keys.get(how, how)}", self.lang, **figures)
        busy = how in ("preparing", "running")
        self._say({"status": status(sentence, self._done / wanted.worlds if busy else None), "busy": busy})


def steps(known: int, worlds: int) -> list[int]:
    """After how many worlds something is shown: at first ``QUICK``, or all ``known``; then twice as many each time."""
    found = [min(max(known, QUICK), worlds)]
    while found[-1] < worlds:
        found.append(min(2 * found[-1], worlds))
    return found


def _said(fault: Fault, lang: Lang) -> str:
    parts = {name: spoken(value, lang) for name, value in vars(fault).items()}
    return text("explore_wrong_near" if fault.nearest else "explore_wrong", lang, **parts)
