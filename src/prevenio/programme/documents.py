"""The printed programme: the content of a version as a PDF that screen readers can read (PDF/UA-1).

Adopted versions never change, so their PDF is made once and kept; drafts are made on demand.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from prevenio.programme.models import ProgrammeVersion, VersionState
from prevenio.programme.printed import printed
from prevenio.programme.queries.whole import WholeProgramme, whole_programme
from prevenio.web import typesetting
from prevenio.web.typesetting import compile_pdf

TEMPLATE = Path(__file__).parent / "templates" / "programme" / "programme.typ"
_SOURCES = ("printed.py", "printed_lists.py")


def programme_pdf(whole: WholeProgramme) -> bytes:
    """A version as a PDF/UA-1 document in the language of its authority."""
    adopted_at = whole.version.adopted_at or whole.version.created_at
    return compile_pdf(TEMPLATE, printed(whole), timestamp=int(adopted_at.timestamp()))


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
def _digest_of_template() -> str:
    here = Path(__file__)
    sources = [
        TEMPLATE,
        here,
        Path(typesetting.__file__),
        typesetting.HOUSE,
        *(here.with_name(name) for name in _SOURCES),
    ]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
