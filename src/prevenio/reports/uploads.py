"""Photos between two pages of a form: files with a name nobody can guess, gone after a day.

They lie in the store of all files, without a row: their metadata is taken out before, the key that
travels in the form is signed, and whoever sends the report takes them along. What nobody sends is
erased by `erase_old`.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from prevenio.kernel.errors import Refused
from prevenio.reports.operations.photos import MOST_PHOTOS, Photo, TooManyPhotos, photo_in
from prevenio.web.refusals import sentence

FOLDER = "report-uploads"
LASTS = timedelta(days=1)
# As it was called before: a form that stands open while a new version comes keeps its photos.
_SALT = "prevenio.portal.report_uploads"
_NAME = re.compile(r"[0-9a-f]{32}\.(jpg|png|webp)", re.ASCII)
_KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The keys of photos that a form holds, and a sentence for each that was refused."""

    keys: Sequence[str] = ()
    refusals: Sequence[str] = ()


def hold_all(keys: Iterable[str], files: "Iterable[UploadedFile[Any]]") -> Uploaded:
    """Keep new photos beside those that a form holds already, as many as a report may have."""
    kept, refusals = list(known_keys(keys, MOST_PHOTOS)), []
    for file in files:
        if len(kept) >= MOST_PHOTOS:
            refusals.append(sentence(TooManyPhotos(most=MOST_PHOTOS)))
            break
        try:
            kept.append(hold(photo_in(file)))
        except Refused as refused:
            refusals.append(sentence(refused))
    return Uploaded(kept, refusals)


def hold(photo: Photo) -> str:
    """Keep a clean photo until its report is sent; the key that the form carries."""
    name = f"{token_hex(16)}.{photo.ending}"
    default_storage.save(f"{FOLDER}/{name}", ContentFile(photo.content))
    return signing.dumps(name, salt=_SALT)


def held(key: str) -> Photo | None:
    """The photo of a key; None where the key is forged or old, or the photo was sent already."""
    name = _name_in(key)
    if not name:
        return None
    try:
        with default_storage.open(f"{FOLDER}/{name}") as file:
            content = file.read()
    except FileNotFoundError:
        return None
    ending = name.rpartition(".")[2]
    return Photo(content, _KINDS[ending], ending, hashlib.sha256(content).hexdigest())


def known_keys(keys: Iterable[str], most: int) -> Sequence[str]:
    """Keys that are ours, each once; what is forged is left out."""
    return [key for key in dict.fromkeys(keys) if _name_in(key)][:most]


def let_go(keys: Iterable[str]) -> None:
    """Erase what went along with a report."""
    for name in filter(None, map(_name_in, keys)):
        default_storage.delete(f"{FOLDER}/{name}")


def erase_old(*, at: datetime) -> int:
    """Erase photos whose form was not sent within a day; how many there were."""
    if not default_storage.exists(FOLDER):
        return 0
    _folders, names = default_storage.listdir(FOLDER)
    paths = [f"{FOLDER}/{name}" for name in names]
    old = [one for one in paths if default_storage.get_modified_time(one) < at - LASTS]
    for path in old:
        default_storage.delete(path)
    return len(old)


def _name_in(key: str) -> str:
    try:
        name = signing.loads(key, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return ""
    return name if isinstance(name, str) and _NAME.fullmatch(name) else ""
