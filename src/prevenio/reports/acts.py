"""What can be done next with a report: links for its page, only those that its state allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from prevenio.reports.models import EventKind as E
from prevenio.reports.models import Outcome, Report
from prevenio.reports.models import ReportState as S
from prevenio.reports.states import can_follow

# The one that is due in a state; the button that leads.
_LEADS = {
    S.HELD: "release",
    S.RECEIVED: "reading",
    S.VERIFYING: "confirmation",
    S.CONFIRMED: "closing",
    S.WAITING: "going-on",
    S.WITH_PARTNER: "taking-back",
}
_STEPS: Sequence[tuple[str, str, object]] = (
    (E.RELEASED, "release", pgettext_lazy("step with a report", "Let it through")),
    (E.READ, "reading", pgettext_lazy("step with a report", "I have read it")),
    (E.CONFIRMED, "confirmation", pgettext_lazy("step with a report", "It is so: confirm")),
    (E.RETURNED, "taking-back", pgettext_lazy("step with a report", "Take it back")),
    (E.RESUMED, "going-on", pgettext_lazy("step with a report", "Go on without a reply")),
    (E.CLOSED, "closing", pgettext_lazy("step with a report", "Close it")),
    (E.REOPENED, "reopening", pgettext_lazy("step with a report", "Open it again")),
    (E.ASKED_BACK, "asking-back", pgettext_lazy("step with a report", "Ask back")),
    (E.PASSED, "passing", pgettext_lazy("step with a report", "Pass to a partner")),
)
_ALWAYS: Sequence[tuple[str, str, object]] = (
    (E.NOTED, "note", pgettext_lazy("step with a report", "Write a note")),
    (E.INFORMED, "news", pgettext_lazy("step with a report", "Tell how it stands")),
)
_WHILE_OPEN: Sequence[tuple[str, str, object]] = (
    (E.ASSIGNED, "assignment", pgettext_lazy("step with a report", "Assign it")),
    (E.HANDED_OVER, "hand-over", pgettext_lazy("step with a report", "Hand it over")),
    (E.SORTED, "sorting", pgettext_lazy("step with a report", "Change the category")),
    (E.MOVED, "moving", pgettext_lazy("step with a report", "Correct the place")),
    (E.CLOSED, "merging", pgettext_lazy("step with a report", "Join with a similar one")),
    (E.CLOSED, "splitting", pgettext_lazy("step with a report", "Split it")),
)


@dataclass(frozen=True, slots=True)
class Act:
    """A link to the form of a step; one leads, those of the second line are quiet."""

    name: str
    label: object
    leads: bool = False

    @property
    def page(self) -> str:
        return f"reports:{self.name}"


@dataclass(frozen=True, slots=True)
class Acts:
    """Steps of the way, and what else can be done."""

    steps: Sequence[Act]
    others: Sequence[Act]


def acts_of(report: Report, *, is_bureau: bool) -> Acts:
    """What can be done with a report in its state."""
    lead = _LEADS.get(S(report.state), "")
    steps = [
        Act(name, label, name == lead)
        for kind, name, label in _STEPS
        # What was split goes on as its parts.
        if can_follow(report.state, kind) and (kind, report.outcome) != (E.REOPENED, Outcome.SPLIT)
    ]
    more = [*_ALWAYS, *(_WHILE_OPEN if report.is_open else ())]
    others = [Act(name, label) for kind, name, label in more if can_follow(report.state, kind)]
    if is_bureau and report.text_erased_at is None and can_follow(report.state, E.ERASED):
        others.append(Act("erasure", pgettext_lazy("step with a report", "Erase it")))
    return Acts(sorted(steps, key=lambda one: not one.leads), others)
