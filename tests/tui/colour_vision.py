"""What colours look like to eyes that see fewer hues, and how far two of them are apart."""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

from textual.color import Color, rgb_to_lab

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

# Of linear light, from Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
# Color Vision Deficiency", 2009, table 1, severity 1.0.
VISIONS: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: Color, vision: Matrix) -> Color:
    """The colour that looks to normal eyes as this one looks to others."""
    light = [_linear(part / 255) for part in colour.rgb]
    mixed = (sum(share * part for share, part in zip(row, light, strict=True)) for row in vision)
    red, green, blue = (round(255 * _encoded(min(1.0, max(0.0, part)))) for part in mixed)
    return Color(red, green, blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)


def difference(one: Color, other: Color) -> float:
    """CIEDE2000: about 1 where a difference can just be seen (Sharma, Wu and Dalal, 2005)."""
    (l1, a1, b1), (l2, a2, b2) = rgb_to_lab(one), rgb_to_lab(other)
    shift = 1.5 - 0.5 * sqrt(_to_7((hypot(a1, b1) + hypot(a2, b2)) / 2))
    a1, a2 = a1 * shift, a2 * shift
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    hue = 2 * sqrt(c1 * c2) * sin(radians(turn) / 2)
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    mean = (h1 + h2) / 2 if abs(h1 - h2) <= 180 else (h1 + h2 + 360) / 2 % 360
    weight = (
        1
        - 0.17 * cos(radians(mean - 30))
        + 0.24 * cos(radians(2 * mean))
        + 0.32 * cos(radians(3 * mean + 6))
        - 0.20 * cos(radians(4 * mean - 63))
    )
    in_lightness = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2))
    in_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    in_hue = hue / (1 + 0.015 * chroma * weight)
    rotation = -2 * sqrt(_to_7(chroma)) * sin(radians(60 * exp(-(((mean - 275) / 25) ** 2))))
    return sqrt(in_lightness**2 + in_chroma**2 + in_hue**2 + rotation * in_chroma * in_hue)


def _to_7(chroma: float) -> float:
    return float(chroma**7 / (chroma**7 + 25**7))
