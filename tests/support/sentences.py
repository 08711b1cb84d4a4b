"""What a sentence of the program says, read back from the text it was made of."""

from __future__ import annotations

import re

from sim.language.texts import text


def places(key: str, line: str, lang: str, *names: str) -> dict[str, str] | None:
    """What stands in the places ``names`` of a sentence, if it is that of ``key``."""
    pattern = re.escape(text(key, lang, **{name: f"@{name}@" for name in names}))
    for name in names:
        pattern = pattern.replace(f"@{name}@", f"(?P<{name}>.+)", 1)
    found = re.fullmatch(pattern, line)
    return found and found.groupdict()
