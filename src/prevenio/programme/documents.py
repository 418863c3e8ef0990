"""The printed programme: the content of a version as a PDF that screen readers can read (PDF/UA-1).

Adopted versions never change, so their PDF is made once and kept; drafts are made on demand.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from prevenio.programme.models import ProgrammeVersion, VersionState
from prevenio.programme.printed import printed
from prevenio.programme.queries.whole import WholeProgramme, whole_programme

TEMPLATE = Path(__file__).parent / "templates" / "programme" / "programme.typ"
_SOURCES = ("printed.py", "printed_lists.py")
FONTS = "@expo-google-fonts/figtree"

# What the typefaces at hand can show; PDF/UA forbids letters that show as an empty box.
_UNSHOWN = re.compile(
    "[^\t\n\u0020-\u007e\u00a0-\u017f\u0192\u01fc-\u01ff\u0218-\u021b\u02c6-\u02dd"
    "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0401-\u044f\u0451-\u045f\u0490\u0491\u1e80-\u1e85\u1e9e"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u2044\u20ac\u2116\u2122"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")


def programme_pdf(whole: WholeProgramme) -> bytes:
    """A version as a PDF/UA-1 document in the language of its authority."""
    content = _showable(printed(whole))
    adopted_at = whole.version.adopted_at or whole.version.created_at
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=_fonts(),
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(adopted_at.timestamp()),
    )


def stored_pdf(version: ProgrammeVersion) -> bytes:
    """The PDF of a version: the kept one if it is adopted, else a fresh one."""
    if version.state != VersionState.ADOPTED:
        return programme_pdf(whole_programme(version))
    name = _name_of(version)
    return _kept(name) or _keep(name, programme_pdf(whole_programme(version)))


def stored_size(version: ProgrammeVersion) -> int | None:
    """How many bytes the kept PDF has; None while it has not been made."""
    name = _name_of(version)
    return default_storage.size(name) if default_storage.exists(name) else None


def key_of(version: ProgrammeVersion) -> str:
    """What the PDF of an adopted version depends on: its content, its look, this template."""
    authority = version.programme.authority
    names = [authority.name, authority.second_line, authority.is_sample]
    colours = [authority.brand, authority.brand_deep, authority.brand_mid, authority.brand_line]
    parts = [
        version.pk,
        version.digest,
        version.programme.title,
        names,
        colours,
        _digest_of_template(),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _kept(name: str) -> bytes | None:
    if not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        content: bytes = file.read()
    # A file that was cut short, or that another process is writing this very moment, is not sent.
    return content if content.rstrip().endswith(b"%%EOF") else None


def _keep(name: str, content: bytes) -> bytes:
    default_storage.delete(name)
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        default_storage.delete(saved)
    return content


def _name_of(version: ProgrammeVersion) -> str:
    return f"programmes/{key_of(version)}.pdf"


@cache
def _fonts() -> typst.Fonts:
    # The typefaces built into Typst stand in for letters that Figtree lacks, Cyrillic say.
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(settings.ASSETS / FONTS)],
    )


@cache
def _digest_of_template() -> str:
    here = Path(__file__)
    sources = [TEMPLATE, here, *(here.with_name(name) for name in _SOURCES)]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _showable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSHOWN.sub("?", _INVISIBLE.sub("", normalize("NFC", value)))
    if isinstance(value, dict):
        return {key: _showable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_showable(one) for one in value]
    return value
