"""Everything about one activity, for its page; and what two people wrote differently."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext

from prevenio.activities.models import (
    Activity,
    ActivityFile,
    Finding,
    FindingStep,
    MeasureValue,
    word_in,
)
from prevenio.activities.operations.events import WithdrawalReason
from prevenio.activities.words import FACTS
from prevenio.activities.written import Written
from prevenio.journal.models import Entry
from prevenio.people.models import Body


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the story of an activity."""

    at: datetime
    what: object
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """An activity with its numbers, answers, findings, files and story."""

    activity: Activity
    values: Sequence[MeasureValue]
    answers: Sequence[tuple[str, str]]
    partners: Sequence[Body]
    findings: Sequence[Finding]
    files: Sequence[ActivityFile]
    reinspected: Sequence[FindingStep]
    story: Sequence[Happened]


def page_of(activity: Activity) -> Page:
    """What the page of an activity shows. Six statements."""
    values = activity.values.select_related("measure").order_by("measure__position", "pk")
    findings = activity.findings.select_related("answers_body").order_by("due_on", "pk")
    steps = activity.reinspected.select_related("finding__activity").order_by("pk")
    return Page(
        activity=activity,
        values=list(values),
        answers=_answers(activity),
        partners=list(activity.partners.order_by("short_name", "pk")),
        findings=list(findings),
        files=list(activity.files.order_by("pk")),
        reinspected=list(steps),
        story=_story(activity),
    )


def reason_in_words(activity: Activity) -> str:
    """Why an activity was called off or withdrawn, in the words of the page."""
    chosen = dict(WithdrawalReason.choices)
    return str(chosen.get(activity.state_reason, activity.state_reason))


def differences(typed: Written, kept: Activity) -> Sequence[tuple[str, str]]:
    """What stands now where somebody has typed something else: name of the field, and value."""
    shown = [
        (capfirst(str(Activity._meta.get_field(name).verbose_name)), _shown(kept, name))  # type: ignore[union-attr]
        for name in _COMPARED
        if typed.columns[name] != getattr(kept, name)
    ]
    values = {one.measure.key: one for one in kept.values.select_related("measure")}
    for key, value in values.items():
        if typed.numbers.get(key) != value.number:
            shown.append((str(value.measure), f"{value.number.normalize():f}"))
    return shown


_COMPARED = (
    "first_day",
    "last_day",
    "title",
    "place",
    "precinct",
    "municipality",
    "action",
    "initiative",
    "delivery",
    "audience",
    "note",
)


def _shown(activity: Activity, name: str) -> str:
    if name == "delivery":
        return str(activity.get_delivery_display())
    value = getattr(activity, name)
    return "–" if value in ("", None) else str(value)


def _answers(activity: Activity) -> Sequence[tuple[str, str]]:
    """The answered questions in the words of the kind."""
    shown = []
    for question in activity.kind.questions:
        answer = activity.answers.get(str(question.get("key", "")), "")
        if answer:
            label = word_in(question.get("labels") or {}) or str(question.get("key", ""))
            shown.append((label, _answer_in_words(question, answer)))
    return shown


def _answer_in_words(question: dict[str, object], answer: str) -> str:
    choices = question.get("choices")
    for one in choices if isinstance(choices, list) else []:
        if isinstance(one, dict) and one.get("key") == answer:
            return word_in(one.get("labels") or {}) or answer
    if question.get("type") == "yes_no":
        return gettext("yes") if answer == "yes" else gettext("no")
    return answer


def _reason_of(entry: Entry) -> str:
    reason = str(((entry.payload or {}).get("details") or {}).get("reason", ""))
    return str(dict(WithdrawalReason.choices).get(reason, reason))


def _story(activity: Activity) -> Sequence[Happened]:
    """The journal's entries about an activity, the newest first."""
    entries = Entry.objects.filter(
        authority_id=activity.authority_id,
        about_kind=Activity._meta.label_lower,
        about_id=str(activity.pk),
    ).order_by("-number")
    return [
        Happened(
            one.at,
            FACTS.get(one.fact, one.fact),
            str((one.payload or {}).get("by", "")),
            _reason_of(one),
        )
        for one in entries
    ]
