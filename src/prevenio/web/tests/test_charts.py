import hashlib
import re
import subprocess
import sys
from io import BytesIO
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from PIL import Image

from prevenio.web.charts import Bar, Chart, bars, stacks, step_colours

BRAND = SimpleNamespace(brand="#1F4173", brand_mid="#6C8DBB", brand_line="#B4C5DD")
HOSTILE = "\"'<b>&amp;]]> \\n {datum.value} #{1}"
PRINT_DIGEST = """
import hashlib, django
django.setup()
from prevenio.web.tests.test_charts import sample
print(hashlib.sha256(sample().svg().encode()).hexdigest())
"""


def sample(label: str = "Policja") -> Chart:
    series = list(zip(("w pełni", "częściowo"), step_colours(BRAND)[:2], strict=True))
    rows = [(label, (3, 1), "3 z 4"), ("Straż", (2, 0), "2 z 2")]
    return Chart("Tytuł", "Miara", "Opis", ("A",), (("B",),), stacks(rows, series))


def words(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_chart_writes_labels_tips_and_series_in_the_house_typeface() -> None:
    svg = sample().svg()

    assert {"Policja", "Straż", "3 z 4", "2 z 2", "w pełni", "częściowo"} <= set(words(svg))
    assert set(re.findall(r'font-family="([^"]*)"', svg)) == {"Figtree"}
    assert min(map(int, re.findall(r'font-size="(\d+)px"', svg))) >= 14


def test_bars_keep_their_order_colours_and_outline() -> None:
    items = [Bar("z", 7, "7", "#1F4173"), Bar("a", 3, "3", "#FFFFFF", is_outlined=True)]

    svg = Chart("", "", "", (), (), bars(items)).svg()

    assert [word for word in words(svg) if word in {"a", "z"}] == ["z", "a"]
    assert svg.index('fill="#1F4173"') < svg.index('fill="#FFFFFF" stroke="#78838C"')


def test_two_rows_with_one_name_stay_two() -> None:
    assert words(sample("Straż").svg()).count("Straż") == 2


def test_empty_chart_is_drawn() -> None:
    assert "<svg" in Chart("", "", "", (), (), stacks([], [("w pełni", "#1F4173")])).svg()
    assert "<svg" in Chart("", "", "", (), (), bars([Bar("a", 0, "0", "#1F4173")])).svg()


def test_words_are_never_code() -> None:
    assert any(HOSTILE[:10] in word for word in words(sample(HOSTILE).svg()))


def test_picture_for_documents_is_drawn_twice_as_fine() -> None:
    picture = Image.open(BytesIO(sample().png()))

    assert picture.width > 800


@pytest.mark.slow
def test_same_chart_has_the_same_bytes_in_another_process() -> None:
    here = [hashlib.sha256(sample().svg().encode()).hexdigest() for _time in range(2)]
    there = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST], capture_output=True, text=True, check=True
    )

    assert here[0] == here[1] == there.stdout.strip()
