"""``docs/glossary.md`` says what texts are held to, and can be seen to go stale."""

from __future__ import annotations

from analysis.documents import blocks, glossary
from sim.language.glossary import glossary as entries


def test_the_page_is_current():
    page = glossary.PAGE.read_text(encoding="utf-8")
    assert blocks.renewed(page, glossary.BLOCKS) == page, "run: python -m analysis.documents.glossary"


def test_every_term_is_told_in_both_languages():
    told = glossary.terms()
    for entry in entries().values():
        assert f"| {entry.en} | {entry.th} | {entry.means_en} | {entry.means_th} |" in told


def test_a_stale_page_is_told_and_renewed(tmp_path, monkeypatch, capsys):
    page = tmp_path / "glossary.md"
    page.write_text("Mine.\n<!-- generated: names -->\nold\n<!-- end -->\n", encoding="utf-8")
    monkeypatch.setattr(glossary, "PAGE", page)
    assert glossary.main(["--check"]) == 1
    assert "python -m analysis.documents.glossary" in capsys.readouterr().out
    assert glossary.main([]) == 0
    assert glossary.main(["--check"]) == 0
    assert page.read_text(encoding="utf-8").startswith("Mine.\n") and "สหกรณ์ประมง" in page.read_text(encoding="utf-8")
