"""The workbook of everything of a period: returns, assessments, corrective actions, figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.returns.models import ActionReturn, Part, ReportingPeriod
from prevenio.reviews import printed_method, wording
from prevenio.reviews.contents import ActionLine, ReviewContent, days_late, sealed_contents
from prevenio.reviews.figures import discipline_of, tally_of
from prevenio.reviews.models import CorrectionState, CorrectiveAction, Degree, Verdict
from prevenio.reviews.papers.measures import MeasureLine
from prevenio.reviews.queries.whole import WholeReview
from prevenio.reviews.sheets import Sheet, digest_of
from prevenio.reviews.sheets import workbook_of as made


def workbook_of(
    period: ReportingPeriod, whole: WholeReview, measures: Sequence[MeasureLine] = ()
) -> bytes:
    """One sheet for each kind of thing, in the authority's language; equal data, equal bytes."""
    authority = period.authority
    corrections = list(_corrections(period))
    at = max([whole.changed_at, *(one.changed_at for one in corrections)])
    with translation.override(authority.language):
        sheets = [
            _returns(period),
            _assessments(whole.content),
            _correction_sheet(corrections),
            _figures(whole.content),
            _bodies(whole.content),
            _measures(measures),
        ]
        sheets.append(_sources(whole, authority, digest_of(sheets)))
        title = f"{authority.name}, {period.name}"
        return made(title, authority.name, sheets, at=at, colour=authority.brand)


def _returns(period: ReportingPeriod) -> Sheet:
    columns = [
        (_("No."), 9),
        (_("Action"), 46),
        (_("Area"), 34),
        (_("Body"), 24),
        (_("Part"), 28),
        (_("State"), 22),
        (_("State of the action"), 18),
        (_("Due on"), 12),
        (_("First sent"), 12),
        (_("Accepted on"), 12),
        (_("Late by, working days"), 12),
        (_("What was done"), 70),
        (_("Numbers"), 44),
    ]
    sealed = sealed_contents(period, parts=Part.values)
    rows = period.returns.select_related("action__area", "body", "period__window").order_by(
        "action__area__position", "action__position", "part", "pk"
    )
    said = [_return_row(one, sealed.get(one.pk, {}), period) for one in rows]
    return Sheet(pgettext("name of a sheet", "Returns"), columns, said)


def _return_row(
    one: ActionReturn, sealed: dict[str, Any], period: ReportingPeriod
) -> Sequence[object]:
    moments = (one.first_submitted_at, one.accepted_at)
    line = ActionLine(one.action.code, "", "", one.state, outcome=sealed.get("outcome", ""))
    return [
        one.action.code,
        one.action.shown_title,
        str(one.action.area),
        one.body.shown_name,
        capfirst(str(one.get_part_display())),
        str(one.get_state_display()),
        wording.outcome(line) if line.outcome else "",
        one.due_on,
        *(today_in(period.authority, moment) if moment else None for moment in moments),
        days_late(one, period),
        sealed.get("narrative") or sealed.get("reason") or "",
        "; ".join(" ".join(filter(None, map(str, row))) for row in sealed.get("counts", ())),
    ]


def _assessments(content: ReviewContent) -> Sheet:
    columns = [
        (_("No."), 9),
        (_("Action"), 46),
        (_("Lead body"), 24),
        (_("Assessment"), 18),
        (_("Reasons"), 30),
        (_("Verdict"), 18),
        (_("Finding"), 60),
        (_("What is to be done"), 50),
        (pgettext("column", "Until"), 12),
    ]
    rows = [
        [
            line.code,
            line.title,
            line.lead,
            wording.degree(line.degree),
            wording.reasons(line.reason_codes),
            wording.verdict(line.verdict),
            line.finding,
            line.follow_up,
            _day(line.follow_up_by),
        ]
        for line in content.actions
    ]
    return Sheet(pgettext("name of a sheet", "Assessments"), columns, rows)


