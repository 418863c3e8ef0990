"""What the review of an import shows: doubts first, then everything that was read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from prevenio.people.models import Authority
from prevenio.programme.importing.decisions import Decision, apply_decisions
from prevenio.programme.importing.document import Lines, ProgrammeDocument, UnplacedLine
from prevenio.programme.importing.doubts import Doubt, doubts_of, places_of
from prevenio.programme.importing.marking import MarkedLine, lines_around
from prevenio.programme.importing.stored import from_json
from prevenio.programme.models import Choice, DraftState, ImportDecision, ImportDraft
from prevenio.programme.queries.contents import stored_source

Shown = Literal["doubts", "act", "areas", "actions", "initiatives", "bodies", "unplaced"]
Outcome = Literal["left_out", "apart", "same_as", "skipped", "accepted"]
TABS: Sequence[Shown] = ("doubts", "act", "areas", "actions", "initiatives", "bodies", "unplaced")


@dataclass(frozen=True, slots=True)
class ReviewField:
    """One value that was read: `key` mends it; `was` holds what was read before it was mended."""

    key: str
    name: str
    value: str | Sequence[str]
    was: str | Sequence[str] | None = None

    @property
    def is_list(self) -> bool:
        return not isinstance(self.value, str)

    @property
    def was_in_words(self) -> str:
        """What was read before the value was mended, in one line."""
        was = self.was or "–"
        return was if isinstance(was, str) else ", ".join(was)


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing that was read, with its fields and the lines they came from."""

    key: str
    title: str
    fields: Sequence[ReviewField]
    lines: Lines
    is_left_out: bool = False

    def holds(self, key: str) -> bool:
        """Whether a key is this thing's own or that of one of its fields."""
        return key == self.key or any(field.key == key for field in self.fields if field.key)


@dataclass(frozen=True, slots=True)
class SettledDoubt:
    """A doubt that was answered, with the answer; `place` where it holds in one place only."""

    doubt: Doubt
    decision: ImportDecision
    place: str = ""

    @property
    def outcome(self) -> Outcome:
        """What the answer means for the programme."""
        value = self.decision.value if isinstance(self.decision.value, dict) else {}
        if value.get("leave_out"):
            return "left_out"
        if value.get("apart"):
            return "apart"
        if value.get("same_as"):
            return "same_as"
        return "skipped" if self.decision.choice == Choice.SKIP else "accepted"


@dataclass(frozen=True, slots=True)
class Review:
    """The whole state of a review."""

    draft: ImportDraft
    document: ProgrammeDocument
    as_read: ProgrammeDocument
    open_doubts: Sequence[Doubt]
    settled: Sequence[SettledDoubt]
    decisions: Mapping[str, ImportDecision]

    @property
    def unplaced(self) -> Sequence[UnplacedLine]:
        return self.document.unplaced

    @property
    def counts(self) -> dict[Shown, int]:
        document = self.document
        return {
            "doubts": len(self.open_doubts),
            "act": 1,
            "areas": len(document.areas),
            "actions": len(document.actions),
            "initiatives": len(document.initiatives),
            "bodies": len(document.bodies),
            "unplaced": len(document.unplaced),
        }

    @property
    def certain(self) -> int:
        """How many things were read without a doubt."""
        counts = self.counts
        read = sum(counts[tab] for tab in ("areas", "actions", "initiatives", "bodies"))
        return max(0, read - len(self.open_doubts))

    @property
    def first_to_see(self) -> Shown:
        """The doubts, else the actions, else what the reading holds."""
        if self.open_doubts or self.settled:
            return "doubts"
        return next((tab for tab in ("actions", "initiatives", "areas") if self.counts[tab]), "act")

    def next_after(self, key: str) -> str:
        """The open doubt after this one, round to the first; empty when none is left."""
        keys = [doubt.key for doubt in self.open_doubts]
        if not keys:
            return ""
        place = keys.index(key) + 1 if key in keys else 0
        return keys[place % len(keys)]

    def before(self, key: str) -> str:
        """The open doubt before this one, round to the last; empty when none is left."""
        keys = [doubt.key for doubt in self.open_doubts]
        if not keys:
            return ""
        return keys[keys.index(key) - 1 if key in keys else -1]


def drafts_of(authority: Authority) -> list[ImportDraft]:
    """The imports that wait for review, the newest first."""
    return list(
        ImportDraft.objects.filter(authority=authority, state=DraftState.OPEN)
        .select_related("source")
        .defer("reading", "source__lines")
        .order_by("-started_at", "-pk")
    )


def review_of(draft: ImportDraft) -> Review:
    """The reading of a draft as it stands with its decisions; one statement."""
    as_read = from_json(draft.reading)
    rows = list(draft.decisions.order_by("at", "pk").select_related("by"))
    document = apply_decisions(as_read, [Decision(row.key, row.choice, row.value) for row in rows])
    decisions = {row.key: row for row in rows}
    doubts = doubts_of(as_read)
    return Review(
        draft=draft,
        document=document,
        as_read=as_read,
        open_doubts=[
            _still_open(doubt, decisions) for doubt in doubts if not _is_settled(doubt, decisions)
        ],
        settled=[row for doubt in doubts for row in _answers(doubt, decisions)],
        decisions=decisions,
    )


