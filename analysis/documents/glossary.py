"""The tables of ``docs/glossary.md``: one word for each thing, in English and Thai, from what the texts are held to.

``python -m analysis.documents.glossary`` renews them in place; with ``--check`` it only says whether they are current.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.documents import blocks
from sim.kinds import ACTIVITIES, CONFIDENCES, FORMS, KINDS, STAGES
from sim.language.glossary import glossary
from sim.provinces import PROVINCE_TERMS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def terms() -> str:
    """Every entry: its word in both languages, what it means, and words that are not used for it."""
    heading = ("English", "ไทย", "means", "ความหมาย", "not / ไม่ใช้")
    return blocks.table(
        heading,
        (
            (one.en, one.th, one.means_en, one.means_th, ", ".join((*one.never_en, *one.never_th)))
            for one in glossary().values()
        ),
    )


def names() -> str:
    """What kinds, forms, activities, stages, grades of evidence and provinces are called, a row each."""
    groups = {
        "kind / ประเภท": KINDS,
        "form / รูปแบบ": FORMS,
        "activity / กิจกรรม": ACTIVITIES,
        "stage of a team's work / ขั้นของงานทีม": STAGES,
        "how sure / ความมั่นใจ": CONFIDENCES,
        "province / จังหวัด": PROVINCE_TERMS,
    }
    rows = ((group, term.en, term.th, f"`{term.key}`") for group, terms_ in groups.items() for term in terms_)
    return blocks.table(("of", "English", "ไทย", "in files"), rows)


BLOCKS: blocks.Blocks = {"terms": terms, "names": names}


def main(arguments: Sequence[str]) -> int:
    """Renew the page, or with ``--check`` say whether it is current (exit code 1 when it is not)."""
    return blocks.renew(PAGE, BLOCKS, arguments, "analysis.documents.glossary")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
