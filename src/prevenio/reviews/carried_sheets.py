"""What became of the actions of a programme, as a workbook."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people.access import today_in
from prevenio.programme.models import ProgrammeVersion
from prevenio.reviews.queries.carrying import FateRow, carry_over_of, fates_of
from prevenio.reviews.sheets import Sheet, digest_of
from prevenio.reviews.sheets import workbook_of as made
from prevenio.web.templatetags.parts import day


def workbook_of(version: ProgrammeVersion) -> bytes:
    """One row for each action, in the authority's language; equal data, equal bytes."""
    authority = version.programme.authority
    carry_over = carry_over_of(version)
    at = carry_over.changed_at if carry_over else version.created_at
    with translation.override(authority.language):
        fates = fates_sheet(version)
        return made(
            _("What became of the actions: %(programme)s") % {"programme": version.programme},
            authority.name,
            [fates, _sources(version, at, digest_of([fates]))],
            at=at,
            colour=authority.brand,
        )


def _sources(version: ProgrammeVersion, at: datetime, digest: str) -> Sheet:
    rows = [
        [_("Programme"), str(version.programme)],
        [_("State of the data"), day(today_in(version.programme.authority, at))],
        [_("Checksum of the data (SHA-256)"), digest],
    ]
    return Sheet(pgettext("name of a sheet", "Sources"), [(_("What"), 34), (_("Said"), 80)], rows)


def fates_sheet(version: ProgrammeVersion) -> Sheet:
    """The sheet itself, worded in the language that is switched on."""
    columns = [
        (_("No."), 9),
        (_("Action"), 50),
        (_("Area"), 34),
        (_("Lead body"), 24),
        (_("What becomes of it"), 18),
        (_("Reason"), 60),
        (_("No. in the next programme"), 14),
        (_("Decided on"), 12),
    ]
    rows = [_row(row) for area in fates_of(version) for row in area.rows]
    return Sheet(pgettext("name of a sheet", "Actions"), columns, rows)


def _row(row: FateRow) -> list[object]:
    decision = row.decision
    return [
        row.action.code,
        row.action.shown_title,
        str(row.action.area),
        row.lead,
        str(decision.get_fate_display()) if decision else _("not decided"),
        decision.reason if decision else "",
        row.code_after,
        decision.decided_at if decision else None,
    ]
