"""Keys of other systems, as the bureau sees them."""

from django.db.models import F, QuerySet

from prevenio.api.models import ApiKey
from prevenio.people.models import Authority


def keys_of(authority: Authority) -> QuerySet[ApiKey]:
    """Those in force first, then those that were revoked, the newest first."""
    keys = ApiKey.objects.filter(authority=authority)
    return keys.order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")
