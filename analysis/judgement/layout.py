"""The columns of a questionnaire, filled or not, declared once: for writing it, for reading it and for messages."""

from __future__ import annotations

from itertools import pairwise

from sim.language.terms import Term

EDGES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5, 3.0)
"""Strengths between which chips are laid."""
CHIPS = 20
"""How many chips an expert lays: each stands for 5 in 100."""
BINS = tuple(
    Term(f"chips {low:g} to {high:g}", f"chips {low:g} to {high:g}", f"เบี้ย {low:g} ถึง {high:g}")
    for low, high in pairwise(EDGES)
)
LEVELS = {"low": 0.05, "likely": 0.5, "high": 0.95}
"""Which value each of the three is: in 5 of 100 cases the truth lies below low, in half below likely."""
COLUMNS = (
    Term("question", "question", "ข้อคำถาม"),
    Term("asked_th", "asked (Thai)", "คำถามภาษาไทย"),
    Term("asked_en", "asked (English)", "คำถามภาษาอังกฤษ"),
    Term("expert", "expert", "ผู้เชี่ยวชาญ"),
    Term("low", "low", "ต่ำ"),
    Term("likely", "likely", "น่าจะเป็น"),
    Term("high", "high", "สูง"),
    *BINS,
    Term("reason", "reason", "เหตุผล"),
)
REQUIRED = ("question", "expert")
SEED_COLUMNS = (
    Term("seed", "seed", "คำถามทดสอบ"),
    Term("asked_th", "asked (Thai)", "คำถามภาษาไทย"),
    Term("asked_en", "asked (English)", "คำถามภาษาอังกฤษ"),
    Term("truth", "truth", "คำตอบจริง"),
)
"""The columns of a file of seed questions, whose answers are known to those who ask and to nobody who is asked."""
