"""What tests of charts share."""

from __future__ import annotations

import pytest


@pytest.fixture
def drawn(monkeypatch, tmp_path):
    """Draw a chart and hand back its figure, as it was when it was saved."""

    def draw(module, function, *arguments, **options):
        figures = []
        monkeypatch.setattr(module, "save", lambda figure, path, *_: figures.append(figure) or (path, path))
        function(*arguments, path=tmp_path / "chart", **options)
        figures[0].canvas.draw()
        return figures[0]

    return draw
