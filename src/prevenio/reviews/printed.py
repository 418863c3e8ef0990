"""A review as the plain values that the documents set: words, tables, charts."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from prevenio.kernel.typography import bind_short_words
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.returns.models import ReturnState
from prevenio.reviews import charts, printed_method, wording
from prevenio.reviews.contents import (
    ActionLine,
    AreaPart,
    BodyLine,
    ReviewContent,
    as_json,
    digest_of,
    from_json,
)
from prevenio.reviews.figures import (
    Tally,
    discipline_of,
    reasons_of,
    tally_of,
    to_change,
    without_return,
)
from prevenio.reviews.models import AnnualReview, Verdict
from prevenio.web.templatetags.parts import day
from prevenio.web.typesetting import showable


def printed(
    content: ReviewContent, review: AnnualReview | None, authority: Authority
) -> dict[str, Any]:
    """Everything a document shows, worded in the language of the authority.

    Charts are `Chart` objects under the key `chart`; the document draws them in its own way.
    """
    # Charts and tables alike are made of letters that every document can show.
    shown = from_json(showable(as_json(content)))
    with translation.override(authority.language):
        made = {**_made(shown, review, authority), "digest": digest_of(content)}
    bound: dict[str, Any] = _bound(made)
    return bound


def _made(
    content: ReviewContent, review: AnnualReview | None, authority: Authority
) -> dict[str, Any]:
    whole = tally_of(content.actions)
    following = _following_number(content.areas)
    return {
        "language": authority.language,
        "authority": _authority(authority),
        **_titles(content),
        "mark": _mark(review, authority),
        "result": wording.result(whole),
        "remainder": wording.remainder(whole),
        "strip": _strip(whole),
        "cover": _cover(content, review, authority),
        "summary": _summary(content, authority),
        "how_to_read": printed_method.how_to_read(),
        "areas": [_area(area, authority) for area in content.areas],
        "discipline": _discipline(content, authority, following),
        "changes": _changes(content, following + 1),
        "steps": _steps(review),
        "method": printed_method.method(),
        "sources": printed_method.sources(content, authority),
        "labels": printed_method.labels(),
    }


def _titles(content: ReviewContent) -> dict[str, str]:
    first, last = date.fromisoformat(content.first_day), date.fromisoformat(content.last_day)
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    span = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    when = _("in %(year)s") % {"year": span} if is_year else content.period
    return {
        "title": _("How the safety programme went"),
        "when": when,
        "running_title": _("Annual review of the safety programme, %(authority)s %(year)s")
        % {"authority": content.authority, "year": span if is_year else content.period},
        "programme": content.programme,
    }


def _authority(authority: Authority) -> dict[str, str]:
    return {
        "name": authority.name,
        "second_line": authority.second_line,
        "brand": authority.brand,
        "brand_deep": authority.brand_deep,
        "brand_mid": authority.brand_mid,
        "brand_line": authority.brand_line,
        "brand_soft": authority.brand_soft,
    }


def _mark(review: AnnualReview | None, authority: Authority) -> str:
    said = [_("Sample data")] if authority.is_sample else []
    if review is None or not review.is_frozen:
        said.append(_("Draft"))
    return ", ".join(said)


def _strip(tally: Tally) -> list[list[Any]]:
    return [[part.kind, part.count, str(part.label)] for part in wording.strip_parts(tally)]


def _cover(
    content: ReviewContent, review: AnnualReview | None, authority: Authority
) -> list[list[str]]:
    """The three dates at the foot of the cover: label, value, note."""
    given = review.commission_on if review else None
    had = review.council_on if review else None
    commission = [_("Commission's opinion"), day(given) or _("not given yet")]
    council = [_("Council"), day(had) or _("not yet")]
    commission.append(review.commission_number if review and given else "")
    council.append(review.council_number if review and had else "")
    as_of = day(today_in(authority, content.as_of_moment))
    return [commission, council, [_("State of the data"), as_of, content.period]]


def _summary(content: ReviewContent, authority: Authority) -> dict[str, Any]:
    found = discipline_of(content.bodies)
    missing = without_return(content.actions)
    paragraphs = [
        _areas_in_words(content.areas),
        f"{wording.punctuality(found)} {wording.lateness(found)}".strip(),
        _changes_in_words(content.actions),
        _missing_in_words(missing),
    ]
    return {
        "paragraphs": [words for words in paragraphs if words],
        "reasons": [
            [wording.reasons([code]), str(count)] for code, count in reasons_of(content.actions)
        ],
        "chart": charts.overview_chart(content.areas, authority),
    }


def _areas_in_words(areas: Sequence[AreaPart]) -> str:
    tallies = [(area, tally_of(area.actions)) for area in areas]
    whole = [area.title for area, tally in tallies if tally.counted and tally.full == tally.counted]
    if not whole:
        return ""
    return _("Everything that was expected was carried out in: %(areas)s.") % {
        "areas": ", ".join(whole)
    }


def _changes_in_words(lines: Sequence[ActionLine]) -> str:
    asking = to_change(lines)
    stopping = sum(line.verdict == Verdict.STOP for line in asking)
    if not asking:
        return ""
    said = [
        (len(asking) - stopping, _("To be changed: %(count)s.")),
        (stopping, _("To be stopped: %(count)s.")),
    ]
    return " ".join(words % {"count": count} for count, words in said if count)


def _missing_in_words(missing: Sequence[ActionLine]) -> str:
    if not missing:
        return ""
    return ngettext(
        "There is no accepted return about %(count)s action: %(codes)s.",
        "There is no accepted return about %(count)s actions: %(codes)s.",
        len(missing),
    ) % {"count": len(missing), "codes": ", ".join(line.code for line in missing)}


def _area(area: AreaPart, authority: Authority) -> dict[str, Any]:
    tally = tally_of(area.actions)
    return {
        "code": area.code,
        "title": area.title,
        "short_result": wording.short_result(tally),
        "result": wording.result(tally),
        "remainder": wording.remainder(tally),
        "strip": _strip(tally),
        "chart": charts.area_chart(area, authority),
        "caption": _("Actions of area %(code)s") % {"code": area.code},
        "actions": [_row(line) for line in area.actions],
        "next": _next(area.actions),
    }


def _row(line: ActionLine) -> dict[str, str]:
    state = wording.OUTCOME_SHAPES.get(line.outcome, ("warn", "warn"))  # type: ignore[call-overload]
    return {
        "code": line.code,
        "title": line.title,
        "lead": line.lead,
        "number": wording.first_number(line),
        "outcome": wording.outcome(line),
        "colour": state[0],
        "shape": state[1],
        "degree": wording.degree(line.degree),
        "verdict": wording.verdict(line.verdict) if line.verdict != Verdict.KEEP else "",
    }


def _next(lines: Iterable[ActionLine]) -> list[list[str]]:
    """What comes next, action by action: its number, what is said, until when."""
    found = []
    for line in lines:
        asks = line.verdict in {Verdict.CHANGE, Verdict.STOP}
        said = [f"{line.title}: {wording.verdict(line.verdict)}."] if asks else []
        said += [words for words in (line.finding, line.follow_up) if words]
        if line.return_state not in {"", ReturnState.ACCEPTED}:
            said.append(_("There is no accepted return of the lead body."))
        if said:
            found.append([line.code, " ".join(said), _day(line.follow_up_by)])
    return found


def _discipline(content: ReviewContent, authority: Authority, number: int) -> dict[str, Any]:
    found = discipline_of(content.bodies)
    return {
        "code": str(number),
        "title": _("Who reported on time"),
        "short_result": _("%(percent)s%% on time") % {"percent": found.percent_on_time},
        "result": wording.punctuality(found),
        "remainder": wording.lateness(found),
        "chart": charts.discipline_chart(content.bodies, authority),
        "rows": [_body(one) for one in content.bodies],
        "caption": _("Returns of each body, due on %(day)s") % {"day": _day(content.due_on)},
    }


def _body(one: BodyLine) -> list[str]:
    days = wording.working_days(one.longest_late) if one.late else ""
    return [one.name, *map(str, (one.expected, one.on_time, one.late)), days, str(one.missing)]


def _changes(content: ReviewContent, number: int) -> dict[str, Any]:
    rows = [
        [line.code, line.title, wording.verdict(line.verdict), line.finding]
        for line in to_change(content.actions)
    ]
    follow_ups = [
        [line.code, line.lead, line.follow_up, _day(line.follow_up_by)]
        for line in content.actions
        if line.follow_up
    ]
    count = len(rows)
    short = ngettext("%(count)s verdict", "%(count)s verdicts", count) % {"count": count}
    return {
        "code": str(number),
        "title": _("What is to change"),
        "short_result": short,
        "result": _changes_in_words(content.actions) or _("No action is to be changed or stopped."),
        "rows": rows,
        "follow_ups": follow_ups,
    }


def _steps(review: AnnualReview | None) -> list[list[str]]:
    """What the commission and the council said, as label and value."""
    if review is None or review.commission_on is None:
        return []
    signed = ", ".join(filter(None, (review.chair_name, review.chair_office)))
    rows = [
        [_("Day of the opinion"), day(review.commission_on)],
        [_("Number or sitting"), review.commission_number],
        [pgettext("of the commission", "Opinion"), review.opinion],
        [_("Submitted to the council by"), signed],
        [_("Day of the council"), day(review.council_on)],
        [_("Act of the council"), review.council_number],
    ]
    return [[label, value] for label, value in rows if value]


def _following_number(areas: Sequence[AreaPart]) -> int:
    """The first chapter after the areas goes on counting from their numbers."""
    numbers = [int(area.code) for area in areas if area.code.isdecimal()]
    return max(numbers, default=len(areas)) + 1


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso)) if iso else ""


def _bound(value: Any) -> Any:
    if isinstance(value, str):
        return bind_short_words(value)
    if isinstance(value, dict):
        return {key: _bound(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_bound(one) for one in value]
    return value
