"""The look of the course: legible colours, one meaning each, never colour alone."""

import altair as alt
import pytest

from utils.charts import theme


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast_on_paper(colour):
    return (luminance(theme.PAPER) + 0.05) / (luminance(colour) + 0.05)


@pytest.mark.parametrize("colour", theme.LINE_COLOURS)
def test_lines_stand_out_from_paper(colour):
    assert contrast_on_paper(colour) >= 3


def test_text_is_readable():
    assert contrast_on_paper(theme.INK) > 15


def test_no_two_drug_classes_share_colour_and_dash_among_those_drawn_together():
    looks = [(theme.CLASS_COLOURS[name], tuple(theme.CLASS_DASHES[name])) for name in theme.CLASS_COLOURS]
    assert len(set(looks)) == len(looks)
    assert set(theme.CLASS_COLOURS) == set(theme.CLASS_DASHES)


def test_the_theme_is_on_as_soon_as_charts_are_imported():
    spec = alt.Chart(alt.sequence(0, 2, 1, as_="x")).mark_line().encode(x="x:Q").to_dict()
    assert spec["config"]["range"]["category"] == list(theme.LINE_COLOURS)
