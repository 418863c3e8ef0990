from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON
from prevenio.programme.models import (
    ActionRole,
    Choice,
    ImportDraft,
    Programme,
    ProgrammeVersion,
    SourceDocument,
)
from prevenio.programme.operations import drafts as operations
from prevenio.programme.queries import review as queries
from prevenio.programme.queries.contents import document_of
from prevenio.programme.tests.documents import SMALL_PROGRAMME, small_source

pytestmark = pytest.mark.django_db


def started(authority: Authority, by: User) -> ImportDraft:
    source, content = small_source()
    return operations.store_draft(
        authority=authority, source=source, content=content, by=by, at=NOON
    )


def address(authority: Authority, draft: ImportDraft | None = None, tail: str = "") -> str:
    below = f"{draft.pk}/" if draft else ""
    return f"/{authority.slug}/desk/programme/import/{below}{tail}"


def test_a_reading_waits_with_its_doubts(authority: Authority, coordinator: User) -> None:
    draft = started(authority, coordinator)

    review = queries.review_of(draft)

    assert [doubt.key for doubt in review.open_doubts] == ["body:ZGM"]
    assert review.counts["actions"] == 3
    assert Entry.objects.get().fact == "programme.import.started"
    assert not Programme.objects.exists()


def test_the_same_file_gives_the_same_draft(authority: Authority, coordinator: User) -> None:
    draft = started(authority, coordinator)

    again = started(authority, coordinator)

    assert again == draft
    assert SourceDocument.objects.count() == 1
    assert Entry.objects.count() == 1


def test_a_settled_reading_becomes_a_draft_version(authority: Authority, coordinator: User) -> None:
    draft = started(authority, coordinator)
    operations.decide(
        draft=draft,
        keys=["body:ZGM"],
        choice=Choice.ACCEPT,
        value={"name": "Zarząd Gospodarki Mieszkaniowej"},
        by=coordinator,
        at=NOON,
    )

    version = operations.save_programme(draft=draft, open_doubts=0, by=coordinator, at=NOON)

    assert [action.code for action in version.actions.order_by("pk")] == ["1.1", "1.2", "2.1"]
    assert Body.objects.get(short_name="ZGM").name == "Zarząd Gospodarki Mieszkaniowej"
    assert version.act is not None
    assert version.act.number == "XII/34/2024"
    assert version.programme.first_year == 2024
    roles = ActionRole.objects.filter(action__code="1.2").order_by("position")
    assert [(role.body.short_name, role.role) for role in roles] == [
        ("SM", "LEAD"),
        ("KMP", "PARTNER"),
        ("ZGM", "PARTNER"),
    ]


def test_saving_waits_for_open_doubts(authority: Authority, coordinator: User) -> None:
    draft = started(authority, coordinator)

    with pytest.raises(operations.DoubtsOpen):
        operations.save_programme(draft=draft, open_doubts=1, by=coordinator, at=NOON)

    assert not ProgrammeVersion.objects.exists()


def test_a_mended_value_is_what_is_saved(authority: Authority, coordinator: User) -> None:
    draft = started(authority, coordinator)
    for key, choice, value in [
        ("body:ZGM", Choice.MEND, {"same_as": "MOPS"}),
        ("action:1.1:text", Choice.MEND, "Patrole wieczorem."),
        ("action:2.1", Choice.SKIP, None),
    ]:
        operations.decide(
            draft=draft, keys=[key], choice=choice, value=value, by=coordinator, at=NOON
        )

    version = operations.save_programme(draft=draft, open_doubts=0, by=coordinator, at=NOON)

    assert version.actions.get(code="1.1").text == "Patrole wieczorem."
    assert not version.actions.filter(code="2.1").exists()
    assert not Body.objects.filter(short_name="ZGM").exists()
    assert version.actions.get(code="1.2").roles.filter(body__short_name="MOPS").exists()


