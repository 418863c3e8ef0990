"""Any row of a draft: who may change it, and giving it new values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import User
from prevenio.programme import access
from prevenio.programme.models import (
    Action,
    AreaOfAction,
    Chapter,
    Initiative,
    ProgrammeVersion,
    Statement,
)
from prevenio.programme.searching import search_text_of


class NotADraft(Refused):
    message = _("Only a draft can be changed. Begin an amendment first.")


EDITABLE: Mapping[type[Any], frozenset[str]] = {
    AreaOfAction: frozenset(
        {"title", "summary", "lead_body", "threat_analysis", "analysed_on", "analysis_sources"}
    ),
    Action: frozenset(
        {
            "title",
            "text",
            "kind",
            "timing",
            "condition",
            "season_first_month",
            "season_last_month",
            "ends_on",
            "term_text",
            "first_year",
            "last_year",
            "method",
            "indicators_text",
            "funding_text",
        }
    ),
    Initiative: frozenset(
        {
            "name",
            "aim",
            "kind",
            "term_text",
            "first_year",
            "last_year",
            "is_open_ended",
            "method",
        }
    ),
    Chapter: frozenset({"title", "text"}),
    Statement: frozenset({"text", "body", "serves"}),
}


@transaction.atomic
def change(
    *,
    thing: AreaOfAction | Action | Initiative | Chapter | Statement,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
) -> bool:
    """Give a part of a draft new values; says whether anything changed.

    Only the fields in `EDITABLE` are taken. Raises NotAllowed or NotADraft.
    """
    version = draft_for_change(thing.version, by, at)
    changed = {
        name: value
        for name, value in _evened(values).items()
        if name in EDITABLE[type(thing)] and getattr(thing, name) != value
    }
    if not changed:
        return False
    before = {name: _plain(getattr(thing, name)) for name in changed}
    for name, value in changed.items():
        setattr(thing, name, value)
    _refresh_search(thing)
    thing.save()
    record_change(
        "changed", thing, version, by, at, {"before": before, "after": _all_plain(changed)}
    )
    return True


def _evened(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with one kind of line end: browsers send another than documents have."""
    return {
        name: value.replace("\r\n", "\n") if isinstance(value, str) else value
        for name, value in values.items()
    }


def draft_for_change(version: ProgrammeVersion, by: User, at: datetime) -> ProgrammeVersion:
    """The version, locked, if the person may change it now. Raises NotAllowed or NotADraft."""
    locked = (
        ProgrammeVersion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme__authority")
        .get(pk=version.pk)
    )
    if not access.can_edit_programme(by, locked.programme.authority, at):
        raise NotAllowed
    if not locked.is_editable:
        raise NotADraft
    return locked


def record_change(
    fact: str,
    thing: Any,
    version: ProgrammeVersion,
    by: User,
    at: datetime,
    details: Mapping[str, object],
) -> None:
    record(
        f"programme.{thing._meta.model_name}.{fact}",
        about=thing,
        by=by,
        at=at,
        authority_id=version.programme.authority_id,
        details=details,
    )


def _refresh_search(thing: Any) -> None:
    match thing:
        case AreaOfAction():
            thing.search_text = search_text_of(thing.title, thing.official_title, thing.summary)
        case Action():
            thing.search_text = search_text_of(thing.title, thing.text)
        case Initiative():
            thing.search_text = search_text_of(thing.name, thing.aim, thing.method)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | None) else str(value)


def _all_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}
