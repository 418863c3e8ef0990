"""A statement on one body's work put into words."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from prevenio.people.models import Authority
from prevenio.returns.models import Part, ReturnState
from prevenio.reviews import charts, wording
from prevenio.reviews.contents import ActionLine, AreaPart
from prevenio.reviews.figures import Discipline, discipline_of, tally_of
from prevenio.reviews.papers.blocks import Block, Chapter, Drawing, Paper, Table, Words, readable
from prevenio.reviews.papers.body import BodyContent, CorrectionLine, SentLine
from prevenio.reviews.papers.labels import as_of_row, day_of, ended, joined, labels, mark_of
from prevenio.reviews.printed import authority_of


def body_paper(content: BodyContent, authority: Authority) -> Paper:
    """The statement in the language of the authority."""
    with translation.override(authority.language):
        paper: Paper = readable(_paper(content, authority))
        return paper


def _paper(content: BodyContent, authority: Authority) -> Paper:
    kept = discipline_of([content.line])
    return Paper(
        language=authority.language,
        authority=authority_of(authority),
        title=content.body,
        when=_("Work in the programme, %(period)s") % {"period": content.period},
        programme=content.programme,
        mark=mark_of(authority),
        lead=_punctuality(kept),
        rest=wording.lateness(kept),
        cover=_cover(content, authority, kept),
        chapters=[
            _actions(content, authority),
            _returns(content.sent, content.due_on),
            corrections_chapter(content.corrections),
        ],
        sources=_sources(content, authority),
        digest=content.digest,
        labels=labels(),
    )


def _punctuality(kept: Discipline) -> str:
    """How the body kept the day, in one sentence."""
    if not kept.expected:
        return _("No return was asked for.")
    return ngettext(
        "%(on_time)s of %(expected)s return was sent on time: %(percent)s%%.",
        "%(on_time)s of %(expected)s returns were sent on time: %(percent)s%%.",
        kept.expected,
    ) % {
        "on_time": kept.on_time,
        "expected": kept.expected,
        "percent": kept.percent_on_time,
    }


def _cover(content: BodyContent, authority: Authority, kept: Discipline) -> list[list[str]]:
    tally = tally_of(content.led)
    return [
        [_("Actions led"), str(len(content.led)), wording.short_result(tally)],
        [_("Returns"), str(kept.expected), _("due on %(day)s") % {"day": day_of(content.due_on)}],
        [*as_of_row(authority, content.as_of), ""],
    ]


def _actions(content: BodyContent, authority: Authority) -> Chapter:
    title = _("Actions that the body leads")
    if not content.led:
        return Chapter(title, [Words(_("The body leads no action of this period."))])
    tally = tally_of(content.led)
    blocks: list[Block] = []
    if tally.counted:
        chart = charts.area_chart(AreaPart("", content.body, content.led), authority)
        blocks.append(Drawing(charts.titled(chart, _short(tally.full, tally.counted)), 100))
    blocks.append(
        actions_table(content.led, _("Actions that the body leads, and their assessment"))
    )
    blocks += [Words(words) for one in content.led if (words := _said(one))]
    return Chapter(title, blocks, lead=joined((wording.result(tally), wording.remainder(tally))))


def actions_table(lines: Sequence[ActionLine], caption: str) -> Table:
    """Actions with what their returns say and how they were judged."""
    rows = [
        [
            line.code,
            line.title,
            wording.outcome(line),
            wording.first_number(line),
            wording.degree(line.degree),
            wording.verdict(line.verdict),
        ]
        for line in lines
    ]
    head = (_("No."), _("Action"), _("State"), _("Result"), _("Assessment"), _("Verdict"))
    return Table(caption, head, rows, (14, 50, 28, 24, 28, 26))


def _short(done: int, counted: int) -> str:
    return _("%(done)s of %(counted)s in full") % {"done": done, "counted": counted}


def _said(line: ActionLine) -> str:
    """The finding and what is to be done, where the bureau wrote any."""
    said = [ended(line.finding)]
    if line.reason_codes:
        said.append(_("Reasons: %(reasons)s.") % {"reasons": wording.reasons(line.reason_codes)})
    if line.follow_up:
        said.append(ended(_("To be done: %(what)s") % {"what": line.follow_up}))
    if line.follow_up_by:
        said.append(_("By %(day)s.") % {"day": day_of(line.follow_up_by)})
    words = joined(said)
    return f"{line.code}: {words}" if words else ""


def _returns(sent: Sequence[SentLine], due_on: str) -> Chapter:
    title = _("Returns and their days")
    if not sent:
        return Chapter(title, [Words(_("No return was asked for."))])
    rows = [
        [
            one.code,
            one.title if one.part == Part.LEAD else f"{one.title} ({Part(one.part).label})",
            str(ReturnState(one.state).label),
            day_of(one.sent_on) or "–",
            wording.working_days(one.days_late) if one.days_late else "–",
        ]
        for one in sent
    ]
    head = (_("No."), _("Action"), _("State"), _("First sent"), _("Late by"))
    caption = _("Returns of the body, due on %(day)s") % {"day": day_of(due_on)}
    return Chapter(title, [Table(caption, head, rows, (14, 74, 24, 32, 26))])


def corrections_chapter(lines: Sequence[CorrectionLine]) -> Chapter:
    """What is to be put right, and how far it has come."""
    title = _("Corrective actions")
    if not lines:
        return Chapter(title, [Words(_("No corrective action was asked for."))])
    rows = [
        [
            str(one.number),
            joined((one.code, one.wrong)),
            one.to_do,
            day_of(one.due_on),
            joined((f"{wording.correction_state(one.state)}.", one.words)),
        ]
        for one in lines
    ]
    head = (
        _("No."),
        _("What is wrong"),
        _("What is to be done"),
        pgettext("column", "Until"),
        _("What became of it"),
    )
    caption = _("Corrective actions of the period, and earlier ones that still waited")
    return Chapter(title, [Table(caption, head, rows, (10, 46, 46, 26, 42))])


def _sources(content: BodyContent, authority: Authority) -> list[list[str]]:
    span = f"{day_of(content.first_day)} – {day_of(content.last_day)}"
    return [
        [_("Programme"), content.programme],
        [_("Period"), span],
        [_("Returns"), _("sent by the body, due on %(day)s") % {"day": day_of(content.due_on)}],
        [_("Assessment"), _("the bureau of the authority")],
        as_of_row(authority, content.as_of),
    ]
