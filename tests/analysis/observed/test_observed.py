"""What was observed, against the source; and that nothing is made up about the rest."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from analysis.observed import load
from sim.kinds import FORMS
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS

ROOT = Path(__file__).parents[3]


def test_nine_of_thirty_one_are_named():
    observed = load()
    assert observed.total == 31
    assert observed.months == 24
    assert len(observed.named) == 9
    assert observed.unknown == 22


def test_every_province_has_its_one_named_network():
    found = load().at_least("province")
    assert dict(found) == dict.fromkeys(keys(PROVINCE_TERMS), 1)


def test_forms_named_are_four_four_and_one():
    found = load().at_least("form")
    assert [found[key] for key in keys(FORMS)] == [4, 4, 1]


@pytest.mark.parametrize(
    ("province", "form", "name_en", "name_th"),
    [
        ("chiang_mai", "area", "cooperative-relations network of Chiang Mai", "เครือข่ายสัมพันธภาพสหกรณ์เชียงใหม่"),
        ("phetchaburi", "area", "alliance network of Phetchaburi", "เครือข่ายพันธมิตรเพชรบุรี"),
        ("songkhla", "area", "provincial cooperative network of Songkhla", "เครือข่ายสหกรณ์ระดับจังหวัดของสงขลา"),
        ("lamphun", "area", "Li river basin network", "เครือข่ายลุ่มน้ำลี้"),
        ("trang", "business", "OTOP network", "เครือข่าย OTOP"),
        ("loei", "business", "animal feed network", "เครือข่ายอาหารสัตว์"),
        ("suphan_buri", "business", "fertiliser network", "เครือข่ายปุ๋ย"),
        ("saraburi", "business", "rice mill network", "เครือข่ายโรงสีข้าว"),
        (
            "khon_kaen",
            "academic",
            "village bank network of Wat Chai Si, Ban Siao",
            "เครือข่ายธนาคารหมู่บ้านวัดชัยศรีบ้านเสียว",
        ),
    ],
)
def test_named_networks_are_those_of_the_source(province, form, name_en, name_th):
    (network,) = (network for network in load().named if network.province == province)
    assert (network.form, network.name_en, network.name_th) == (form, name_en, name_th)


def test_only_the_academic_list_is_worded_as_complete():
    assert {(network.form, network.wording) for network in load().named} == {
        ("area", "such as"),
        ("business", "such as"),
        ("academic", "namely"),
    }


def test_another_list_may_be_read_but_not_a_longer_one_than_its_total(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("form,province,name_en,name_th,wording\narea,loei,a,ก,such as\narea,loei,b,ข,such as\n", "utf-8")
    assert load(path, total=5, months=12).unknown == 3
    assert load(path, total=5).at_least("province") == {"loei": 2}
    with pytest.raises(ValueError, match=r"mine\.csv names 2 networks of 1"):
        load(path, total=1)


def test_the_model_never_imports_what_it_is_judged_by():
    for file in (ROOT / "sim").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "analysis" for name in names), file
