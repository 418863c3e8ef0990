"""A file of statistics as JSON, piece by piece: whole workbooks need not be held as text."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from prevenio.indicators.importing.values import Doubt, StatisticsFile, StatisticValue

VALUE_KEYS = ("series", "territory", "period", "value", "unit", "sheet", "cell")
DOUBT_KEYS = ("sheet", "cell", "text")


def json_pieces(file: StatisticsFile) -> Iterator[str]:
    """One JSON object, cut into pieces of one line each."""
    yield "{\n"
    for key, said in (
        ("source", file.source),
        ("title", file.title),
        ("updated_on", file.updated_on and file.updated_on.isoformat()),
        ("sha256", file.sha256),
    ):
        yield f"  {_json(key)}: {_json(said)},\n"
    yield from _list("values", (_picked(one, VALUE_KEYS) for one in file.values), ",")
    yield from _list("doubts", (_picked(one, DOUBT_KEYS) for one in file.doubts), ",")
    yield from _list("notes", map(asdict, file.notes), "")
    yield "}\n"


def _picked(one: StatisticValue | Doubt, keys: tuple[str, ...]) -> dict[str, object]:
    return {key: getattr(one, key) for key in keys}


def _list(key: str, items: Iterable[dict[str, object]], after: str) -> Iterator[str]:
    """The items of a list, one on each line."""
    yield f"  {_json(key)}: ["
    before = "\n    "
    for item in items:
        yield f"{before}{_json(item)}"
        before = ",\n    "
    yield f"{'' if before.startswith(chr(10)) else chr(10) + '  '}]{after}\n"


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False)
