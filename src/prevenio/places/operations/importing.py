"""Files of boundaries and addresses: read, looked through, then taken over or dropped."""

import hashlib
from dataclasses import asdict
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people import access as people
from prevenio.people.models import Authority, User
from prevenio.places.access import can_keep_places
from prevenio.places.keeping import ADDRESS, Ground
from prevenio.places.models import ImportState, PlaceImport
from prevenio.places.operations.readings import ImportSettings, Reading, ground_of
from prevenio.places.operations.versions import lock_places, mark_changed


class FileGone(Refused):
    message = _("The file is no longer kept. Upload it again.")


@transaction.atomic
def upload_places(
    *,
    authority: Authority,
    kind: str,
    name: str,
    content: bytes,
    settings: ImportSettings,
    valid_from: date | None,
    by: User | None,
    at: datetime,
) -> PlaceImport:
    """Read a file and say what it would change; nothing is changed yet.

    `kind` is `municipality`, `address` or the code of a kind of precinct. Without `valid_from` the
    first boundaries of a kind hold since ever, later ones from today. Without `by` the operator of
    the installation does it. Raises NotAllowed, KindUnknown, BeginsBeforeTheLast, NothingUsable or
    UnreadablePlaces.
    """
    _check(by, authority, at)
    today = people.today_in(authority, at)
    place_import = PlaceImport(
        authority=authority,
        kind=kind,
        file_name=name[:200],
        digest=hashlib.sha256(content).hexdigest(),
        settings=asdict(settings),
        valid_from=valid_from,
        uploaded_by=by,
        uploaded_at=at,
    )
    if kind != ADDRESS:
        place_import.valid_from = _first_day(ground_of(place_import), valid_from, today)
    place_import.report = Reading(place_import, content, today).report()
    place_import.file.save(f"{place_import.digest[:16]}.bin", ContentFile(content), save=False)
    place_import.save()
    _note("places.import.uploaded", place_import, by, at)
    return place_import


@transaction.atomic
def apply_import(*, place_import: PlaceImport, by: User | None, at: datetime) -> PlaceImport:
    """Take a file over. What it says is compared again with what is kept at this moment.

    Applying the same file twice changes nothing the second time. Raises NotAllowed, WrongState,
    BeginsBeforeTheLast, NothingUsable or FileGone.
    """
    lock_places(place_import.authority_id)
    place_import = _locked(place_import, by, at)
    today = people.today_in(place_import.authority, at)
    content = _content(place_import)
    outcome = Reading(place_import, content, today).take_over()
    place_import.state, place_import.applied_at = ImportState.APPLIED, at
    place_import.report = {**place_import.report, "outcome": dict(outcome)}
    place_import.save(update_fields=["state", "applied_at", "report"])
    mark_changed(place_import.authority_id)
    _note("places.import.applied", place_import, by, at, **outcome)
    return place_import


@transaction.atomic
def drop_import(*, place_import: PlaceImport, by: User | None, at: datetime) -> PlaceImport:
    """Do not take a file over, and forget it. Raises NotAllowed or WrongState."""
    place_import = _locked(place_import, by, at)
    place_import.state = ImportState.DROPPED
    stored = place_import.file.name
    place_import.file = ""
    place_import.save(update_fields=["state", "file"])
    storage = PlaceImport._meta.get_field("file").storage
    transaction.on_commit(lambda: storage.delete(stored) if stored else None)
    _note("places.import.dropped", place_import, by, at)
    return place_import


def _content(place_import: PlaceImport) -> bytes:
    try:
        with place_import.file.open("rb") as stream:
            content: bytes = stream.read()
    except OSError as trouble:
        raise FileGone from trouble
    return content


def _first_day(ground: Ground, said: date | None, today: date) -> date | None:
    if said is not None or not ground.boundaries.exists():
        return said
    return today


def _locked(place_import: PlaceImport, by: User | None, at: datetime) -> PlaceImport:
    rows = PlaceImport.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority"
    )
    found = rows.get(pk=place_import.pk)
    _check(by, found.authority, at)
    if found.state != ImportState.PREVIEW:
        raise WrongState
    return found


def _check(by: User | None, authority: Authority, at: datetime) -> None:
    if by is not None and not can_keep_places(by, authority, at):
        raise NotAllowed


def _note(
    fact: str, place_import: PlaceImport, by: User | None, at: datetime, **details: object
) -> None:
    day = place_import.valid_from
    record(
        fact,
        about=place_import,
        by=by,
        at=at,
        authority_id=place_import.authority_id,
        details={
            "kind": place_import.kind,
            "file": place_import.file_name,
            "valid_from": day.isoformat() if day else "",
            **details,
        },
    )
