"""The frozen stand-ins of a version: the same model written otherwise, as its rules were then.

``version_0_1_0`` holds the month in plain C and in plain Mesa. They are what the compiled rules are timed against
(``make bench``) and, while rules are what they were, checked against (``make verify``). Nobody keeps them up: once a
rule behaves otherwise they stand for what was, and whoever asks for them is told so.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from analysis.calibration.behaviour import behaviour

VERSION = "0.1.0"
BEHAVIOUR = "f091e0dd98940586"
"""What ``analysis.calibration.behaviour`` said of the rules of that version."""


class NoLonger(RuntimeError):  # noqa: N818 - it says what is the matter, as every name here
    """Today's rules or records are not those that a stand-in stands for."""


def stand_in(name: str) -> ModuleType:
    """The module ``plain_c`` or ``plain_mesa``; ``NoLonger`` when it is no longer the same model as the rules."""
    gone = f"{name} stands for version {VERSION}, whose rules these are no longer"
    if behaviour() != BEHAVIOUR:
        raise NoLonger(gone)
    try:
        module = import_module(f"version_0_1_0.{name}")
        no_compiler = getattr(module, "NoCompiler", ())
        if no_compiler:
            module.library()
    except (ImportError, AttributeError, KeyError) as missing:
        raise NoLonger(f"{gone}: {missing}") from missing
    except RuntimeError as wrong:
        if isinstance(wrong, no_compiler):
            return module  # it is another question whether this machine can compile it
        raise NoLonger(f"{gone}: {wrong}") from wrong
    return module