def source_beside(review: Review, lines: Sequence[int], subject: str = "") -> list[MarkedLine]:
    """The source around some lines, marked."""
    return lines_around(stored_source(review.draft.source), review.as_read, lines, subject)


def _is_settled(doubt: Doubt, decisions: Mapping[str, ImportDecision]) -> bool:
    if doubt.key in decisions:
        return True
    if any(f"action:{place}:responsible" in decisions for place in doubt.places):
        return doubt.kind == "no_responsible_body"
    return bool(doubt.places) and all(f"{doubt.key}@{place}" in decisions for place in doubt.places)


def _still_open(doubt: Doubt, decisions: Mapping[str, ImportDecision]) -> Doubt:
    """The doubt without the places where it was answered by itself."""
    left = tuple(place for place in doubt.places if f"{doubt.key}@{place}" not in decisions)
    return doubt if left == doubt.places else replace(doubt, places=left)


def _answers(doubt: Doubt, decisions: Mapping[str, ImportDecision]) -> Iterable[SettledDoubt]:
    if doubt.key in decisions:
        yield SettledDoubt(doubt, decisions[doubt.key])
    for place in doubt.places:
        alone = decisions.get(f"{doubt.key}@{place}")
        if alone is not None:
            yield SettledDoubt(doubt, alone, place)


def items_of(review: Review, shown: Shown) -> list[ReviewItem]:
    """The things of one tab, in the document's order."""
    match shown:
        case "act":
            return [_act_item(review)]
        case "areas":
            return [
                _item(review, f"area:{area.code}", f"{area.code}. {area.title}", area, ["title"])
                for area in review.as_read.areas
            ]
        case "actions":
            return [action_item(review, action.code) for action in review.as_read.actions]
        case "initiatives":
            return [
                _item(
                    review,
                    f"initiative:{item.number or item.name}",
                    f"{item.number or ''} {item.name}".strip(),
                    item,
                    ["name", "aim", "implementers", "audience", "method", "funding"],
                )
                for item in review.as_read.initiatives
            ]
        case "bodies":
            return [_body_item(review, body) for body in review.document.bodies]
        case _:
            return []


def action_item(review: Review, code: str) -> ReviewItem:
    """One action with its fields. Raises KeyError for a code the document does not have."""
    actions = {action.code: action for action in review.as_read.actions}
    fields = ["text", "responsible", "partners"]
    return _item(review, f"action:{code}", code, actions[code], fields)


def place_item(review: Review, place: str) -> ReviewItem | None:
    """The action or, by its number in brackets, the initiative in which a doubt stands."""
    kind, code = ("initiative", place[1:-1]) if place.startswith("(") else ("action", place)
    return item_at(review, f"{kind}:{code}") if place else None


def item_at(review: Review, key: str) -> ReviewItem | None:
    """The thing that a key belongs to; None if there is no such thing."""
    kind = key.partition(":")[0]
    tab: dict[str, Shown] = {
        "programme": "act",
        "act": "act",
        "area": "areas",
        "action": "actions",
        "initiative": "initiatives",
    }
    items: Iterable[ReviewItem] = items_of(review, tab[kind]) if kind in tab else []
    return next((item for item in items if item.holds(key)), None)


def _item(review: Review, key: str, title: str, thing: Any, names: Sequence[str]) -> ReviewItem:
    decided = review.decisions.get(key)
    return ReviewItem(
        key=key,
        title=title,
        fields=[_field(review, f"{key}:{name}", name, getattr(thing, name)) for name in names],
        lines=thing.lines,
        is_left_out=decided is not None and decided.choice == "SKIP",
    )


def _act_item(review: Review) -> ReviewItem:
    act = review.as_read.act
    values = {
        "number": act.number or "",
        "date": act.date.isoformat() if act.date else "",
        "body": act.body or "",
        "legal_basis": act.legal_basis,
        "entry_into_force": act.entry_into_force or "",
        "executor": act.executor or "",
    }
    fields = [_field(review, f"act:{name}", name, value) for name, value in values.items()]
    title = _field(review, "programme:title", "programme_title", review.as_read.title)
    return ReviewItem("act", act.number or "", [title, *fields], act.lines)


def _body_item(review: Review, body: Any) -> ReviewItem:
    places = [action.code for action in places_of(review.document, body)]
    fields = [
        ReviewField("", "full_name", body.name or ""),
        ReviewField("", "aliases", body.aliases),
        ReviewField("", "places", tuple(places)),
    ]
    return ReviewItem(f"body:{body.short}", body.short, fields, body.lines)


def _field(review: Review, key: str, name: str, value: Any) -> ReviewField:
    decision = review.decisions.get(key)
    if decision is not None and decision.choice == "MEND":
        return ReviewField(key, name, decision.value or "", was=value)
    return ReviewField(key, name, value)
