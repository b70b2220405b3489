"""Colours of figures, for eyes that see fewer of them and for paper that has none.

Colour blindness is simulated after G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model
for simulation of color vision deficiency", IEEE TVCG 15(6), 2009, severity 1.0; the matrices work on linear RGB.
Distances are those of CIELAB (1976), lightness its L*, which is also what grey print leaves.
"""

from itertools import combinations, pairwise

import pytest

from reports.chart import FILLS
from reports.figures.bars import TURNOVER, diverging, shades
from reports.figures.canvas import ACCENT, GREY, INK, QUIET_INK, WHITE, contrast, mixed, on
from reports.figures.map import PALEST

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

SIGHT: dict[str, Matrix] = {
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
XYZ: Matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
DAYLIGHT: Colour = (0.95047, 1.0, 1.08883)
APART, LIGHTER = 8.0, 7.0
"""Least distance of neighbours: of colours as seen, and of lightness in grey."""
READABLE = 4.5
"""Contrast that WCAG 2 asks of small letters (level AA)."""

NEIGHBOURS = {
    **{f"likert {count}": diverging(count) for count in range(2, 8)},
    **{f"stacked {count}": shades(count) for count in range(2, 8)},
    "pair of bars": list(FILLS[2]),
    "ring and dot": [GREY, WHITE, ACCENT],
}


def linear(colour: str) -> Colour:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def times(matrix: Matrix, colour: Colour) -> Colour:
    one, two, three = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return one, two, three


def lab(colour: Colour) -> Colour:
    """Return L*, a* and b* of a colour in linear RGB."""
    inside = (min(max(part, 0.0), 1.0) for part in colour)
    scaled = (part / white for part, white in zip(times(XYZ, tuple(inside)), DAYLIGHT, strict=True))  # type: ignore[arg-type]
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, sight: str) -> Colour:
    return lab(times(SIGHT[sight], linear(colour)))


def apart(one: str, other: str, sight: str) -> float:
    first, second = seen(one, sight), seen(other, sight)
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)


def lightness(colour: str) -> float:
    return lab(linear(colour))[0]


def test_the_simulation_takes_red_and_green_together_and_leaves_grey_alone() -> None:
    assert apart("#9A5A00", "#5F7300", "deuteranopia") < apart("#9A5A00", "#5F7300", "normal") / 2
    for sight in SIGHT:
        assert apart("#808080", "#808080", sight) == 0
        assert seen("#808080", sight) == pytest.approx(seen("#808080", "normal"), abs=0.5)
    assert lightness(WHITE) == pytest.approx(100, abs=0.1)
    assert lightness(INK) == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbours_differ_for_every_eye(name: str, sight: str) -> None:
    assert min(apart(one, other, sight) for one, other in pairwise(NEIGHBOURS[name])) >= APART


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbours_differ_in_grey_print(name: str) -> None:
    assert min(abs(lightness(one) - lightness(other)) for one, other in pairwise(NEIGHBOURS[name])) >= LIGHTER


def test_each_fate_differs_from_each_other_one_also_in_grey() -> None:
    for one, other in combinations(TURNOVER.values(), 2):
        assert abs(lightness(one) - lightness(other)) >= LIGHTER


def test_a_map_goes_only_from_light_to_dark() -> None:
    steps = [lightness(mixed(PALEST, ACCENT, place / 10)) for place in range(11)]
    assert all(before - after > 3 for before, after in pairwise(steps))


def test_letters_can_be_read_on_everything_they_stand_on() -> None:
    fills = {*TURNOVER.values(), *(fill for fills in NEIGHBOURS.values() for fill in fills)}
    fills |= {mixed(PALEST, ACCENT, place / 20) for place in range(21)}
    assert min(contrast(on(fill), fill) for fill in fills) >= READABLE
    assert min(contrast(letters, WHITE) for letters in (INK, GREY, ACCENT, QUIET_INK)) >= READABLE
