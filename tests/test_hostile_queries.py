"""No page fails on what its address asks for, in every parameter at once."""

import re
from pathlib import Path

import pytest
from django.test import Client

from prevenio import config
from prevenio.people.models import Authority, Body, User
from tests.every_address import addresses
from tests.marked_rows import SECRET, fill

pytestmark = pytest.mark.slow

SOURCES = Path(config.__file__).parent.parent
IN_CODE = re.compile(r"(?:GET|asked|data)(?:\.get|\.getlist)?[(\[]\"(\w+)\"")
IN_FORMS = re.compile(r"^ +(\w+) = (?:forms\.)?\w*Field\(", re.MULTILINE)
IN_TEMPLATES = re.compile(r"\bname=\"(\w+)\"")


def parameters() -> set[str]:
    """Every name that views read from an address or that forms send in one."""
    code = {
        name
        for path in SOURCES.rglob("*.py")
        if not {"tests", "migrations", "models"} & set(path.parts)
        for pattern in (IN_CODE, IN_FORMS)
        for name in pattern.findall(path.read_text("utf-8"))
    }
    pages = SOURCES.rglob("templates/**/*.html")
    sent = {name for path in pages for name in IN_TEMPLATES.findall(path.read_text("utf-8"))}
    return code | sent


@pytest.mark.parametrize("asked", ["Mała\0", "9" * 40, "'\"><b>%_\\"])
def test_no_page_fails_on_its_address(
    client: Client, authority: Authority, coordinator: User, body: Body, asked: str
) -> None:
    fill(authority, coordinator, body)
    client.force_login(User.objects.get(name__startswith=SECRET))
    client.raise_request_exception = False
    query = dict.fromkeys(sorted(parameters()), asked)
    assert {"q", "page", "lat", "lon", "on"} <= query.keys()

    pages = [one for one in addresses() if one.name != "account_logout"]
    failed = [one.route for one in pages if client.get(one.path, query).status_code >= 500]

    assert failed == []
