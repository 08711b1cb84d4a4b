"""A plugin of pytest: rules run as plain Python, so that it is seen which of their lines are (``make coverage``)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis.commands.environment import settle

settle()  # before numpy is there

from targets import MODEL
from trial import settled

settled(MODEL)
