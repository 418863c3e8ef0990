"""What waits for the person at the desk, in words: the verb first, the oldest duty first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.desk.first_day import rows_of
from prevenio.desk.queries import DRAFT, VERSION, State, Step, Work
from prevenio.desk.reporting import Reporting
from prevenio.desk.work_done import WorkDone
from prevenio.people import access
from prevenio.people.models import Membership
from prevenio.programme.models import VersionState
from prevenio.returns.models import ReturnState
from prevenio.returns.queries.lists import LATE
from prevenio.web.templatetags.parts import day

_MOST = 10


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: a title that is a link, a line of context, since when it waits."""

    title: str
    note: str
    address: str
    since: datetime | None = None


def duties_of(
    memberships: Sequence[Membership],
    state: State,
    work: Sequence[Work],
    reporting: Reporting,
    done: WorkDone,
) -> Sequence[Duty]:
    """What a person with these roles has to do, the oldest first."""
    dated = [
        *_of_drafts(memberships, work),
        *_of_versions(memberships, work),
        *_of_returns(memberships, reporting),
    ]
    dated.sort(key=lambda duty: (duty.since is None, duty.since))
    return [
        *dated,
        *_of_periods(memberships, state, reporting),
        *_of_activities(done),
        *_of_residents(done),
        *_of_reports(done),
        *_of_groups(done),
        *_of_state(memberships, state),
        *_of_set_up(memberships, state),
    ]


def _of_drafts(memberships: Sequence[Membership], work: Sequence[Work]) -> Iterator[Duty]:
    if not access.can_edit_programme(memberships):
        return
    for draft in [one for one in work if one.kind == DRAFT][:_MOST]:
        yield Duty(
            _("Finish reviewing %(document)s") % {"document": draft.title},
            _("What was read is kept; you can go on where you stopped."),
            reverse("programme:review", args=[draft.pk]),
            draft.since,
        )


def _of_versions(memberships: Sequence[Membership], work: Sequence[Work]) -> Iterator[Duty]:
    for version in [one for one in work if one.kind == VERSION][:_MOST]:
        facts = {"number": version.number}
        if version.state == VersionState.HANDED_OVER:
            is_mine = access.can_adopt_programme(memberships)
            title = _("Approve version %(number)s or send it back") % facts
        else:
            is_mine = access.can_edit_programme(memberships)
            title = _("Finish version %(number)s") % facts
        if is_mine:
            address = reverse("programme:version", args=[version.pk])
            yield Duty(title, version.title, address, version.since)


def _of_returns(memberships: Sequence[Membership], reporting: Reporting) -> Iterator[Duty]:
    """Returns that wait for the bureau: the oldest by name, the others as one number."""
    if not access.can_edit_programme(memberships):
        return
    for one in reporting.waiting:
        facts = {"code": one.action.code, "title": one.action.shown_title}
        yield Duty(
            _("Accept %(code)s, %(title)s") % facts,
            one.body.shown_name,
            reverse("returns:return", args=[one.pk]),
            one.certified_at,
        )
    left = reporting.waiting_total - len(reporting.waiting)
    if left > 0:
        yield Duty(
            ngettext("Accept %(number)s other return", "Accept %(number)s other returns", left)
            % {"number": left},
            _("Certified by their bodies."),
            _list_of(reporting.waiting[-1].period_id, ReturnState.CERTIFIED),
        )


def _of_periods(
    memberships: Sequence[Membership], state: State, reporting: Reporting
) -> Iterator[Duty]:
    if not access.can_edit_programme(memberships):
        return
    for board in reporting.boards:
        if late := board.total.late:
            yield Duty(
                ngettext("%(number)s return is late", "%(number)s returns are late", late)
                % {"number": late},
                board.name,
                _list_of(board.period_id, LATE),
            )
    if state.silent_bodies and reporting.boards:
        number = state.silent_bodies
        yield Duty(
            ngettext(
                "Write down the address of %(number)s body",
                "Write down the addresses of %(number)s bodies",
                number,
            )
            % {"number": number},
            _("Without one nobody there is asked for a return."),
            reverse("returns:bodies", args=[reporting.boards[0].period_id]),
        )
    if state.ended_actions:
        number = state.ended_actions
        yield Duty(
            ngettext(
                "Ask how %(number)s ended action went",
                "Ask how %(number)s ended actions went",
                number,
            )
            % {"number": number},
            _("Their last day has passed without a return about it."),
            reverse("returns:completion-new"),
        )


def _of_activities(done: WorkDone) -> Iterator[Duty]:
    if number := done.unsettled_plans:
        yield Duty(
            ngettext(
                "Say whether %(number)s planned activity took place",
                "Say whether %(number)s planned activities took place",
                number,
            )
            % {"number": number},
            _("Their day has passed."),
            reverse("activities:planned"),
        )
    if number := done.overdue_findings:
        yield Duty(
            ngettext(
                "%(number)s finding should have been remedied",
                "%(number)s findings should have been remedied",
                number,
            )
            % {"number": number},
            _("From inspections and exercises."),
            f"{reverse('activities:findings')}?state=OVERDUE",
        )
    if number := done.findings_to_check:
        yield Duty(
            ngettext(
                "Check %(number)s finding that is said to be remedied",
                "Check %(number)s findings that are said to be remedied",
                number,
            )
            % {"number": number},
            _("A re-inspection settles them."),
            f"{reverse('activities:findings')}?state=REPORTED",
        )
    if number := done.overdue_corrections:
        yield Duty(
            ngettext(
                "%(number)s corrective action is overdue",
                "%(number)s corrective actions are overdue",
                number,
            )
            % {"number": number},
            _("From assessments and from the bureau."),
            f"{reverse('reviews:corrections')}?state=OVERDUE",
        )


