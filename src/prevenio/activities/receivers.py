"""What the activities do when an authority is founded, and when one of them changes."""

from prevenio.activities.letters import When
from prevenio.activities.models import Activity
from prevenio.activities.operations.catalogue import load_pack
from prevenio.activities.operations.telling import tell_called_off, tell_changed
from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority


@on("people.authority.created")
def fill_catalogue(entry: Entry) -> None:
    """A new authority starts with its country's kinds of activity."""
    authority = Authority.objects.get(pk=entry.authority_id)
    load_pack(authority=authority, by=None, at=entry.at)


@on("activities.activity.called_off")
@on("activities.activity.withdrawn")
def tell_whoever_signed_up(entry: Entry) -> None:
    """Whoever had a place must not stand before a closed door."""
    activity = _activity(entry)
    tell_called_off(activity, reason=activity.state_reason, at=entry.at)


@on("activities.activity.changed")
@on("activities.activity.moved")
def tell_what_changed(entry: Entry) -> None:
    """People hear of another day, hour or place; more places go to those who wait."""
    said = entry.details
    changed = [str(name) for name in said.get("changed") or ()]  # type: ignore[attr-defined]
    known = said.get("before")
    before = When.read(known) if isinstance(known, list) else None
    reason = str(said.get("reason") or "")
    tell_changed(_activity(entry), changed=changed, at=entry.at, before=before, reason=reason)


def _activity(entry: Entry) -> Activity:
    return Activity.objects.select_related("authority", "body", "kind").get(pk=int(entry.about_id))