def test_a_later_answer_replaces_an_earlier_one(authority: Authority, coordinator: User) -> None:
    draft = started(authority, coordinator)
    for hour, value in enumerate([{"name": "Jeden"}, {"name": "Drugi"}]):
        operations.decide(
            draft=draft,
            keys=["body:ZGM"],
            choice=Choice.ACCEPT,
            value=value,
            by=coordinator,
            at=NOON + timedelta(hours=hour),
        )

    bodies = operations.decided_document(draft).bodies
    assert [body.name for body in bodies if body.short == "ZGM"] == ["Drugi"]


def test_a_reader_may_not_import(authority: Authority, reader: User) -> None:
    with pytest.raises(NotAllowed):
        started(authority, reader)

    assert not SourceDocument.objects.exists()
    assert not Entry.objects.exists()


def test_upload_review_and_save_on_screen(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    upload = SimpleUploadedFile("uchwala.txt", SMALL_PROGRAMME.encode())

    response = client.post(address(authority), {"document": upload})

    draft = ImportDraft.objects.get()
    assert response.headers["Location"] == address(authority, draft)
    page = client.get(address(authority, draft)).content.decode()
    assert "ZGM" in page
    client.post(
        address(authority, draft, "decision/"),
        {"key": "body:ZGM", "act": "all", "answer": "new", "name": "Zarząd"},
    )
    response = client.post(address(authority, draft, "programme/"))
    version = ProgrammeVersion.objects.get()
    assert response.headers["Location"].endswith(f"/versions/{version.pk}/check/")


def test_every_tab_of_the_review_opens(
    client: Client, authority: Authority, coordinator: User
) -> None:
    draft = started(authority, coordinator)
    client.force_login(coordinator)

    for tab in queries.TABS:
        assert client.get(address(authority, draft), {"show": tab}).status_code == 200


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02\xff" * 50, b"PK\x03\x04rubbish", b"%PDF-1.7 rubbish", b"Ala ma kota."],
)
def test_a_file_that_is_no_programme_is_refused_on_the_page(
    client: Client, authority: Authority, coordinator: User, content: bytes
) -> None:
    client.force_login(coordinator)

    response = client.post(
        address(authority), {"document": SimpleUploadedFile("<b>x</b>.txt", content)}
    )

    assert response.status_code == 422
    assert "<b>x</b>" not in response.content.decode()
    assert not ImportDraft.objects.exists()
    assert not SourceDocument.objects.exists()


def test_stranger_does_not_learn_that_the_draft_exists(
    client: Client, authority: Authority, coordinator: User, stranger: User
) -> None:
    draft = started(authority, coordinator)
    client.force_login(stranger)

    assert client.get(address(authority, draft)).status_code == 404
    assert client.post(address(authority, draft, "programme/")).status_code == 404


CZECH_TABLE = """PLÁN PREVENCE KRIMINALITY MĚSTA JAVOROV 2024–2026

Prioritní oblast 1: Bezpečné ulice

č.\tOpatření\tGestor\tSpolupráce\tTermín\tIndikátor\tZdroj financování
1.1\tKamery na třech křižovatkách.\tMP\tOSV\t2025\tpočet kamer\trozpočet města
1.2\tNoční hlídky v centru.\tMP\tOSV\tprůběžně\tpočet hlídek\tdotace kraje
"""


def test_term_indicator_and_money_of_an_action_are_kept(
    authority: Authority, coordinator: User
) -> None:
    source, content = small_source(CZECH_TABLE, "plan.txt")
    draft = operations.store_draft(
        authority=authority, source=source, content=content, by=coordinator, at=NOON
    )

    version = operations.save_programme(draft=draft, open_doubts=0, by=coordinator, at=NOON)

    action = version.actions.get(code="1.1")
    assert (action.term_text, action.first_year, action.last_year) == ("2025", 2025, 2025)
    assert action.indicators_text == "počet kamer"
    assert action.funding_text == "rozpočet města"
    read = document_of(version).actions[0]
    assert (read.indicators, read.funding) == (("počet kamer",), ("rozpočet města",))
