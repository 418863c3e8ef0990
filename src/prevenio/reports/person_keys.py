"""What tells independent people apart without saying who they are."""

from django.utils.crypto import salted_hmac

from prevenio.kernel.text import fold
from prevenio.people.models import Authority

# Whoever writes on the page, calls and writes through another system is one person.
_SALT = "prevenio.reports.person"


def key_of_contact(authority: Authority, contact: str) -> str:
    """The key of an e-mail address or a number, which cannot be turned back."""
    said = f"{authority.pk}:{fold(contact.strip())}"
    return salted_hmac(_SALT, said, algorithm="sha256").hexdigest()
