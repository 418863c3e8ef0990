"""Telling every process that the places of an authority have changed."""

import secrets

from django.db import transaction

from prevenio.places.models import PlacesVersion

# A number that was given out in a transaction that failed must never stand for something else.
_WIDEST_STEP = 2**31


@transaction.atomic
def mark_changed(authority_id: int) -> int:
    """Raise the version of the places, so that every process reads its boundaries anew.

    Called in the transaction of the change. The step is random: a process that kept an index under
    a number of a transaction that was rolled back will not meet that number again.
    """
    PlacesVersion.objects.get_or_create(authority_id=authority_id)
    version = PlacesVersion.objects.select_for_update(no_key=True).get(authority_id=authority_id)
    version.number += 1 + secrets.randbelow(_WIDEST_STEP)
    version.save(update_fields=["number"])
    return version.number


def lock_places(authority_id: int) -> None:
    """Let nobody else change the boundaries or addresses of an authority in this transaction."""
    PlacesVersion.objects.get_or_create(authority_id=authority_id)
    PlacesVersion.objects.select_for_update(no_key=True).get(authority_id=authority_id)
