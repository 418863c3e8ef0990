"""The style sheet and every template of the house keep the promises of the look."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from prevenio.kernel.colour import contrast

ROOM = Path(__file__).resolve().parent.parent
ROOMS = ROOM.parent
CSS = ROOM / "static" / "web" / "css"
TOKENS = dict(
    re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", (CSS / "tokens.css").read_text("utf-8"))
)

READABLE = [
    ("ink", "paper", 7),
    ("ink", "mist", 7),
    ("ink-2", "paper", 7),
    ("ink-2", "mist", 6.5),
    ("ink-2", "mist-2", 5),
    ("line-strong", "paper", 3),
    ("line-strong", "mist", 3),
    ("warn-mark", "paper", 3),
    ("warn-mark", "mist", 3),
    ("focus-ink", "focus", 14),
    ("sun", "brand-deep", 7),
    ("on-deep", "brand-deep", 7),
    ("sample-ink", "sample-light", 7),
    ("sample-ink", "warn-soft", 7),
    ("ink", "found", 7),
    ("brand", "found", 4.5),
    ("ok", "inserted", 4.5),
    ("paper", "bad", 4.5),
    ("paper", "bad-deep", 7),
    ("paper", "ok", 4.5),
    ("brand", "paper", 7),
    ("brand", "mist", 7),
    ("brand", "brand-soft", 6),
    ("brand-deep", "paper", 12),
    ("brand-mid", "paper", 3),
    *((state, f"{state}-soft", 5.5) for state in ("ok", "go", "warn", "bad", "wait", "off")),
    *((state, "paper", 4.5) for state in ("ok", "go", "warn", "bad", "wait", "off")),
    *((f"series-{name}", "paper", 3) for name in ("1", "2", "3", "4", "rest")),
    ("paper", "step-4", 4.5),
    ("paper", "step-5", 7),
    ("ink", "step-3", 4.5),
]


@pytest.mark.parametrize(("text", "ground", "least"), READABLE)
def test_tokens_can_be_read(text: str, ground: str, least: float) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= least


def templates() -> Iterator[Path]:
    """Every page of every room; letters are no pages, and mail knows inline styles alone."""
    return (path for path in ROOMS.rglob("templates/**/*.html") if path.name != "letter.html")


@pytest.mark.parametrize("path", sorted(templates()), ids=lambda path: str(path.name))
def test_templates_hold_no_inline_styles_or_handlers(path: Path) -> None:
    html = re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text("utf-8"))

    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", html)
    assert "javascript:" not in html
    for tag in re.findall(r"<(?:style|script)(?![^>]*\bsrc=)[^>]*>", html):
        assert 'nonce="' in tag or "application/json" in tag


def test_every_sheet_is_loaded_in_a_layer() -> None:
    loaded = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\)', (CSS / "web.css").read_text())
    own = {name for name, _layer in loaded if "/" not in name}

    # Pages with a map load its sheet themselves: the others need not carry it.
    assert own == {path.name for path in CSS.glob("*.css")} - {"web.css", "map.css"}
    assert loaded[0][1] == "govuk"


def test_every_custom_property_that_is_used_is_set() -> None:
    sheets = "".join(path.read_text("utf-8") for path in ROOMS.rglob("static/**/*.css"))
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", sheets)) <= set(
        re.findall(r"(--[a-z0-9-]+):", sheets)
    )


def test_sheets_name_their_colours_in_one_place() -> None:
    plain = {"#ffffff", "#000000"}
    for path in CSS.glob("*.css"):
        if path.name not in ("tokens.css", "print.css"):
            assert set(re.findall(r"#[0-9a-f]{3,6}\b", path.read_text("utf-8"))) <= plain
