"""Characters that a Word file names by their place in a font of symbols."""

from __future__ import annotations

_WINGDINGS = {
    0x46: "☞", 0x52: "☑", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xE8: "➔",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "⋅", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0x6D: "μ",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "□"}, "symbol": _SYMBOL}
_PRIVATE = 0xF000
UNKNOWN = "\u25af"
"""Stands for a symbol of which only its font knows what it looks like."""


def shown(code: str, font: str) -> str:
    """What the symbol of that code, in hex, looks like; such fonts keep theirs in a private area."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if place <= 0xFF or _PRIVATE <= place <= _PRIVATE + 0xFF:
        low = place & 0xFF
        known = _FONTS.get(font.strip().lower())
        plain = chr(low) if known is None and low > 0x20 and place <= 0xFF else UNKNOWN
        return (known or {}).get(low, plain)
    return chr(place) if place <= 0x10FFFF and not 0xD800 <= place < 0xE000 else UNKNOWN