def _corrections(period: ReportingPeriod) -> Sequence[CorrectiveAction]:
    rows = CorrectiveAction.objects.filter(authority=period.authority_id, period=period)
    return list(rows.select_related("body", "action").prefetch_related("events").order_by("number"))


def _correction_sheet(corrections: Sequence[CorrectiveAction]) -> Sheet:
    columns = [
        (_("No."), 7),
        (_("Action"), 9),
        (_("Body"), 24),
        (_("What is wrong"), 50),
        (_("What is to be done"), 50),
        (pgettext("column", "Until"), 12),
        (_("State"), 18),
        (_("Last words"), 50),
        (_("Evidence"), 30),
    ]
    return Sheet(
        pgettext("name of a sheet", "Corrective actions"),
        columns,
        list(map(_correction, corrections)),
    )


def _correction(one: CorrectiveAction) -> Sequence[object]:
    last = max(one.events.all(), key=lambda event: event.number, default=None)
    return [
        one.number,
        one.action.code if one.action else "",
        one.body.shown_name if one.body else _("the bureau"),
        one.wrong,
        one.to_do,
        one.due_on,
        str(CorrectionState(one.state).label),
        last.words if last else "",
        last.evidence if last else "",
    ]


def _figures(content: ReviewContent) -> Sheet:
    columns = [
        (pgettext("column", "Area"), 44),
        *((capfirst(str(degree.label)), 14) for degree in Degree),
        (capfirst(_("not assessed yet")), 16),
        (_("Counted"), 12),
        (_("To change or stop"), 14),
    ]
    rows = [_figure_row(f"{one.code} {one.title}", one.actions) for one in content.areas]
    rows.append(_figure_row(_("All areas"), content.actions))
    return Sheet(pgettext("name of a sheet", "Figures"), columns, rows)


def _figure_row(name: str, lines: Sequence[ActionLine]) -> Sequence[object]:
    tally = tally_of(lines)
    asking = sum(line.verdict in {Verdict.CHANGE, Verdict.STOP} for line in lines)
    return [name, *tally.all_steps, tally.unassessed, tally.counted, asking]


def _bodies(content: ReviewContent) -> Sheet:
    columns = [
        (_("Body"), 34),
        (_("Expected"), 14),
        (_("On time"), 14),
        (_("Late"), 14),
        (_("Late by at most, working days"), 18),
        (_("Missing"), 14),
    ]
    rows: list[Sequence[object]] = [
        [one.name, one.expected, one.on_time, one.late, one.longest_late, one.missing]
        for one in content.bodies
    ]
    whole = discipline_of(content.bodies)
    total = [whole.expected, whole.on_time, whole.late, whole.longest_late, whole.missing]
    rows.append([_("All bodies"), *total])
    return Sheet(pgettext("name of a sheet", "Punctuality"), columns, rows)


def _measures(measures: Sequence[MeasureLine]) -> Sheet:
    columns = [
        (pgettext("column", "Measure"), 60),
        (pgettext("column", "Unit"), 18),
        (_("Value"), 14),
        (_("The year before"), 14),
        (_("Target"), 14),
        (_("State of the data"), 14),
        (_("Source"), 40),
        (_("Stands in for"), 40),
    ]
    rows = [
        [
            one.name,
            one.unit,
            *map(_number, (one.value, one.previous, one.target)),
            _day(one.as_of),
            one.source,
            one.stand_in,
        ]
        for one in measures
    ]
    return Sheet(pgettext("name of a sheet", "Measures"), columns, rows)


def _sources(whole: WholeReview, authority: Authority, digest: str) -> Sheet:
    """The last sheet: where the data come from, as of when, and the checksum of the others."""
    labels = printed_method.labels()
    rows = [*printed_method.sources(whole.content, authority)]
    rows.append([labels["checksum"], digest])
    columns = [(_("What"), 34), (_("Said"), 80)]
    return Sheet(pgettext("name of a sheet", "Sources"), columns, rows)


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _number(text: str) -> Decimal | str:
    """Decimal text as a number; what is none stays as it was said."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return value if value.is_finite() else text
