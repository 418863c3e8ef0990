"""Writing a sample programme's content into its version, in bulk."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from prevenio.demo.samples import Sample
from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.programme.models import (
    Abbreviation,
    Action,
    ActionRole,
    ActionRoleKind,
    Amount,
    AreaOfAction,
    Audience,
    Chapter,
    Funding,
    Initiative,
    InitiativeRole,
    InitiativeRoleKind,
    Milestone,
    ProgrammeVersion,
    ProjectCount,
    Statement,
    StatementKind,
)
from prevenio.programme.searching import search_text_of

Bodies = Mapping[str, Body]
Towns = Mapping[str, Municipality]
Statements = Mapping[StatementKind, list[Statement]]
Pairs = list[tuple[Sample, Any]]


def write_version(version: ProgrammeVersion, bodies: Bodies, content: Sample) -> None:
    """Store everything that a sample says in an empty version."""
    towns = _add_municipalities(version, content)
    _add_chapters(version, content)
    statements = _add_statements(version, bodies, content)
    _add_abbreviations(version, content)
    _add_areas(version, bodies, statements, content)
    _add_initiatives(version, bodies, towns, content)
    _add_milestones(version, towns, content)
    _add_amounts(version, content)
    _add_project_counts(version, content)


def _add_municipalities(version: ProgrammeVersion, content: Sample) -> Towns:
    rows = Municipality.objects.bulk_create(
        Municipality(authority=version.programme.authority, **row)
        for row in content.get("municipalities", [])
    )
    return {row.name: row for row in rows}


def _add_chapters(version: ProgrammeVersion, content: Sample) -> None:
    Chapter.objects.bulk_create(
        Chapter(version=version, position=position, **row)
        for position, row in enumerate(content["chapters"], 1)
    )


def _add_statements(version: ProgrammeVersion, bodies: Bodies, content: Sample) -> Statements:
    lists: dict[StatementKind, list[Any]] = {
        StatementKind.MAIN_GOAL: [content["main_goal"]],
        StatementKind.GOAL: content["goals"],
        StatementKind.FORM: content["forms"],
        StatementKind.PARTICIPANT: content["participants"],
        StatementKind.COMMISSION_DUTY: content["commission_duties"],
        StatementKind.STRATEGY: content.get("strategy_goals", []),
    }
    statements = {
        kind: [
            _statement(version, kind, position, item, bodies)
            for position, item in enumerate(items, 1)
        ]
        for kind, items in lists.items()
    }
    Statement.objects.bulk_create(row for rows in statements.values() for row in rows)
    return statements


def _statement(
    version: ProgrammeVersion, kind: StatementKind, position: int, item: Any, bodies: Bodies
) -> Statement:
    """A participant is written with the body that it is; every other statement is its text."""
    said = item if isinstance(item, dict) else {"text": item, "body": None}
    return Statement(
        version=version,
        kind=kind,
        position=position,
        text=said["text"],
        body=bodies[said["body"]] if said["body"] else None,
    )


def _add_abbreviations(version: ProgrammeVersion, content: Sample) -> None:
    Abbreviation.objects.bulk_create(
        Abbreviation(version=version, position=position, **row)
        for position, row in enumerate(content["abbreviations"], 1)
    )


def _add_areas(
    version: ProgrammeVersion, bodies: Bodies, statements: Statements, content: Sample
) -> None:
    areas: Pairs = [
        (row, _area(version, position, row, bodies))
        for position, row in enumerate(content["areas"], 1)
    ]
    AreaOfAction.objects.bulk_create(area for _row, area in areas)
    actions: Pairs = [
        (row, _action(area, position, row))
        for said, area in areas
        for position, row in enumerate(said["actions"], 1)
    ]
    Action.objects.bulk_create(action for _row, action in actions)
    Action.objects.bulk_create(
        _sub_action(action, position, text)
        for row, action in actions
        for position, text in enumerate(row["sub_actions"], 1)
    )
    ActionRole.objects.bulk_create(
        role for row, action in actions for role in _action_roles(row, action, bodies)
    )
    for field, kind in (("goals", StatementKind.GOAL), ("forms", StatementKind.FORM)):
        _link(
            getattr(Action, field).through,
            "action",
            "statement",
            (
                (action, statements[kind][number - 1])
                for row, action in actions
                for number in row[field]
            ),
        )


def _area(version: ProgrammeVersion, position: int, row: Sample, bodies: Bodies) -> AreaOfAction:
    return AreaOfAction(
        version=version,
        position=position,
        code=row["code"],
        title=row["title"],
        official_title=row["official_title"],
        summary=row["summary"],
        lead_body=bodies[row["lead_body"]],
        search_text=search_text_of(row["title"], row["official_title"], row["summary"]),
    )


def _action(area: AreaOfAction, position: int, row: Sample) -> Action:
    season = row["season"] or {"first_month": None, "last_month": None}
    return Action(
        version=area.version,
        area=area,
        position=position,
        code=row["code"],
        title=row["title"],
        text=row["text"],
        kind=row["kind"],
        timing=row["timing"],
        condition=row["condition"],
        season_first_month=season["first_month"],
        season_last_month=season["last_month"],
        search_text=search_text_of(row["title"], row["text"]),
    )


def _sub_action(action: Action, position: int, text: str) -> Action:
    return Action(
        version=action.version,
        area=action.area,
        parent=action,
        position=position,
        code=f"{action.code}.{position}",
        text=text,
        search_text=search_text_of(text),
    )


def _action_roles(row: Sample, action: Action, bodies: Bodies) -> list[ActionRole]:
    named = [
        (row["lead"], ActionRoleKind.LEAD),
        *((short, ActionRoleKind.CO_RESPONSIBLE) for short in row["co_responsible"]),
        *((short, ActionRoleKind.PARTNER) for short in row["partners"]),
    ]
    return [
        ActionRole(action=action, body=bodies[short], role=role, position=position)
        for position, (short, role) in enumerate(named)
    ]


def _add_initiatives(
    version: ProgrammeVersion, bodies: Bodies, towns: Towns, content: Sample
) -> None:
    initiatives: Pairs = [
        (row, _initiative(version, position, row))
        for position, row in enumerate(content["initiatives"], 1)
    ]
    Initiative.objects.bulk_create(initiative for _row, initiative in initiatives)
    InitiativeRole.objects.bulk_create(
        role for row, initiative in initiatives for role in _implementers(row, initiative, bodies)
    )
    Audience.objects.bulk_create(
        Audience(initiative=initiative, position=position, **said)
        for row, initiative in initiatives
        for position, said in enumerate(row["audience"])
    )
    in_kind = content.get("funding_in_kind", [])
    Funding.objects.bulk_create(
        Funding(
            initiative=initiative, position=position, source=source, is_in_kind=source in in_kind
        )
        for row, initiative in initiatives
        for position, source in enumerate(row["funding"])
    )
    _link(
        Initiative.municipalities.through,
        "initiative",
        "municipality",
        (
            (initiative, towns[name])
            for row, initiative in initiatives
            for name in row.get("municipalities", [])
        ),
    )


def _initiative(version: ProgrammeVersion, position: int, row: Sample) -> Initiative:
    term = row["term"]
    return Initiative(
        version=version,
        position=position,
        number=row["number"],
        name=row["name"],
        aim=row["aim"],
        kind=row["kind"],
        term_text=term["text"],
        first_year=term["first_year"],
        last_year=term["last_year"],
        is_open_ended=term["open_ended"],
        method=row["method"],
        search_text=search_text_of(row["name"], row["aim"], row["method"]),
    )


def _implementers(row: Sample, initiative: Initiative, bodies: Bodies) -> list[InitiativeRole]:
    named = [
        *((short, InitiativeRoleKind.IMPLEMENTER) for short in row["implementers"]),
        *((short, InitiativeRoleKind.CO_IMPLEMENTER) for short in row["co_implementers"]),
    ]
    return [
        InitiativeRole(initiative=initiative, body=bodies[short], role=role, position=position)
        for position, (short, role) in enumerate(named)
    ]


def _add_milestones(version: ProgrammeVersion, towns: Towns, content: Sample) -> None:
    milestones: Pairs = [
        (
            row,
            Milestone(
                version=version,
                position=position,
                on=date.fromisoformat(row["date"]),
                precision=row["precision"],
                text=row["text"],
            ),
        )
        for position, row in enumerate(content.get("milestones", []), 1)
    ]
    Milestone.objects.bulk_create(milestone for _row, milestone in milestones)
    _link(
        Milestone.municipalities.through,
        "milestone",
        "municipality",
        (
            (milestone, towns[name])
            for row, milestone in milestones
            for name in row["municipalities"]
        ),
    )


def _add_project_counts(version: ProgrammeVersion, content: Sample) -> None:
    ProjectCount.objects.bulk_create(
        ProjectCount(version=version, year=row["year"], count=row["count"])
        for row in content.get("project_counts", [])
    )


def _add_amounts(version: ProgrammeVersion, content: Sample) -> None:
    Amount.objects.bulk_create(
        Amount(
            version=version,
            position=position,
            value=row["value"],
            currency=row["currency"] or "",
            is_approximate=row["approximate"],
            text=row["text"],
        )
        for position, row in enumerate(content.get("amounts", []), 1)
    )


def _link(
    through: type[Model], left: str, right: str, pairs: Iterable[tuple[Model, Model]]
) -> None:
    through._default_manager.bulk_create(
        through(**{left: one, right: other}) for one, other in pairs
    )
