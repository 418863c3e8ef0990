"""What an archive says of itself: versions, counts and digests."""

import json
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "prevenio-backup"
FORMAT_VERSION = 1
NAME = "manifest.json"
ROWS = "rows/"
MEDIA = "media/"


@dataclass(frozen=True, slots=True)
class KeptTable:
    """One table in the archive: its rows are the lines of one member."""

    label: str
    columns: list[str]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        return f"{ROWS}{self.label}.jsonl"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One uploaded file in the archive, by its path below the folder of media."""

    path: str
    size: int
    sha256: str

    @property
    def member(self) -> str:
        return f"{MEDIA}{self.path}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in the archive, and on which code it stands."""

    made_at: str
    prevenio: str
    database: str
    migrations: list[str]
    tables: list[KeptTable]
    files: list[KeptFile]

    def as_json(self) -> bytes:
        said = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


def manifest_from(text: bytes) -> Manifest:
    """Raises ValueError where it is not a manifest that this code understands."""
    said = json.loads(text)
    if not isinstance(said, dict) or said.pop("format", None) != FORMAT:
        raise ValueError("it is not a backup of Prevenio")
    if (number := said.pop("format_version", None)) != FORMAT_VERSION:
        raise ValueError(f"its format {number} is not known here")
    try:
        return _built(said)
    except (AttributeError, TypeError) as error:
        raise ValueError("its manifest is not whole") from error


def _built(said: dict[str, Any]) -> Manifest:
    tables = [KeptTable(**table) for table in said.pop("tables")]
    files = [KeptFile(**file) for file in said.pop("files")]
    built = Manifest(**said, tables=tables, files=files)
    texts = [built.made_at, built.prevenio, built.database, *built.migrations]
    texts += [text for table in tables for text in (table.label, table.sha256, *table.columns)]
    texts += [text for file in files for text in (file.path, file.sha256)]
    numbers = [table.rows for table in tables] + [file.size for file in files]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    if not all(type(number) is int and number >= 0 for number in numbers):
        raise TypeError
    return built
