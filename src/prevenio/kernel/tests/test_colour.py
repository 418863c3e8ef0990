import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.kernel import colour
from prevenio.kernel.colour import Look

KIELCE = Look("#1F4173", "#14294A", "#6C8DBB", "#B4C5DD", "#E9EFF7")
PLZEN = Look("#17594A", "#0D3A30", "#5F9F8D", "#A9CCC0", "#E4F0EC")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#1F4173", "#FFFFFF", 10.2),
        ("#17594A", "#E4F0EC", 7.0),
        ("#6c8dbb", "#ffffff", 3.4),
    ],
)
def test_contrast_is_the_one_of_wcag(one: str, other: str, ratio: float) -> None:
    assert colour.contrast(one, other) == pytest.approx(ratio, abs=0.06)
    assert colour.contrast(other, one) == colour.contrast(one, other)


@pytest.mark.parametrize("look", [KIELCE, PLZEN])
def test_looks_of_the_founding_authorities_can_be_read(look: Look) -> None:
    assert colour.checked(look) is look


@settings(max_examples=60, deadline=None)
@given(st.floats(min_value=0, max_value=360))
def test_every_hue_gives_a_look_that_can_be_read(hue: float) -> None:
    look = colour.look_from_hue(hue)

    assert colour.checked(look) is look
    assert colour.contrast(look.brand_line, "#FFFFFF") < 2.2


@pytest.mark.parametrize("hue", [0, 25, 60, 110, 172, 258, 320])
def test_brand_keeps_the_hue_it_was_made_of(hue: float) -> None:
    found = colour.hue_of(colour.look_from_hue(hue).brand)

    assert min(abs(found - hue), 360 - abs(found - hue)) < 4


def test_colour_of_a_coat_of_arms_stays_exactly_as_given() -> None:
    look = colour.checked(colour.look_from_colour("#8c1d18"))

    assert look.brand == "#8C1D18"


def test_pale_colour_is_refused_with_its_ratio() -> None:
    look = colour.look_from_colour("#E2001A")

    with pytest.raises(colour.TooLittleContrast) as refused:
        colour.checked(look)

    assert refused.value.facts["ratio"] == 4.9
    assert "4.9 to 1" in str(refused.value)
    assert "7 to 1" in str(refused.value)


def test_ratio_just_below_the_least_is_not_rounded_up_to_it() -> None:
    look = colour.look_from_colour("#5A5959")

    assert 6.96 < colour.contrast(look.brand, "#FFFFFF") < 7
    with pytest.raises(colour.TooLittleContrast) as refused:
        colour.checked(look)
    assert refused.value.facts["ratio"] == 6.9


@pytest.mark.parametrize("text", ["red", "#12345", "#1234567", "1F4173", "#GG0000", ""])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(colour.NotAColour):
        colour.hue_of(text)
