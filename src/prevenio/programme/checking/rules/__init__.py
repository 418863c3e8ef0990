"""Every rule of the check, one small function each, by what it looks at."""

from prevenio.programme.checking.rules import (
    abbreviations,
    actions,
    amounts,
    bodies,
    goals,
    initiatives,
    law,
    names,
    projects,
    references,
    text,
)

__all__ = [
    "abbreviations",
    "actions",
    "amounts",
    "bodies",
    "goals",
    "initiatives",
    "law",
    "names",
    "projects",
    "references",
    "text",
]