def _list_of(period_id: int, state: str) -> str:
    return f"{reverse('returns:list', args=[period_id])}?state={state}"


def _of_residents(done: WorkDone) -> Iterator[Duty]:
    if number := done.open_questions:
        late = ngettext(
            "%(number)s of them is late.", "%(number)s of them are late.", done.late_questions
        )
        yield Duty(
            ngettext(
                "Answer %(number)s question of residents",
                "Answer %(number)s questions of residents",
                number,
            )
            % {"number": number},
            late % {"number": done.late_questions} if done.late_questions else _("None is late."),
            reverse("advice:questions"),
        )
    if number := done.held_questions:
        yield Duty(
            ngettext(
                "Look at %(number)s question that may be spam",
                "Look at %(number)s questions that may be spam",
                number,
            )
            % {"number": number},
            _("Nobody has read it yet. What is real goes on to its group."),
            f"{reverse('advice:questions')}?kind=held",
        )


def _of_reports(done: WorkDone) -> Iterator[Duty]:
    if number := done.open_reports:
        late = ngettext(
            "%(number)s of them is late.", "%(number)s of them are late.", done.late_reports
        )
        yield Duty(
            ngettext(
                "Take the next step with %(number)s report of residents",
                "Take the next step with %(number)s reports of residents",
                number,
            )
            % {"number": number},
            late % {"number": done.late_reports} if done.late_reports else _("None is late."),
            reverse("reports:reports"),
        )
    if number := done.held_reports:
        yield Duty(
            ngettext(
                "Look at %(number)s report that may be none",
                "Look at %(number)s reports that may be none",
                number,
            )
            % {"number": number},
            _("Nobody has read it yet. What is real goes on to its body."),
            f"{reverse('reports:reports')}?kind=held",
        )
    if number := done.due_reviews:
        yield Duty(
            ngettext(
                "Review %(number)s problem place",
                "Review %(number)s problem places",
                number,
            )
            % {"number": number},
            _review_days(done),
            f"{reverse('reports:places')}?state=review",
        )


def _review_days(done: WorkDone) -> str:
    """The day that comes first, and how many days have passed already."""
    first = day(done.first_review)
    if not done.late_reviews:
        return _("The first one by %(day)s. None is late.") % {"day": first}
    late = ngettext(
        "%(number)s of them is late.", "%(number)s of them are late.", done.late_reviews
    )
    since = _("The first one was due by %(day)s.") % {"day": first}
    return f"{since} {late % {'number': done.late_reviews}}"


def _of_groups(done: WorkDone) -> Iterator[Duty]:
    if number := done.own_tasks:
        late = ngettext(
            "%(number)s of them is late.", "%(number)s of them are late.", done.late_tasks
        )
        yield Duty(
            ngettext(
                "Do %(number)s task of a working group",
                "Do %(number)s tasks of working groups",
                number,
            )
            % {"number": number},
            late % {"number": done.late_tasks} if done.late_tasks else _("None is late."),
            reverse("region:tasks"),
        )
    if number := done.statements_due:
        yield Duty(
            ngettext(
                "Review %(number)s accessibility statement",
                "Review %(number)s accessibility statements",
                number,
            )
            % {"number": number},
            _("The law asks for it at least once a year."),
            reverse("people:site"),
        )


def _of_state(memberships: Sequence[Membership], state: State) -> Iterator[Duty]:
    if state.new_proposals and access.can_edit_programme(memberships):
        yield Duty(
            ngettext(
                "Answer %(number)s proposal to change the programme",
                "Answer %(number)s proposals to change the programme",
                state.new_proposals,
            )
            % {"number": state.new_proposals},
            _("From bodies and from the bureau."),
            reverse("programme:overview"),
        )
    if not access.can_manage_people(memberships):
        return
    if state.failed_notices:
        yield Duty(
            ngettext(
                "Look after %(number)s letter that could not be sent",
                "Look after %(number)s letters that could not be sent",
                state.failed_notices,
            )
            % {"number": state.failed_notices},
            _("The mail server has not taken them so far."),
            reverse("desk:notices:notices"),
        )
    if state.expired_invitations:
        yield Duty(
            ngettext(
                "Renew or withdraw %(number)s invitation",
                "Renew or withdraw %(number)s invitations",
                state.expired_invitations,
            )
            % {"number": state.expired_invitations},
            _("The links have run out without an answer."),
            reverse("people:people"),
        )


def _of_set_up(memberships: Sequence[Membership], state: State) -> Iterator[Duty]:
    """What the first day left open, once the list of that day has given way to the desk."""
    if not access.can_manage_authority(memberships) or Step.PUBLICATION not in state.done:
        return
    # Nobody sets up a show city: its desk shows what a desk at work looks like.
    if state.is_sample:
        return
    for row in rows_of(state):
        if not row.is_done:
            yield Duty(str(row.words.duty), str(row.words.note), row.address)
