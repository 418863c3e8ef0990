"""What tells independent people apart without saying who they are."""

import re

from django.utils.crypto import salted_hmac

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Country

# Whoever writes on the page, calls and writes through another system is one person.
_SALT = "prevenio.reports.person"
_NUMBER = re.compile(r"[+(]*[0-9][0-9\s()+./\-\u2010-\u2014]*")
# Numbers of both countries have nine digits, and no zero before them within the country.
_CODES = {Country.POLAND: "48", Country.CZECHIA: "420"}
_DIGITS = 9


def key_of_contact(authority: Authority, contact: str) -> str:
    """The key of an e-mail address or a number, which cannot be turned back.

    A number is the same however it is written: with spaces, and with or without the code of the
    authority's country.
    """
    said = f"{authority.pk}:{_one_spelling(contact.strip(), authority.country)}"
    return salted_hmac(_SALT, said, algorithm="sha256").hexdigest()


def _one_spelling(contact: str, country: str) -> str:
    if not _NUMBER.fullmatch(contact):
        return fold(contact)
    # Abroad is dialled by 00 or +.
    digits = re.sub(r"[^0-9]", "", contact).lstrip("0")
    return f"{_CODES[Country(country)]}{digits}" if len(digits) == _DIGITS else digits
