"""The public version of a programme in forms that machines read: JSON and CSV."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from prevenio.people.models import Body
from prevenio.programme.models import Act, Action, Forerunner, Milestone, Statement
from prevenio.programme.queries.public import ActionRow
from prevenio.programme.queries.whole import (
    WholeAction,
    WholeArea,
    WholeInitiative,
    WholeProgramme,
)
from prevenio.web.sheets import text_in_csv

FORM = 1


def as_json(whole: WholeProgramme) -> bytes:
    """Everything the public version holds, as one JSON object; the names of its keys are kept."""
    version = whole.version
    content = {
        "form": FORM,
        "authority": {"name": whole.authority.name, "is_sample": whole.authority.is_sample},
        "language": whole.authority.language,
        "title": version.programme.title,
        "first_year": version.programme.first_year,
        "last_year": version.programme.last_year,
        "kind": version.programme.kind or None,
        "carries_on": _carried_on(version.programme),
        "version": version.number,
        "effective_from": version.effective_from,
        "digest": version.digest,
        "act": _act(version.act, whole) if version.act else None,
        "chapters": [
            {"number": one.number, "title": one.title, "text": one.text} for one in whole.chapters
        ],
        "main_goals": _texts(whole.declared.main_goals),
        "goals": _texts(whole.declared.goals),
        "forms": _texts(whole.declared.forms),
        "participants": _texts(whole.declared.participants),
        "commission_duties": _texts(whole.declared.duties),
        "bodies": [_body(body) for body in whole.bodies],
        "areas": [_area(area) for area in whole.areas],
        "initiatives": [_initiative(one) for one in whole.initiatives],
        "abbreviations": [{"short": one.short, "name": one.name} for one in whole.abbreviations],
        "milestones": [_milestone(one) for one in whole.milestones],
        "amounts": [
            {
                "value": one.value,
                "currency": one.currency or None,
                "approximate": one.is_approximate,
                "text": one.text,
            }
            for one in whole.amounts
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


def actions_as_csv(whole: WholeProgramme) -> bytes:
    """One row for each action and each part of one."""
    head = (
        *("area", "area_title", "code", "part_of", "title", "text", "lead"),
        *("co_responsible", "partners", "kind", "timing", "condition"),
        *("season_first_month", "season_last_month", "ends_on", "lineage"),
    )
    rows = [
        _action_row(area, row, part_of)
        for area in whole.areas
        for action in area.actions
        for row, part_of in _with_parts(action)
    ]
    return _csv(head, rows)


def initiatives_as_csv(whole: WholeProgramme) -> bytes:
    """One row for each initiative."""
    head = (
        *("number", "name", "aim", "kind", "scope", "municipalities"),
        *("implementers", "co_implementers", "audience"),
        *("term", "first_year", "last_year", "open_ended", "method", "funding", "lineage"),
    )
    return _csv(head, [_initiative_row(one) for one in whole.initiatives])


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([text_in_csv(value) for value in row] for row in rows)
    # Spreadsheets know UTF-8 by its mark alone.
    return file.getvalue().encode("utf-8-sig")


def _carried_on(row: Forerunner) -> dict[str, str | None] | None:
    """What of somebody else is carried on, in words."""
    if not row.forerunner:
        return None
    return {
        "title": row.forerunner,
        "owner": row.forerunner_of or None,
        "note": row.forerunner_note or None,
        "link": row.forerunner_link or None,
    }


def _act(act: Act, whole: WholeProgramme) -> dict[str, Any]:
    return {
        "kind": act.kind,
        "number": act.number,
        "date": act.adopted_on,
        "body": act.body_name,
        "subject": act.subject,
        "legal_basis": act.legal_basis,
        "published_in": act.publication,
        "in_force_on": act.in_force_on,
        "signatories": [{"name": one.name, "office": one.office} for one in whole.signatories],
    }


def _texts(statements: Iterable[Statement]) -> list[str]:
    return [statement.text for statement in statements]


def _body(body: Body) -> dict[str, Any]:
    return {
        "short": body.short_name,
        "name": body.name or None,
        "public_name": body.public_name or None,
        "legal_kind": body.legal_kind,
        "is_group": body.is_group,
    }


def _area(area: WholeArea) -> dict[str, Any]:
    return {
        "code": area.area.code,
        "title": area.area.title,
        "official_title": area.area.official_title or None,
        "lead": area.area.lead_body.short_name if area.area.lead_body else None,
        "threat_analysis": area.area.threat_analysis or None,
        "analysed_on": area.area.analysed_on,
        "lineage": area.area.lineage,
        "actions": [
            {**_action(one.row), "sub_actions": [_action(part) for part in one.sub_actions]}
            for one in area.actions
        ],
    }


def _action(row: ActionRow) -> dict[str, Any]:
    action = row.action
    return {
        "code": action.code,
        "title": action.title or None,
        "text": action.text,
        "lead": row.lead.short_name if row.lead else None,
        "co_responsible": _short_names(row.co_responsible),
        "partners": _short_names(row.partners),
        "kind": action.kind or None,
        "timing": action.timing or None,
        "condition": action.condition or None,
        "season": _season(action),
        "ends_on": action.ends_on,
        "lineage": action.lineage,
    }


def _season(action: Action) -> list[int | None] | None:
    if not action.is_seasonal:
        return None
    return [action.season_first_month, action.season_last_month]


def _initiative(one: WholeInitiative) -> dict[str, Any]:
    initiative = one.row.initiative
    return {
        "number": initiative.number,
        "name": initiative.name,
        "aim": initiative.aim,
        "kind": initiative.kind,
        "scope": initiative.scope or None,
        "municipalities": sorted(town.name for town in one.municipalities),
        "implementers": _short_names(one.row.implementers),
        "co_implementers": _short_names(one.row.co_implementers),
        "audience": [
            {"text": each.text, "age_from": each.age_from, "age_to": each.age_to}
            for each in one.row.audiences
        ],
        "term": {
            "text": initiative.term_text,
            "first_year": initiative.first_year,
            "last_year": initiative.last_year,
            "open_ended": initiative.is_open_ended,
        },
        "method": initiative.method,
        "funding": [
            {
                "source": each.source,
                "in_kind": each.is_in_kind,
                "year": each.year,
                "planned": each.planned,
                "spent": each.spent,
            }
            for each in one.fundings
        ],
        "lineage": initiative.lineage,
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "date": milestone.on,
        "precision": milestone.precision,
        "text": milestone.text,
        "municipalities": sorted(town.name for town in milestone.municipalities.all()),
    }


def _with_parts(action: WholeAction) -> list[tuple[ActionRow, str]]:
    parts = [(part, action.row.action.code) for part in action.sub_actions]
    return [(action.row, ""), *parts]


def _action_row(area: WholeArea, row: ActionRow, part_of: str) -> list[object]:
    action = row.action
    return [
        *(area.area.code, area.area.title, action.code, part_of, action.title, action.text),
        row.lead.short_name if row.lead else "",
        *("; ".join(_short_names(row.co_responsible)), "; ".join(_short_names(row.partners))),
        *(action.kind, action.timing, action.condition),
        *(action.season_first_month, action.season_last_month, action.ends_on, action.lineage),
    ]


def _initiative_row(one: WholeInitiative) -> list[object]:
    initiative = one.row.initiative
    return [
        *(initiative.number, initiative.name, initiative.aim, initiative.kind),
        *(initiative.scope, "; ".join(sorted(town.name for town in one.municipalities))),
        "; ".join(_short_names(one.row.implementers)),
        "; ".join(_short_names(one.row.co_implementers)),
        "; ".join(audience.text for audience in one.row.audiences),
        *(initiative.term_text, initiative.first_year, initiative.last_year),
        *("yes" if initiative.is_open_ended else "no", initiative.method),
        *("; ".join(each.source for each in one.fundings), initiative.lineage),
    ]


def _short_names(bodies: Iterable[Body]) -> list[str]:
    return [body.short_name for body in bodies]
