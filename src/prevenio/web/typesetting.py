"""Documents by Typst: the house's typeface, PDF/UA-1, and the letters that can be shown."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import typst
from django.conf import settings

from prevenio.web.typefaces import FONTS

_ROOMS = Path(__file__).resolve().parents[1]
HOUSE = _ROOMS / "web" / "templates" / "web" / "house.typ"

# What the typefaces at hand can show; PDF/UA forbids letters that show as an empty box.
_UNSHOWN = re.compile(
    "[^\t\n\u0020-\u007e\u00a0-\u017f\u0192\u01fc-\u01ff\u0218-\u021b\u02c6-\u02dd"
    "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0401-\u044f\u0451-\u045f\u0490\u0491\u1e80-\u1e85\u1e9e"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u2044\u20ac\u2116\u2122"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")


def compile_pdf(template: Path, content: dict[str, Any], *, timestamp: int) -> bytes:
    """A template filled with plain values, as a PDF/UA-1 document; equal input, equal bytes.

    The template reads its content with `json(bytes(sys.inputs.content))`; the drawings of the house
    are in `/web/templates/web/house.typ`.
    """
    return typst.compile(
        str(template),
        root=str(_ROOMS),
        font_paths=fonts(),
        sys_inputs={"content": json.dumps(showable(content), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=timestamp,
    )


def showable(value: Any) -> Any:
    """The same values with every letter that no typeface at hand has replaced by `?`."""
    if isinstance(value, str):
        return _UNSHOWN.sub("?", _INVISIBLE.sub("", normalize("NFC", value)))
    if isinstance(value, dict):
        return {key: showable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [showable(one) for one in value]
    return value


@cache
def fonts() -> typst.Fonts:
    """Figtree, and for the letters that it lacks, Cyrillic say, what is built into Typst."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(settings.ASSETS / FONTS)],
    )
