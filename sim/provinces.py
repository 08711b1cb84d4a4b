"""The nine provinces of the source, their names in English and Thai, and what ``scenarios/provinces.csv`` says of them."""

from __future__ import annotations

from sim.kinds import Term

PROVINCE_TERMS = (
    Term("chiang_mai", "Chiang Mai", "เชียงใหม่"),
    Term("lamphun", "Lamphun", "ลำพูน"),
    Term("loei", "Loei", "เลย"),
    Term("khon_kaen", "Khon Kaen", "ขอนแก่น"),
    Term("saraburi", "Saraburi", "สระบุรี"),
    Term("suphan_buri", "Suphan Buri", "สุพรรณบุรี"),
    Term("phetchaburi", "Phetchaburi", "เพชรบุรี"),
    Term("songkhla", "Songkhla", "สงขลา"),
    Term("trang", "Trang", "ตรัง"),
)
