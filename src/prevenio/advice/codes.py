"""Receipt codes: three groups of five signs, without those that are read as another.

Fourteen signs are chance (69 bits), the fifteenth is a checksum that finds every single wrong sign
and every two signs that changed places. Only a digest of a code is kept. The code is made from the
key of the form that was sent: the same form sent twice gives the same receipt.
"""

import hashlib
import re

from django.utils.crypto import salted_hmac

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_BASE = len(ALPHABET)
_CHANCE, _GROUP = 14, 5
_SALT = "prevenio.advice.receipt"
_BETWEEN = re.compile(r"[\s\-–—.]+")


def code_of(form_key: str) -> str:
    """The receipt of a form: `K7MQX-3RTVB-9HWAC`."""
    number = int.from_bytes(salted_hmac(_SALT, form_key, algorithm="sha256").digest()[:16])
    signs = []
    for _place in range(_CHANCE):
        number, rest = divmod(number, _BASE)
        signs.append(ALPHABET[rest])
    whole = "".join(signs)
    return grouped(whole + _check(whole))


def grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def plain(typed: str) -> str:
    """What somebody typed, without spaces, dashes and small letters."""
    return _BETWEEN.sub("", typed[:100]).upper()


def is_mistyped(typed: str) -> bool:
    """Whether it cannot be a code: wrong length, a sign that no code has, a wrong checksum."""
    signs = plain(typed)
    return (
        len(signs) != _CHANCE + 1
        or any(sign not in ALPHABET for sign in signs)
        or _check(signs[:-1]) != signs[-1]
    )


def digest_of(typed: str) -> str:
    """What is kept of a code; 69 bits of chance need no slow hash."""
    return hashlib.sha256(f"{_SALT}:{plain(typed)}".encode()).hexdigest()


def _check(signs: str) -> str:
    """Weights are different and the base is a prime, so single slips and swaps are found."""
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=1))
    return ALPHABET[total % _BASE]
