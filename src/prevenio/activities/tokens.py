"""The secret part of a sign-up's address. Only its digest is kept; the letter alone has it whole.

It is made anew from the secret of the installation for every letter, so that later letters can
bring the same link.
"""

import base64
import hashlib
from datetime import UTC

from django.utils.crypto import salted_hmac

from prevenio.activities.models import SignUp

_SALT = "prevenio.activities.sign_up"


def token_of(sign_up: SignUp) -> str:
    """The token of a sign-up whose address has not been erased."""
    moment = sign_up.signed_up_at.astimezone(UTC).isoformat(timespec="microseconds")
    value = f"{sign_up.activity_id}:{sign_up.email}:{moment}"
    secret = salted_hmac(_SALT, value, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
