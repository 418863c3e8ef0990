"""Reading the journal, and proving that its chains are whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from prevenio.journal.models import ChainHead, Entry
from prevenio.journal.operations import digest_of, hash_of

AT_ONCE = 2000


class Fault(models.TextChoices):
    """What is wrong with the first broken entry of a chain."""

    MISSING = "MISSING", _("It is missing.")
    DETACHED = "DETACHED", _("It does not carry the hash of the entry before it.")
    CHANGED = "CHANGED", _("What it says does not match its hash.")
    DETAILS_CHANGED = "DETAILS_CHANGED", _("Its names or details do not match their digest.")
    DETAILS_GONE = "DETAILS_GONE", _("Its names and details are gone, and nothing says why.")
    TAIL_CUT = "TAIL_CUT", _("It is missing at the end of the chain.")
    HEAD_CHANGED = "HEAD_CHANGED", _("It is not the one that the head of the chain names.")
    REWRITTEN = "REWRITTEN", _("It is another one than when the head was exported.")


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain as it was at some time: how many entries, and the hash of the last."""

    authority_id: int
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A chain that is whole, or its first broken entry and what is wrong with it."""

    head: Head
    broken_at: int | None = None
    fault: Fault | None = None

    @property
    def is_whole(self) -> bool:
        return self.fault is None


@dataclass(slots=True)
class _Reading:
    """What has been seen of a chain so far."""

    number: int = 0
    hash: str = ""
    erased: dict[str, tuple[int, datetime | None]] = field(default_factory=dict)
    erasures: dict[str, datetime] = field(default_factory=dict)


def verify_chain(authority_id: int, *, exported: Head | None = None) -> Proof:
    """Go through a chain from its first entry to its last, holding few of them in memory.

    A cut tail shows against the chain's head row and, where somebody cut that too, against an
    `exported` head kept elsewhere.
    """
    reading = _Reading()
    for entry in _entries(authority_id):
        if fault := _fault_of(entry, reading, exported):
            missing = fault is Fault.MISSING
            number = reading.number + 1 if missing else entry.number
            return Proof(_head(authority_id, reading), number, fault)
        _remember(entry, reading)
    return _ending(authority_id, reading, exported)


def chains() -> list[int]:
    """Every authority that has a chain, the installation's own (0) included."""
    of_heads = ChainHead.objects.values_list("authority_id", flat=True)
    of_entries = Entry.objects.order_by().values_list("authority_id", flat=True).distinct()
    return sorted({0, *chain(of_heads, of_entries)})


def heads() -> list[Head]:
    """The heads to keep outside this installation, so that a cut tail is seen."""
    return [
        Head(row.authority_id, row.number, row.hash)
        for row in ChainHead.objects.exclude(number=0).order_by("authority_id")
    ]


def chain_length(authority_id: int) -> int:
    """The number of the newest entry of a chain: it grows whenever anything of it changes."""
    numbers = ChainHead.objects.filter(authority_id=authority_id).values_list("number", flat=True)
    return numbers.first() or 0


def entries_of(
    authority_id: int,
    *,
    facts: Sequence[str] = (),
    by_id: int | None = None,
    about: tuple[str, str] | None = None,
    before: int | None = None,
) -> QuerySet[Entry]:
    """An authority's entries, newest first.

    Only those of the facts given, of one person, about one thing, older than the number `before`.
    """
    entries = Entry.objects.filter(authority_id=authority_id)
    if facts:
        entries = entries.filter(fact__in=facts)
    if by_id is not None:
        entries = entries.filter(by_id=by_id)
    if about is not None:
        entries = entries.filter(about_kind=about[0], about_id=about[1])
    if before is not None:
        entries = entries.filter(number__lt=before)
    return entries.order_by("-number", "-pk")


def _entries(authority_id: int) -> Iterator[Entry]:
    entries = Entry.objects.filter(authority_id=authority_id).order_by("number", "pk")
    return entries.iterator(chunk_size=AT_ONCE)


def _fault_of(entry: Entry, reading: _Reading, exported: Head | None) -> Fault | None:
    if entry.number != reading.number + 1:
        return Fault.MISSING
    if entry.previous_hash != reading.hash:
        return Fault.DETACHED
    if hash_of(entry) != entry.hash:
        return Fault.CHANGED
    if exported and exported.number == entry.number and exported.hash != entry.hash:
        return Fault.REWRITTEN
    return _fault_of_details(entry)


def _fault_of_details(entry: Entry) -> Fault | None:
    if entry.payload is None:
        is_erased = entry.erased_at is not None and entry.salt == ""
        return None if is_erased else Fault.DETAILS_GONE
    if entry.erased_at or digest_of(entry.payload, entry.salt) != entry.payload_digest:
        return Fault.DETAILS_CHANGED
    return None


def _remember(entry: Entry, reading: _Reading) -> None:
    reading.number, reading.hash = entry.number, entry.hash
    if entry.payload is None:
        reading.erased[str(entry.pk)] = (entry.number, entry.erased_at)
    if entry.fact == "journal.entry.erased":
        reading.erasures[entry.about_id] = entry.at


def _ending(authority_id: int, reading: _Reading, exported: Head | None) -> Proof:
    """What only shows at the end: details erased without a record, and a tail that was cut."""
    seen = _head(authority_id, reading)
    unsaid = [
        number for pk, (number, at) in reading.erased.items() if reading.erasures.get(pk) != at
    ]
    if unsaid:
        return Proof(seen, min(unsaid), Fault.DETAILS_GONE)
    row = ChainHead.objects.filter(authority_id=authority_id).first()
    known = Head(authority_id, row.number, row.hash) if row else Head(authority_id, 0, "")
    if max(known.number, exported.number if exported else 0) > seen.number:
        return Proof(seen, seen.number + 1, Fault.TAIL_CUT)
    if known != seen:
        return Proof(seen, seen.number, Fault.HEAD_CHANGED)
    return Proof(seen)


def _head(authority_id: int, reading: _Reading) -> Head:
    return Head(authority_id, reading.number, reading.hash)
