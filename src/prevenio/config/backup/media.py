"""The folder of uploaded files: what lies in it, and putting another content in its place."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

STAGING = ".restoring-"


def uploaded_files() -> Iterator[Path]:
    """Every regular file below the folder of media, in a fixed order; links are left alone."""
    root = Path(settings.MEDIA_ROOT)
    for folder, folders, names in root.walk():
        folders[:] = sorted(name for name in folders if not name.startswith(STAGING))
        for name in sorted(names):
            path = folder / name
            if path.is_file() and not path.is_symlink():
                yield path


@dataclass(slots=True)
class StagedMedia:
    """New content beside the old one, on the same disk, until it is put in its place.

    Content is moved, not the folder itself: that may be a disk of its own.
    """

    root: Path
    new: Path
    old: Path
    moved_out: list[str] = field(default_factory=list)
    moved_in: list[str] = field(default_factory=list)

    def put_in_place(self) -> None:
        for path in sorted(self.root.iterdir()):
            if path != self.new.parent:
                path.rename(self.old / path.name)
                self.moved_out.append(path.name)
        for path in sorted(self.new.iterdir()):
            path.rename(self.root / path.name)
            self.moved_in.append(path.name)

    def put_back(self) -> None:
        for name in self.moved_in:
            (self.root / name).rename(self.new / name)
        for name in self.moved_out:
            (self.old / name).rename(self.root / name)


@contextmanager
def staged_media() -> Iterator[StagedMedia]:
    """A place for new content; whatever fails inside leaves the old content where it was."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
    media = StagedMedia(root, staging / "new", staging / "old")
    media.new.mkdir()
    media.old.mkdir()
    try:
        yield media
    except BaseException:
        media.put_back()
        raise
    finally:
        shutil.rmtree(staging)
