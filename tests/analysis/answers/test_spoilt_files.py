"""Whatever is done to a file that the program reads, it is refused with a reason, or taken for good and worked with."""

from __future__ import annotations

import numpy as np
import pytest
from readers import read
from spoilt import sorts, spoilt

FILES = 25  # of each sort; a hundred thousand are read in ``tests/verification/test_fuzzing.py``


@pytest.mark.parametrize("sort", sorts())
def test_spoilt_files_are_refused_or_taken_for_good(tmp_path, sort):
    assert all(read(sort, example, tmp_path) for example in sorts()[sort].examples[:3])
    lots = np.random.default_rng(len(sort))
    taken = [read(sort, spoilt(sorts()[sort], lots), tmp_path) for _ in range(FILES)]
    assert not all(taken)
