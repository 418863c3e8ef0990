"""Files that people add: which are taken, and photos without what a camera wrote into them."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from prevenio.kernel.errors import Refused

# A photo of a telephone is made smaller while it is decoded, so that it may be large. Any other
# picture lies whole in memory first: one colour of many pixels is a small file.
MOST_PIXELS_OF_PHOTO, MOST_PIXELS = 51_000_000, 17_000_000
LONGEST_SIDE = 2560
_BEGIN_OF_JPEG = b"\xff\xd8\xff"
_PICTURES: Mapping[str, tuple[str, str]] = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
}
# Nothing is unpacked here; but whoever opens a file later must not find a bomb.
MOST_UNPACKED = 500_000_000
# However many people add photos at once, a process holds the pixels of one.
_ONE_AT_A_TIME = Lock()
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
        with _opened(content) as picture:
            is_by_lines = _is_decoded_by_lines(picture, content)
            most = MOST_PIXELS_OF_PHOTO if is_by_lines else MOST_PIXELS
            if picture.width * picture.height > most:
                raise PictureTooLarge(name=name)
            form = str(picture.format)
            with _ONE_AT_A_TIME:
                _make_smaller(picture)
                upright = ImageOps.exif_transpose(picture)
                return Cleaned(_without_metadata(upright, form), *_PICTURES[form])
    except UnidentifiedImageError as error:
        raise KindNotTaken(name=name) from error
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(name=name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureBroken(name=name) from error


def _opened(content: bytes) -> Image.Image:
    if content.startswith(_BEGIN_OF_JPEG):
        # Also where a telephone appended further pictures: asked in general, it is of another kind.
        return JpegImageFile(io.BytesIO(content))
    return Image.open(io.BytesIO(content), formats=list(_PICTURES))


def _is_decoded_by_lines(picture: Image.Image, content: bytes) -> bool:
    """Whether a picture can be made smaller line by line: a JPEG whose one scan has all colours.

    Of a progressive one, and of one with a scan for each colour, the decoder keeps every pixel.
    """
    if not isinstance(picture, JpegImageFile) or "progressive" in picture.info:
        return False
    # The head was read up to the end of that of the first scan: how many colours, two bytes for
    # each of them, three more.
    assert picture.fp is not None
    colours_at = picture.fp.tell() - 2 * picture.layers - 4
    return colours_at > 0 and content[colours_at] == picture.layers


def _make_smaller(picture: Image.Image) -> None:
    """Make the longer side as long as is kept; a JPEG roughly so while it is decoded."""
    longer = max(picture.size)
    if longer > LONGEST_SIDE:
        width, height = (max(1, side * LONGEST_SIDE // longer) for side in picture.size)
        picture.draft(None, (width, height))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))


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
