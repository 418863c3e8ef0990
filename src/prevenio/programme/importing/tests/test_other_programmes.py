"""Programmes of invented cities, each laid out in its own way.

What is expected of each lies beside it as JSON: read by a person, then held.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from prevenio.programme.importing.document import ProgrammeDocument
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme

FOLDER = Path(__file__).parent / "programmes"
PROGRAMMES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".txt", ".md"})


def summary(programme: ProgrammeDocument) -> dict[str, Any]:
    """What the reading says, short enough for a person to check."""
    act = programme.act
    return {
        "language": programme.language,
        "title": programme.title,
        "years": [programme.first_year, programme.last_year],
        "act": [act.number, str(act.date) if act.date else None, act.body, act.days_to_force],
        "signatories": [f"{each.name}, {each.office}" for each in act.signatories],
        "legal_basis": list(act.legal_basis),
        "chapters": [f"{each.number} {each.title}".strip() for each in programme.chapters],
        "areas": {
            f"{area.code} {area.title}": [
                " | ".join(
                    [
                        action.code,
                        action.text,
                        ", ".join(action.responsible),
                        ", ".join(action.partners),
                        action.term.text,
                    ]
                )
                for action in area.actions
            ]
            for area in programme.areas
        },
        "initiatives": [
            " | ".join(
                [
                    each.name,
                    each.aim,
                    ", ".join(each.implementers),
                    ", ".join(each.audience),
                    f"{each.term.first_year}-{each.term.last_year}",
                    each.method,
                    ", ".join(each.funding),
                ]
            )
            for each in programme.initiatives
        ],
        "abbreviations": {row.short: row.name for row in programme.abbreviations},
        "aliases": {body.short: list(body.aliases) for body in programme.bodies if body.aliases},
        "main_goal": programme.main_goal.text if programme.main_goal else None,
        "goals": [each.text for each in programme.goals],
        "forms": [each.text for each in programme.forms],
        "participants": [each.text for each in programme.participants],
        "commission_duties": [each.text for each in programme.commission_duties],
        "drafting_team": [each.text for each in programme.drafting_team],
        "milestones": [
            f"{each.date} {each.precision} {each.text}" for each in programme.milestones
        ],
        "waves": [f"{each.date} {', '.join(each.municipalities)}" for each in programme.waves],
        "projects": [
            f"{each.name} {each.year} {each.count} {each.scope}" for each in programme.projects
        ],
        "amounts": [f"{each.value:f} {each.currency}" for each in programme.amounts],
        "torn_rows": len(programme.torn_rows),
        "unplaced": [line.line for line in programme.unplaced],
    }


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_programme_reads_as_a_person_reads_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    read = summary(read_programme(read_source(path.read_bytes(), path.name)))

    assert read == expected
