"""What other sites show of a shared page, without asking anybody else."""

import io
import re

import pytest
from django.test import Client
from PIL import Image

from prevenio.people.models import Authority
from prevenio.portal.sharing_card import drawn

pytestmark = pytest.mark.django_db


def tags(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', page))


def test_a_page_says_what_it_is_when_shared(client: Client, authority: Authority) -> None:
    page = client.get("/testowo/subscribe/", headers={"Accept-Language": "pl"}).content.decode()
    found = tags(page)

    assert found["og:title"].endswith("– Testowo") or found["og:title"]
    assert found["og:url"] == "http://testserver/testowo/subscribe/"
    assert found["og:site_name"] == "Testowo"
    assert found["og:locale"] == "pl_PL"
    assert found["og:image"] == "http://testserver/testowo/sharing.png"
    assert found["og:description"]
    assert page.count("og:title") == 1


def test_hostile_names_stay_words(client: Client, authority: Authority) -> None:
    Authority.objects.update(name='"><script>alert(1)</script>')

    page = client.get("/testowo/privacy/").content.decode()

    assert "<script>alert" not in page


def test_the_picture_is_ours_and_kept(client: Client, authority: Authority) -> None:
    answer = client.get("/testowo/sharing.png")

    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (1200, 630)
    assert answer["Content-Type"] == "image/png"
    assert len(answer.content) < 100_000
    again = client.get("/testowo/sharing.png", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_long_names_and_odd_letters_are_drawn(authority: Authority) -> None:
    authority.name = "Zażółć gęślą jaźń Příliš žluťoučký kůň 漢字 " * 8
    authority.second_line = "x" * 120

    assert drawn(authority).startswith(b"\x89PNG")
