"""A body at its mailed link, for tests: the code from the letter, the pages behind it."""

import re
from typing import Any

from django.test import Client

from prevenio.notices.models import Notice
from prevenio.returns.models import ActionReturn, Purpose, ReportingPeriod, ReturnLink
from prevenio.returns.tokens import token_of

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
BASE = "/testowo/returns/"


def link_of(period: ReportingPeriod, purpose: Purpose = Purpose.REPORT) -> ReturnLink:
    return ReturnLink.objects.get(period=period, purpose=purpose, revoked_at=None)


def code_of(link: ReturnLink) -> str:
    """The code in the newest letter that brought one to the link's address."""
    letters = Notice.objects.filter(to=link.email).order_by("-pk")
    found = next(code for letter in letters if (code := CODE.search(letter.subject + letter.text)))
    return found[0]


def address_of(link: ReturnLink, rest: str = "") -> str:
    return f"{BASE}{token_of(link)}/{rest}"


def open_here(client: Client, link: ReturnLink) -> str:
    """Open a link on this device; the address behind which its pages are."""
    response = client.post(address_of(link), {"code": code_of(link)})
    assert response.status_code == 302, response.content.decode()
    return address_of(link)


def form_of(one: ActionReturn, **changes: Any) -> dict[str, Any]:
    """What the form of a return posts when it is filled in whole."""
    return {
        "revision": one.revision,
        "outcome": "DONE",
        "narrative": "Rozdano 240 czujników.",
        "reason": "",
        "what": ["Czujniki rozdane", ""],
        "number": ["21 600,5", ""],
        "unit": ["sztuk", ""],
        "name": "Ewa Kowalska",
        "office": "inspektor",
        "confirmed": "on",
        "act": "save",
        **changes,
    }
