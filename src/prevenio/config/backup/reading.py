"""Opening an archive that may be damaged, cut off, foreign or malicious."""

import hashlib
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from prevenio.config.backup.manifest import (
    MEDIA,
    NAME,
    KeptFile,
    KeptTable,
    Manifest,
    manifest_from,
)
from prevenio.kernel.errors import Refused

BLOCK = 1024 * 1024
LONGEST_LINE = 128 * BLOCK
LARGEST_MANIFEST = 64 * BLOCK
# Rows compress well, but not like a bomb; a small member may do as it likes.
HIGHEST_RATIO = 200
HARMLESS = 16 * BLOCK
ENCRYPTED = 0x1


class ArchiveRefused(Refused):
    """Said to the operator at the terminal, so in English alone."""

    message = "The archive is refused: %(why)s. Nothing was changed."


class Archive:
    """A backup whose members were checked by name and size; their content is checked on reading."""

    def __init__(self, opened: ZipFile, manifest: Manifest) -> None:
        self._opened = opened
        self.manifest = manifest

    def lines(self, table: KeptTable) -> Iterator[bytes]:
        """The rows of a table. Raises ArchiveRefused at the end if they are not all as written."""
        digest, count = hashlib.sha256(), 0
        with _sound(table.member), self._opened.open(table.member) as stream:
            while line := stream.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise ArchiveRefused(why=f"a row of {table.label} has no end")
                digest.update(line)
                count += 1
                yield line
        if (count, digest.hexdigest()) != (table.rows, table.sha256):
            raise ArchiveRefused(why=f"the rows of {table.label} are not those that were backed up")

    def unpack(self, file: KeptFile, folder: Path) -> None:
        """Write one uploaded file below a folder. Raises ArchiveRefused if it is not as it was."""
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600, exist_ok=False)
        digest = hashlib.sha256()
        with (
            _sound(file.member),
            self._opened.open(file.member) as stream,
            target.open("wb") as written,
        ):
            while block := stream.read(BLOCK):
                digest.update(block)
                written.write(block)
        if digest.hexdigest() != file.sha256:
            raise ArchiveRefused(why=f"the file {file.path} is not the one that was backed up")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive and check all that can be checked without reading its members.

    Raises ArchiveRefused.
    """
    try:
        file = ZipFile(path)
    except FileNotFoundError as error:
        raise ArchiveRefused(why=f"there is no file {path}") from error
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ArchiveRefused(why="it is not a whole archive") from error
    with file:
        members = _members(file, path.stat().st_size)
        manifest = _manifest(file, members)
        _compare(manifest, members)
        yield Archive(file, manifest)


def _members(file: ZipFile, size: int) -> dict[str, ZipInfo]:
    members: dict[str, ZipInfo] = {}
    for member in file.infolist():
        if fault := _fault_of(member):
            raise ArchiveRefused(why=f"{member.filename!r} {fault}")
        if member.filename in members:
            raise ArchiveRefused(why=f"{member.filename!r} stands in it twice")
        members[member.filename] = member
    if sum(member.compress_size for member in members.values()) > size:
        raise ArchiveRefused(why="its members overlap")
    return members


def _fault_of(member: ZipInfo) -> str:
    """Why a member is not even to be opened; empty where nothing speaks against it."""
    if not _is_plain(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
        return "is not a plain path inside it"
    if member.flag_bits & ENCRYPTED:
        return "is encrypted"
    if member.filename.startswith(MEDIA) and member.compress_type != ZIP_STORED:
        return "is compressed, which uploaded files never are"
    if member.file_size > max(HARMLESS, HIGHEST_RATIO * member.compress_size):
        return "would grow out of all proportion"
    return ""


def _is_plain(name: str) -> bool:
    return not {"", ".", ".."} & set(name.split("/")) and not {"\\", "\0"} & set(name)


def _manifest(file: ZipFile, members: dict[str, ZipInfo]) -> Manifest:
    if NAME not in members or members[NAME].file_size > LARGEST_MANIFEST:
        raise ArchiveRefused(why="it has no manifest")
    with _sound(NAME):
        text = file.read(NAME)
    try:
        return manifest_from(text)
    except (ValueError, KeyError) as error:
        why = str(error) if type(error) is ValueError else "its manifest is not whole"
        raise ArchiveRefused(why=why) from error


def _compare(manifest: Manifest, members: dict[str, ZipInfo]) -> None:
    named = [NAME, *(table.member for table in manifest.tables)]
    named += [file.member for file in manifest.files]
    if sorted(named) != sorted(members):
        raise ArchiveRefused(why="it does not hold what its manifest names")
    for file in manifest.files:
        if members[file.member].file_size != file.size:
            raise ArchiveRefused(why=f"the file {file.path} is not the one that was backed up")


@contextmanager
def _sound(member: str) -> Iterator[None]:
    """Reading that turns whatever a damaged archive raises into one refusal."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ArchiveRefused(why=f"{member} is damaged") from error
