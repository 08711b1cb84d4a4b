"""Pages show what commands really print."""

from __future__ import annotations

import pytest
from sources import ROOT

from analysis.documents.outputs import DOCS, MORE, Shown, cut, print_of, renewed, shown

PAGE = """# A page
<!-- shown 2 slow -->
```console
$ .venv/bin/python run.py list
old
```

<!-- shown -->
```console
$ .venv/bin/python run.py check
```
```
$ not shown
```
"""
PAGES = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md"))}
QUICK = [(page, one) for page, words in PAGES.items() for one in shown(words) if not one.slow]
SLOW = [page for page, words in PAGES.items() if any(one.slow for one in shown(words))]


def test_blocks_are_found_with_what_is_kept_of_them():
    assert shown(PAGE) == [
        Shown(".venv/bin/python run.py list", "old\n", 2, slow=True),
        Shown(".venv/bin/python run.py check", "", None, slow=False),
    ]


def test_only_marked_blocks_are_renewed():
    fresh = renewed(PAGE, lambda typed: f"{typed.split()[-1]}\nb\nc\n")
    assert [one.printed for one in shown(fresh)] == [f"list\nb\n{MORE}\n", "check\nb\nc\n"]
    assert "$ not shown" in fresh and renewed(fresh, lambda typed: f"{typed.split()[-1]}\nb\nc\n") == fresh


def test_what_is_kept_whole_has_no_sign():
    assert cut("a\nb  \n", None) == "a\nb\n" and cut("a\nb\n", 2) == "a\nb\n" and cut("a\nb", 1) == f"a\n{MORE}\n"


def test_a_command_of_something_else_is_no_command_of_ours():
    with pytest.raises(ValueError, match=r"begins with \.venv"):
        print_of("ls -l")


@pytest.mark.parametrize(("page", "one"), QUICK, ids=[f"{page}:{one.typed[26:60]}" for page, one in QUICK])
def test_a_page_shows_what_is_printed(page, one, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cut(print_of(one.typed), one.kept) == one.printed, f"python -m analysis.documents.outputs {page}"


@pytest.mark.slow
@pytest.mark.parametrize("page", SLOW)
def test_so_it_does_of_long_studies(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert renewed(PAGES[page], print_of) == PAGES[page]
