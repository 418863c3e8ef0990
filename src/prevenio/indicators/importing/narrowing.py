"""One territory out of a file with many."""

from dataclasses import replace

from prevenio.indicators.importing.values import StatisticsFile


def narrowed_to(file: StatisticsFile, territory: str) -> StatisticsFile:
    """The same file with one territory only; what is said of heads and of the whole file stays."""
    concerned = ("", territory)
    return replace(
        file,
        values=tuple(value for value in file.values if value.territory == territory),
        doubts=tuple(doubt for doubt in file.doubts if doubt.territory in concerned),
        notes=tuple(note for note in file.notes if note.territory in concerned),
    )
