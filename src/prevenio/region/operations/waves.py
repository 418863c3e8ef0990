"""Waves of accession, and counts that a document states."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, User
from prevenio.programme.models import DatePrecision
from prevenio.region import access
from prevenio.region.models import StatedCount, Wave


class WaveNameTaken(Refused):
    message = _("There is a wave with this name already.")


class WaveInUse(Refused):
    message = _("Steps of accession belong to this wave, so it stays.")


class CountStatedAlready(Refused):
    message = _("A count of this kind is stated for this day already.")


@dataclass(frozen=True, slots=True)
class WaveSaid:
    """What a wave says: its name, its day (None while it is not known), whether it is shown."""

    name: str
    on: date | None = None
    precision: str = DatePrecision.DAY
    note: str = ""
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class CountSaid:
    """How many municipalities a document says there are of one standing, as of a day."""

    standing: str
    on: date
    number: int
    source: str


@transaction.atomic
def add_wave(*, authority: Authority, said: WaveSaid, by: User, at: datetime) -> Wave:
    """Add a wave. Raises NotAllowed or WaveNameTaken."""
    _allowed(authority, by, at)
    wave = Wave(authority=authority)
    return _written(wave, said, "region.wave.added", by, at)


@transaction.atomic
def change_wave(*, wave: Wave, said: WaveSaid, by: User, at: datetime) -> Wave:
    """Change name, day, note or publicity of a wave. Raises NotAllowed or WaveNameTaken."""
    wave = _locked(wave, by, at)
    return _written(wave, said, "region.wave.changed", by, at)


@transaction.atomic
def remove_wave(*, wave: Wave, by: User, at: datetime) -> None:
    """Remove a wave that no step names. Raises NotAllowed or WaveInUse."""
    wave = _locked(wave, by, at)
    if wave.accession_steps.exists():
        raise WaveInUse
    record("region.wave.removed", about=wave, by=by, at=at, authority_id=wave.authority_id)
    wave.delete()


@transaction.atomic
def state_count(*, authority: Authority, said: CountSaid, by: User, at: datetime) -> StatedCount:
    """Keep a count that a document states. Raises NotAllowed or CountStatedAlready."""
    _allowed(authority, by, at)
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if authority.stated_counts.filter(standing=said.standing, on=said.on).exists():
        raise CountStatedAlready
    made = StatedCount.objects.create(authority=authority, **asdict(said))
    record(
        "region.count.stated",
        about=made,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"standing": said.standing, "on": said.on.isoformat(), "number": said.number},
    )
    return made


@transaction.atomic
def remove_count(*, count: StatedCount, by: User, at: datetime) -> None:
    """Take a stated count back. Raises NotAllowed."""
    _allowed(count.authority, by, at)
    record("region.count.removed", about=count, by=by, at=at, authority_id=count.authority_id)
    count.delete()


def _locked(wave: Wave, by: User, at: datetime) -> Wave:
    rows = Wave.objects.select_for_update(of=("self",), no_key=True).select_related("authority")
    found = rows.get(pk=wave.pk)
    _allowed(found.authority, by, at)
    return found


def _allowed(authority: Authority, by: User, at: datetime) -> None:
    if not access.can_run_region(by, authority, at):
        raise NotAllowed


def _written(wave: Wave, said: WaveSaid, fact: str, by: User, at: datetime) -> Wave:
    Authority.objects.select_for_update(no_key=True).get(pk=wave.authority_id)
    same = Wave.objects.filter(authority=wave.authority, name=said.name.strip())
    if same.exclude(pk=wave.pk).exists():
        raise WaveNameTaken
    wave.name, wave.on, wave.precision = said.name.strip(), said.on, said.precision
    wave.note, wave.is_published = said.note.strip(), said.is_published
    wave.save()
    record(
        fact,
        about=wave,
        by=by,
        at=at,
        authority_id=wave.authority_id,
        details={"on": said.on.isoformat() if said.on else "", "published": said.is_published},
    )
    return wave
