"""Whatever can be read can be saved, checked, shown and printed."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
from prevenio.programme.importing.readers import read_source
from prevenio.programme.models import Act
from prevenio.programme.operations import drafts, versions
from prevenio.programme.queries.contents import document_of
from prevenio.programme.queries.review import review_of

CORPUS = Path(__file__).parent.parent / "importing" / "tests" / "programmes"

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_becomes_a_published_programme(
    path: Path, client: Client, authority: Authority, coordinator: User
) -> None:
    content = path.read_bytes()
    source = read_source(content, path.name)
    draft = drafts.store_draft(
        authority=authority, source=source, content=content, by=coordinator, at=NOON
    )
    read = review_of(draft).document
    client.force_login(coordinator)
    assert client.get(f"/{authority.slug}/desk/programme/import/{draft.pk}/").status_code == 200

    version = drafts.save_programme(draft=draft, open_doubts=0, by=coordinator, at=NOON)

    stored = document_of(version)
    assert len(stored.actions) == len(read.actions)
    assert len(stored.initiatives) == len(read.initiatives)
    assert [area.title.casefold() for area in stored.areas] == [
        area.title.casefold()[:400] for area in read.areas
    ]
    act = version.act or Act(authority=authority, number="1/2024", kind="RESOLUTION")
    act.adopted_on = act.adopted_on or date(2024, 1, 5)
    act.save()
    versions.adopt_version(
        version=version, act=act, effective_from=act.adopted_on, by=coordinator, at=NOON
    )
    for tail in (
        f"desk/programme/versions/{version.pk}/check/",
        f"desk/programme/versions/{version.pk}/",
        "programme/",
        "matrix/",
        "programme/document.pdf",
    ):
        assert client.get(f"/{authority.slug}/{tail}").status_code == 200, tail
