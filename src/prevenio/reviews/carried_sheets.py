"""What became of the actions of a programme, as a workbook."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.programme.models import ProgrammeVersion
from prevenio.reviews.queries.carrying import FateRow, carry_over_of, fates_of
from prevenio.reviews.sheets import Sheet
from prevenio.reviews.sheets import workbook_of as made


def workbook_of(version: ProgrammeVersion) -> bytes:
    """One row for each action, in the authority's language; equal data, equal bytes."""
    authority = version.programme.authority
    carry_over = carry_over_of(version)
    at = carry_over.changed_at if carry_over else version.created_at
    with translation.override(authority.language):
        return made(
            _("What became of the actions: %(programme)s") % {"programme": version.programme},
            authority.name,
            [fates_sheet(version)],
            at=at,
            colour=authority.brand,
        )


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
