"""What was reported, read without adding anything to it; and users' own reports, with all their faults at once."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.calibration.observations import NAMELY, Report, reported, saliences, shipped
from analysis.calibration.observed_file import load_report
from analysis.calibration.readings import SHIPPED_READINGS
from sim.inputs.faults import InputFault
from sim.kinds import FORMS
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS

LABELLED = "\n".join(
    f"{PROVINCE_TERMS[p].key},{FORMS[f].key}," for p, f in np.argwhere(shipped().labels)
)  # fmt: skip


@pytest.fixture
def write(tmp_path):
    def to(text):
        path = tmp_path / "mine.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return to


def faults_of(path):
    with pytest.raises(InputFault) as raised:
        load_report(path)
    return [str(fault) for fault in raised.value.faults]


# The shipped report


@pytest.mark.parametrize("variant", SHIPPED_READINGS)
def test_the_shipped_report_is_the_sources(variant):
    report = shipped(variant)
    assert report.total == 31
    assert report.labels.sum() == 9 and (report.labels.sum(axis=1) == 1).all()
    assert report.labels.sum(axis=0).tolist() == [4, 4, 1]
    assert report.provinces == (None,) * 9
    assert report.forms == (None, None, 1 if variant == "academic-complete" else None)
    assert report.operator == "created"


def test_leaving_out_leaves_the_rest():
    report = shipped(plausible=False)
    assert report.without_labels().labels.sum() == 0 and report.without_labels().total == 31
    assert report.without_total() == Report(None, labelled=report.labelled, reading="flagship", namely=True)
    silent = report.without_province(2)
    assert silent.labels.sum() == 8 and not silent.told[2] and silent.total == 31


def test_reports_of_worlds_are_made_as_the_likelihood_says():
    table = np.zeros((9, 3), int)
    table[0], table[1] = (3, 1, 0), (0, 2, 2)
    rng = np.random.default_rng(1)
    told = [reported(table, rng) for _ in range(3000)]
    assert {one.total for one in told} == {8}
    labels = np.array([one.labels for one in told])
    assert (labels.sum(axis=(1, 2)) == 2).all() and (labels[:, 2:] == 0).all()
    weights = saliences(8)
    area = (3 * weights[:, 0] / (3 * weights[:, 0] + weights[:, 1])).mean()
    assert labels[:, 0, 0].mean() == pytest.approx(area, abs=0.035)
    assert all((one.namely is None) == (one.labels[:, 2].sum() == 0) for one in told)
    namely = [one.namely for one in told if one.namely is not None]
    assert np.mean(namely) == pytest.approx(NAMELY[1], abs=0.05)


# Users' files


def test_a_total_alone(write):
    found = load_report(write("province,form,number\n,,31\n"))
    assert found == Report(31, reading="total") == found.without_labels()
    assert load_report(write("number\n0\n")) == Report(0, reading="total")


def test_a_list_without_a_total_is_all_there_is(write):
    found = load_report(write("province,form,number\nloei,area,2\ntrang,,\n,business,\n"))
    assert (found.total, found.placed[8], found.formed[1]) == (4, 1, 1)


def test_none_in_a_cell_is_said_of_a_whole_table_only(write):
    whole = load_report(write("province,form,number\nloei,area,2\nloei,business,0\n"))
    assert whole.total == 2
    with pytest.raises(InputFault, match="0 of a province and form, beside networks not listed"):
        load_report(write("province,form,number\n,,40\nloei,area,0\n"))


def test_labelled_networks_of_a_total_are_a_sample_of_it(write):
    report = load_report(write(f"province,form,number\n,,31\n{LABELLED}\n"))
    assert report.total == 31 and report.reading == "sample" and report.namely is None
    assert (report.labels == shipped().labels).all()


def test_flagships_are_flagships_where_the_file_says_so(write):
    rows = "\n".join(f"{line},yes" for line in LABELLED.splitlines())
    report = load_report(write(f"province,form,number,flagship\n,,31,\n{rows}\n"))
    assert report.reading == "flagship" and report.told == (True,) * 9
    fewer = load_report(write("province,form,number,flagship\n,,31,\nloei,area,,ใช่\n"))
    assert fewer.told == tuple(key == "loei" for key in keys(PROVINCE_TERMS))


def test_networks_one_a_row_are_as_many_as_there_are_rows(write):
    report = load_report(write("province,form\nเลย,เชิงพื้นที่\nLoei,\n,business\nTrang,academic\n"))
    assert report.total == 4
    assert report.labels.sum() == 2 and sum(report.placed) == 1 and report.formed == (0, 1, 0)


def test_counts_by_province_add_up_to_a_total_only_if_all_are_there(write):
    everyone = "\n".join(f"{key},,{n}" for n, key in enumerate(keys(PROVINCE_TERMS)))
    report = load_report(write(f"province,form,number\n{everyone}\n"))
    assert report.provinces == tuple(range(9)) and report.total == 36
    assert load_report(write("province,form,number\nloei,,4\n")).total is None


def test_counts_by_form_are_of_forms(write):
    report = load_report(write("form,number\narea,12\nbusiness,15\nacademic,4\n"))
    assert report.forms == (12, 15, 4) and report.total == 31


def test_cells_with_numbers_are_that_many_networks(write):
    report = load_report(write("province,form,number\n,,10\nloei,area,3\ntrang,business,2\n"))
    assert report.labels[2, 0] == 3 and report.labels[8, 1] == 2 and report.total == 10
    assert load_report(write("province,form,number\nloei,area,3\ntrang,business,2\n")).total == 5


def test_networks_beside_a_count_that_is_no_total_are_lower_bounds(write):
    report = load_report(write("province,form,number\ntrang,,4\nloei,area,\n"))
    assert report.total is None and report.reading == "lower-bounds"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "an empty file"),
        ("province,form,number\n", "no networks and no counts"),
        ("province,form,number\nBangkok,,3\n", "'Bangkok'"),
        ("province,form,number\nLoey,area,\n", "did you mean Loei?"),
        ("province,form,number\nloei,areal,\n", "did you mean area?"),
        ("province,form,number\n,,-1\n", "a whole number from 0"),
        ("province,form,number\n,,3.5\n", "a whole number from 0"),
        ("province,form,number\n,,๓๑\n", "in Arabic digits: '31'"),
        ("province,form,number\n,,1000000\n", "100,000"),
        ("province,form,number\n,,31\n,,32\n", "the total again, as in row 2"),
        ("province,form,number\nloei,,3\nloei,,3\n", "Loei again"),
        (f"province,form,number\n,,8\n{LABELLED}\n", "9 networks listed of the total, 8"),
        ("province,form,number\nloei,,1\nloei,area,\nloei,area,\n", "2 networks listed of Loei, 1"),
        ("province,form,number\n,area,1\nloei,area,2\n", "2 networks listed of form area, 1"),
        ("province,form,number\n,,5\nloei,,3\ntrang,,3\n", "counts of provinces that add up to 6"),
        ("form,number\narea,1\nbusiness,1\nacademic,1\n,4\n", "counts of forms that add up to 3"),
        ("province,form,flagship\nloei,area,yes\nloei,business,yes\n", "2 flagships of Loei"),
        ("province,form,flagship\nloei,area,yes\ntrang,business,no\n", "yes for every network"),
        ("province,form,flagship\nloei,,yes\n", "yes without a province or form"),
        ("province,form,flagship\nloei,area,perhaps\n", "yes or no"),
        ("province,form\nloei,area\n,\n,\n", "2 rows with neither province nor form"),
        ("name,year\nx,2003\n", "an unknown column 'name'"),
    ],
)
def test_faults_say_what_is_wrong(write, text, words):
    assert any(words in fault for fault in faults_of(write(text)))


def test_all_faults_are_told_at_once(write):
    told = faults_of(write("province,form,number\nBangkok,areal,x\nloei,,y\n"))
    assert len(told) == 4


def test_a_million_plain_rows_are_not_taken_for_less(write):
    report = load_report(write("province,form\n" + "loei,area\n" * 5000))
    assert report.total == 5000


def test_faults_of_cells_and_contradictions_are_told_at_once(write):
    told = faults_of(
        write("province,form,number\nBangkok,,3\nloei,,1\nloei,,2\nloei,area,4\n,,x\n,,5\n,,6\ntrang,area\n")
    )
    for words in ("'Bangkok'", "Loei again", "4 networks listed of Loei, 1", "'x'", "the total again", "2 cells"):
        assert any(words in fault for fault in told), words
    assert len(told) == 6


def test_rows_that_cannot_be_read_give_no_further_faults(write):
    """The total might be in the row that is misspelt: what the others lack is not said of them."""
    (fault,) = faults_of(write("province,form,number\n,,3x\nloei,area,0\nloei,business,2\n"))
    assert "'3x'" in fault


def test_headings_may_be_thai(write):
    thai = load_report(write("จังหวัด,รูปแบบ,จำนวน,ตัวแทน\n,,31,\nเลย,เชิงพื้นที่,,ใช่\n"))
    assert thai == load_report(write("province,form,number,flagship\n,,31,\nloei,area,,yes\n"))


@pytest.mark.parametrize(
    "text",
    ["province,form,number\n" + "Bangk,areal,x\n" * 30_000, "number\n" + "3\n" * 30_000,
     "province,form,flagship\nloei,area,yes\n" + "loei,area,no\n" * 30_000],
    ids=["cells", "totals", "flagships"],
)  # fmt: skip
def test_of_many_faults_the_first_are_told_and_the_rest_counted(write, text):
    with pytest.raises(InputFault) as raised:
        load_report(write(text))
    lines = str(raised.value).splitlines()
    assert len(lines) == 21 and len(str(raised.value)) < 20_000
    assert int(lines[-1].split()[2].replace(",", "")) > 29_000
    assert len(raised.value.faults) < 100
