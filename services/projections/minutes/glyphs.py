"""Keeps text for PDF to the characters that its typeface can show.

PDF/UA and PDF/A forbid a character without a glyph. The typeface is the Libertinus Serif that
typst embeds; a character outside it is named in brackets if it is a symbol, and else marked.
"""

import re
import unicodedata
from bisect import bisect_right

# First and last code points of the ranges that every weight and slope used here has glyphs for.
RANGES = (
    (0x000A, 0x000A),  # a line break, which the template turns into one
    (0x0020, 0x007E),
    (0x00A0, 0x00AC),  # without the soft hyphen
    (0x00AE, 0x023F),
    (0x0250, 0x02E4),
    (0x0300, 0x0331),
    (0x0384, 0x038A),
    (0x038E, 0x03A1),
    (0x03A3, 0x03CE),
    (0x0400, 0x045F),
    (0x0490, 0x04C4),
    (0x04D0, 0x04F9),
    (0x05D0, 0x05EA),
    (0x1E00, 0x1E9B),
    (0x1EA0, 0x1EF9),
    (0x1F00, 0x1F15),
    (0x2000, 0x200B),
    (0x2010, 0x2027),
    (0x202F, 0x2037),
    (0x2039, 0x203E),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20AB, 0x20AC),
    (0x20BF, 0x20BF),
    (0x2103, 0x2103),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2153, 0x2184),
    (0x2190, 0x2199),
    (0x2200, 0x220D),
    (0x220F, 0x221C),
    (0x221E, 0x221F),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x25A0, 0x25A1),
    (0x25B2, 0x25B3),
    (0x25CF, 0x25CF),
    (0x2605, 0x2605),
    (0xFFFD, 0xFFFD),
)
_FIRSTS = [first for first, _ in RANGES]
_UNBREAKABLE = re.compile(r"[^\s\u200b/-]{21,}")
MARK = "\ufffd"


def showable(text: str) -> str:
    """The text in characters that the typeface has, its very long words able to break."""
    return _UNBREAKABLE.sub(_with_breaks, "".join(map(_glyph, unicodedata.normalize("NFC", text))))


def has_glyph(character: str) -> bool:
    i = bisect_right(_FIRSTS, ord(character)) - 1
    return i >= 0 and ord(character) <= RANGES[i][1]


def _glyph(character: str) -> str:
    if has_glyph(character):
        return character
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me"}:  # joiners, and marks on what came before
        return ""
    name = unicodedata.name(character, "").lower()
    return f"[{name}]" if name and category[0] == "S" else MARK


def _with_breaks(match: re.Match[str]) -> str:
    word = match.group()
    return "\u200b".join(word[i : i + 10] for i in range(0, len(word), 10))
