"""One return on the desk: what was sealed, what happened to it, the other parts of its action."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.kernel.wording import Piece, item_changes, word_changes
from prevenio.returns.content import Section
from prevenio.returns.counts import Count, counts_sent
from prevenio.returns.models import (
    ActionReturn,
    Outcome,
    Part,
    ReturnEvent,
    ReturnFile,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.prefilling import address_of
from prevenio.web.templatetags.parts import figure


@dataclass(frozen=True, slots=True)
class Changed:
    """One section in two wordings that were sent."""

    section: Section
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was sent at one time; `changes` says how it differs from what was sent before."""

    sealed: SealedReturn
    outcome: str
    files: Sequence[tuple[Mapping[str, Any], ReturnFile | None]]
    counts: Sequence["ShownCount"] = ()
    parts: str = ""
    changes: Sequence[Changed] = ()

    @property
    def content(self) -> Mapping[str, Any]:
        return self.sealed.content  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """One return with everything the bureau may see of it; what is typed stays the body's own."""

    action_return: ActionReturn
    snapshots: Sequence[Snapshot]
    events: Sequence[ReturnEvent]
    others: Sequence["ReturnPage"]

    @property
    def latest(self) -> Snapshot | None:
        return self.snapshots[0] if self.snapshots else None

    @property
    def earlier(self) -> Sequence[Snapshot]:
        return self.snapshots[1:]

    @property
    def is_being_mended(self) -> bool:
        return self.action_return.state == ReturnState.SENT_BACK


def return_page(action_return: ActionReturn, visible: QuerySet[ActionReturn]) -> ReturnPage:
    """A return with the visible other returns of its action and period; three statements."""
    beside = Q(pk=action_return.pk) | ~Q(part=Part.MEMBER)
    of_action = visible.filter(
        beside, period=action_return.period_id, action=action_return.action_id
    )
    returns = list(of_action.select_related("body").order_by("-part", "body__short_name", "pk"))
    events = _by_return(
        ReturnEvent.objects.filter(action_return__in=returns)
        .select_related("sealed")
        .order_by("number")
    )
    files = _by_return(ReturnFile.objects.filter(action_return__in=returns).order_by("pk"))
    pages = {one.pk: _page(one, events.get(one.pk, []), files.get(one.pk, [])) for one in returns}
    own = pages.pop(action_return.pk)
    return ReturnPage(action_return, own.snapshots, own.events, list(pages.values()))


def sealed_file(file: ReturnFile) -> bool:
    """Whether a file belongs to what was sent; one of a draft is the body's own."""
    return any(
        file.sha256 in {one["sha256"] for one in sealed.content["files"]}
        for sealed in file.action_return.sealed.all()
    )


def _by_return[R: (ReturnEvent, ReturnFile)](rows: Iterable[R]) -> dict[int, list[R]]:
    found: dict[int, list[R]] = {}
    for row in rows:
        found.setdefault(row.action_return_id, []).append(row)
    return found


def _page(
    action_return: ActionReturn, events: Sequence[ReturnEvent], files: Sequence[ReturnFile]
) -> ReturnPage:
    sealed = {event.sealed.number: event.sealed for event in events if event.sealed is not None}
    in_order = [sealed[number] for number in sorted(sealed)]
    snapshots = [
        _snapshot(one, older, files, action_return)
        for one, older in zip(in_order, [None, *in_order], strict=False)
    ]
    return ReturnPage(action_return, snapshots[::-1], list(reversed(events)), ())


def _snapshot(
    sealed: SealedReturn,
    older: SealedReturn | None,
    files: Sequence[ReturnFile],
    action_return: ActionReturn,
) -> Snapshot:
    known = {file.sha256: file for file in files}
    return Snapshot(
        sealed,
        outcome_in_words(sealed.content),
        [(said, known.get(said["sha256"])) for said in sealed.content["files"]],
        shown_counts(sealed.content, action_return),
        parts_in_words(sealed.content),
        list(_changes(older.content, sealed.content)) if older else (),
    )


def outcome_in_words(content: Mapping[str, Any]) -> str:
    """The state of the action as it was sent, in the reader's language."""
    said = content["outcome"]
    return str(Outcome(said).label) if said in Outcome.values else str(said)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[Changed]:
    said = [(one["outcome"], one["reason"]) for one in (old, new)]
    if said[0] != said[1]:
        before, after = (_outcome_and_reason(one) for one in (old, new))
        yield Changed(Section.OUTCOME, item_changes(before, after))
    if old["narrative"] != new["narrative"]:
        yield Changed(Section.NARRATIVE, word_changes(old["narrative"], new["narrative"]))
    for section, key in ((Section.COUNTS, "counts"), (Section.FILES, "files")):
        if old[key] != new[key]:
            before, after = (_items(one, key) for one in (old, new))
            yield Changed(section, item_changes(before, after))


def _outcome_and_reason(content: Mapping[str, Any]) -> Sequence[str]:
    return [one for one in (outcome_in_words(content), content["reason"]) if one]


def _items(content: Mapping[str, Any], key: str) -> Sequence[str]:
    if key == "files":
        return [one["name"] for one in content[key]]
    return [count_in_words(one) for one in counts_sent(content)]


def count_in_words(count: Count) -> str:
    """One number of a return: `smoke alarms: 240 pieces (from 12 activities)`."""
    words = f"{count.what}: {figure(count.number)} {count.unit}".strip()
    return f"{words} ({origin_in_words(count)})" if count.origin else words


def origin_in_words(count: Count) -> str:
    """Where a number comes from; where it was changed by hand, from which one and why."""
    if count.origin is None:
        return ""
    change = change_in_words(count)
    return f"{count.origin.words}: {change}" if change else count.origin.words


def change_in_words(count: Count) -> str:
    """From which number one was changed by hand, and why; empty where it was not."""
    if count.origin is None or not count.is_changed:
        return ""
    said = _("%(number)s, changed by hand") % {"number": figure(count.origin.number)}
    return f"{said}: {count.reason}" if count.reason else said


def parts_in_words(content: Mapping[str, Any]) -> str:
    """How many parts stood beside a return when it was sent, and whose were missing."""
    said = content.get("parts")
    if not said:
        return ""
    answered = len(said["sent"])
    words = ngettext(
        "%(answered)s of %(asked)s part was there.",
        "%(answered)s of %(asked)s parts were there.",
        said["asked"],
    ) % {"answered": answered, "asked": said["asked"]}
    if not said["missing"]:
        return words
    return words + " " + _("Missing: %(bodies)s.") % {"bodies": ", ".join(said["missing"])}


@dataclass(frozen=True, slots=True)
class ShownCount:
    """One number that was sent, with where it comes from and the page where that can be seen."""

    count: Count
    change: str
    url: str


def shown_counts(content: Mapping[str, Any], action_return: ActionReturn) -> Sequence[ShownCount]:
    """The numbers of what was sealed, as the desk shows them."""
    return [
        ShownCount(
            one, change_in_words(one), address_of(one.origin, action_return) if one.origin else ""
        )
        for one in counts_sent(content)
    ]
