"""What changed in the categories between two files of one source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from prevenio.indicators.importing.values import StatisticsFile


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """A code of the source that appeared, vanished, or was given another name."""

    kind: Literal["appeared", "vanished", "renamed"]
    series_code: str
    before: str
    after: str


def changes_between(earlier: StatisticsFile, later: StatisticsFile) -> tuple[CategoryChange, ...]:
    """The changes of categories, in the order of the later file, what vanished last.

    A category is known by its code; of files without codes, by its words.
    """
    old, new = _names(earlier), _names(later)
    changes: list[CategoryChange] = []
    for code, name in new.items():
        if code not in old:
            changes.append(CategoryChange("appeared", code, "", name))
        elif old[code] != name:
            changes.append(CategoryChange("renamed", code, old[code], name))
    changes += [
        CategoryChange("vanished", code, name, "") for code, name in old.items() if code not in new
    ]
    return tuple(changes)


def _names(file: StatisticsFile) -> Mapping[str, str]:
    """The name of each category where the file first gives it."""
    names: dict[str, str] = {}
    for value in file.values:
        code = value.series_code or value.series
        if code not in names:
            category = value.series.removesuffix(f": {value.column}")
            names[code] = category.removeprefix(f"{value.series_code} ")
    return names
