"""Everything an installation holds, in one file; and back again, on either database."""

from prevenio.config.backup.reading import ArchiveRefused
from prevenio.config.backup.restoring import NotEmpty, Restored, restore
from prevenio.config.backup.writing import BackedUp, FileInTheWay, back_up

__all__ = [
    "ArchiveRefused",
    "BackedUp",
    "FileInTheWay",
    "NotEmpty",
    "Restored",
    "back_up",
    "restore",
]
