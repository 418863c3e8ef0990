"""Keys and forms of other systems, for tests."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client

from prevenio.api.models import ApiKey
from prevenio.api.operations import issue_key
from prevenio.people.models import Authority
from prevenio.reports.tests.factories import HERE, MORNING


def make_key(
    authority: Authority, *, name: str = "Miasto w telefonie", daily_limit: int = 500
) -> tuple[ApiKey, str]:
    return issue_key(authority=authority, name=name, daily_limit=daily_limit, by=None, at=MORNING)


def form_of(**fields: object) -> dict[str, object]:
    """What another system sends; say only what the test is about. None leaves a field out."""
    whole: dict[str, object] = {
        "service_code": "alcohol",
        "lat": HERE[0],
        "long": HERE[1],
        **fields,
    }
    return {name: value for name, value in whole.items() if value is not None}


def send(client: Client, *, fmt: str = "json", headers: Any = None, **fields: object) -> Any:
    return client.post(
        f"/testowo/open311/v2/requests.{fmt}",
        urlencode(form_of(**fields)),
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )
