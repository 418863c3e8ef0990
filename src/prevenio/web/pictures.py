"""Files that people add: which are taken, and photos without what a camera wrote into them."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from prevenio.kernel.errors import Refused

MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2560
_PICTURES: Mapping[str, tuple[str, str]] = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
}
# Nothing is unpacked here; but whoever opens a file later must not find a bomb.
MOST_UNPACKED = 500_000_000
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKED: Mapping[str, tuple[str, str]] = {
    "docx": ("word/document.xml", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet"),
    "odt": ("content.xml", f"{_OPEN_DOCUMENT}.text"),
    "ods": ("content.xml", f"{_OPEN_DOCUMENT}.spreadsheet"),
}


class KindNotTaken(Refused):
    message = _(
        "%(name)s is not taken. Add a photo (JPEG, PNG, WebP), a PDF or a document (DOCX, XLSX, "
        "ODT, ODS)."
    )


class PictureBroken(Refused):
    message = _("%(name)s cannot be opened as a picture. Take or save it again.")


class PictureTooLarge(Refused):
    message = _("%(name)s has too many pixels. Save it smaller and add it again.")


class FileEmpty(Refused):
    message = _("%(name)s is empty.")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file as it is kept: its bytes, its kind by content and not by name, its ending."""

    content: bytes
    kind: str
    ending: str


def cleaned(name: str, content: bytes) -> Cleaned:
    """A file as it may be kept; photos are turned upright and lose their metadata.

    Raises FileEmpty, KindNotTaken, PictureBroken or PictureTooLarge.
    """
    if not content:
        raise FileEmpty(name=name)
    if content.startswith(b"%PDF-"):
        return Cleaned(content, "application/pdf", "pdf")
    if content.startswith(b"PK\x03\x04"):
        return _packed(name, content)
    return _picture(name, content)


def _packed(name: str, content: bytes) -> Cleaned:
    ending = name.rpartition(".")[2].lower()
    inside, kind = _PACKED.get(ending, ("", ""))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            size = sum(one.file_size for one in package.infolist())
            is_right = inside in package.namelist() and size <= MOST_UNPACKED
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        is_right = False
    if not is_right:
        raise KindNotTaken(name=name)
    return Cleaned(content, kind, ending)


def _picture(name: str, content: bytes) -> Cleaned:
    try:
        # Opening reads the head alone: a picture that would fill the memory is refused in time.
        with Image.open(io.BytesIO(content), formats=list(_PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureTooLarge(name=name)
            form = str(picture.format)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return Cleaned(_without_metadata(upright, form), *_PICTURES[form])
    except UnidentifiedImageError as error:
        raise KindNotTaken(name=name) from error
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(name=name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureBroken(name=name) from error


def _without_metadata(picture: Image.Image, form: str) -> bytes:
    """The pixels alone, in a fresh picture: no EXIF, no place, no comment, no thumbnail."""
    if form == "JPEG" and picture.mode not in {"RGB", "L"}:
        picture = picture.convert("RGB")
    if picture.mode == "P":
        picture = picture.convert("RGBA")
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, form, quality=88)
    return written.getvalue()


def plain_name(name: str) -> str:
    """The name alone, without folders, control characters and more than 150 letters."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(letter for letter in bare if letter.isprintable()).strip()
    stem, dot, ending = printable.rpartition(".")
    return f"{stem[: 149 - len(ending)]}{dot}{ending}"[:150] if dot else printable[:150]
