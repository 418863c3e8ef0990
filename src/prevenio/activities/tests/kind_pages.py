"""What a browser sends with the form of a kind."""

from collections.abc import Mapping, Sequence
from typing import Any

type Row = Mapping[str, str]


def form_of(
    *,
    measures: Sequence[Row] = ({"key": "people.seniors", "label_pl": "Seniorzy"},),
    questions: Sequence[Row] = (),
    **fields: str,
) -> dict[str, str]:
    """A kind as it is filled in; say only what a test is about, leave out a box to untick it."""
    form = {
        "name_pl": "Spacer ze strażnikiem",
        "family": "meetings",
        "data_class": "PUBLIC",
        "smallest_shown": "5",
        "remedy_days": "14",
        **fields,
    }
    return {**form, **_rows("measures", measures), **_rows("questions", questions)}


def _rows(prefix: str, rows: Sequence[Row]) -> dict[str, str]:
    numbers: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": str(len(rows)),
        f"{prefix}-INITIAL_FORMS": "0",
    }
    for number, row in enumerate(rows):
        numbers |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return numbers
