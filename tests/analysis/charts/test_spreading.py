"""Marks that keep off each other, and labels beside what they belong to."""

from __future__ import annotations

import numpy as np

from analysis.charts.spreading import MOST, beside, boxes_around, spread


def test_spread_keeps_marks_apart_and_clear_of_dots():
    places = np.random.default_rng(1).normal(0, 10, (14, 2))
    found = spread(places + 5, 12, places, 8)
    gaps = np.hypot(*(found[:, None] - found[None]).transpose(2, 0, 1))
    assert gaps[~np.eye(14, dtype=bool)].min() > 11.5
    assert np.hypot(*(found[:, None] - places[None]).transpose(2, 0, 1)).min() > 7.5


def test_spread_leaves_what_is_apart_and_parts_what_is_together():
    apart = np.array([[0.0, 0.0], [100.0, 0.0]])
    np.testing.assert_array_equal(spread(apart, 10), apart)
    together = spread(np.zeros((3, 2)), 10)
    assert min(np.hypot(*(a - b)) for place, a in enumerate(together) for b in together[:place]) > 9.9
    assert spread(np.empty((0, 2)), 10).shape == (0, 2)


PAGE = np.array([0.0, 0.0, 200.0, 200.0])


def test_labels_stand_beside_their_places_and_on_nothing():
    random = np.random.default_rng(4)
    places, sizes = random.uniform(30, 170, (12, 2)), np.tile([24.0, 9.0], (12, 1))
    dots = boxes_around(places, 6.0)
    found = beside(places, sizes, dots, PAGE, 5.0)
    labels = np.hstack([found - sizes / 2, found + sizes / 2])
    for number, label in enumerate(labels):
        for other in (*dots, *labels[:number]):
            assert not ((label[:2] < other[2:] - 1e-6).all() and (other[:2] < label[2:] - 1e-6).all())
    assert (labels[:, :2] >= PAGE[:2] - 1e-6).all() and (labels[:, 2:] <= PAGE[2:] + 1e-6).all()
    assert np.abs(found - places).max() < 60


def test_a_label_alone_stands_as_near_as_it_may_and_inside():
    size = np.array([[20.0, 10.0]])
    none = np.empty((0, 4))
    assert beside(np.array([[100.0, 100.0]]), size, none, PAGE, 5.0).tolist() == [[115.0, 110.0]]
    corner = beside(np.array([[198.0, 198.0]]), size, none, PAGE, 5.0)
    assert (corner + size / 2 <= 200).all()


def test_where_nothing_is_free_the_least_is_covered():
    everywhere = np.array([[0.0, 0.0, 200.0, 150.0]])
    found = beside(np.array([[100.0, 148.0]]), np.array([[20.0, 10.0]]), everywhere, PAGE, 5.0)
    assert found[0, 1] - 5.0 >= 150.0


def test_more_than_a_page_holds_stay_where_they_are():
    places = np.zeros((MOST + 1, 2))
    assert np.array_equal(spread(places, 1.0), places)
    assert not np.array_equal(spread(places[:3], 1.0), places[:3])
