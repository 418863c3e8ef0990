"""Registers: governing documents as of a day, networks, equipment with its tables."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.region.models import DocumentKind, Equipment, EquipmentState, GoverningDocument
from prevenio.region.operations import documents, equipment, networks
from prevenio.region.operations.checking import DaysNotInOrder
from prevenio.region.tests.project_factories import (
    HOSTILE,
    NOW,
    TODAY,
    address,
    make_officer,
    make_town,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 test"


@pytest.fixture(autouse=True)
def today(authority: Authority) -> object:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOW, tick=False):
        yield


def paper(title: str = "Deklaracja", **said: object) -> documents.Paper:
    given = {
        "kind": DocumentKind.STATUTE,
        "adopted_on": date(2010, 1, 28),
        "valid_from": date(2010, 1, 28),
        **said,
    }
    return documents.Paper(title=title, **given)  # type: ignore[arg-type]


def kept(authority: Authority, by: User, said: documents.Paper) -> GoverningDocument:
    return documents.keep_document(authority=authority, paper=said, by=by, at=NOW)


def test_list_as_of_a_day_shows_what_held_then(
    authority: Authority, coordinator: User, client: Client
) -> None:
    first = kept(authority, coordinator, paper("Pierwszy"))
    kept(authority, coordinator, paper("Drugi", valid_from=date(2015, 1, 1), supersedes=first))
    kept(authority, coordinator, paper("Krótki", valid_until=date(2011, 12, 31)))
    client.force_login(coordinator)

    def shown(day: str) -> set[str]:
        text = client.get(address("documents") + f"?on={day}").text.partition("<tbody>")[2]
        return {name for name in ("Pierwszy", "Drugi", "Krótki") if f">{name}<" in text}

    assert shown("") == {"Pierwszy", "Drugi", "Krótki"}
    assert shown("1.6.2011") == {"Pierwszy", "Krótki"}
    assert shown("31.12.2014") == {"Pierwszy"}
    assert shown("1.1.2015") == {"Drugi"}
    assert shown("27.1.2010") == set()
    assert "Enter a day" in client.get(address("documents") + "?on=%00wczoraj").text


def test_document_supersedes_neither_itself_nor_what_supersedes_it(
    authority: Authority, coordinator: User
) -> None:
    first = kept(authority, coordinator, paper())
    second = kept(authority, coordinator, paper("Nowa", supersedes=first))
    for earlier in (first, second):
        with pytest.raises(documents.SupersedesItself):
            documents.change_document(
                document=first, paper=paper(supersedes=earlier), by=coordinator, at=NOW
            )
    with pytest.raises(DaysNotInOrder):
        kept(authority, coordinator, paper(valid_until=date(2009, 1, 1)))
    with pytest.raises(NotAllowed):
        kept(authority, coordinator, paper(issuer=make_body()))


def test_parties_read_an_internal_document_others_do_not(
    authority: Authority, body: Body, reporter: User, coordinator: User, client: Client
) -> None:
    found = kept(authority, coordinator, paper("Poufna", parties=[body]))
    client.force_login(coordinator)
    said = {
        "kind": "STATUTE",
        "title": "Poufna",
        "adopted_on": "28.1.2010",
        "valid_from": "28.1.2010",
        "parties": [body.pk],
        "file": SimpleUploadedFile("deklaracja.pdf", PDF),
    }
    assert client.post(address("document", found.pk), said).status_code == 302
    for user, is_shown in ((reporter, True), (make_officer(make_town(authority)), False)):
        client.force_login(user)
        assert ("Poufna" in client.get(address("documents")).text) is is_shown
        status = client.get(address("document-file", found.pk)).status_code
        assert status == (200 if is_shown else 404)
    assert client.get(f"/testowo/governing-documents/{found.pk}/file/").status_code == 404


def test_declarations_are_kept_in_their_own_register_alone(
    authority: Authority, coordinator: User, client: Client
) -> None:
    with pytest.raises(documents.KeptAsDeclaration):
        kept(authority, coordinator, paper(kind=DocumentKind.DECLARATION))
    client.force_login(coordinator)
    said = {"title": "Zgoda", "adopted_on": "28.1.2010", "valid_from": "28.1.2010"}
    sent = client.post(address("document-new"), {"kind": "DECLARATION", **said})
    assert sent.status_code == 200
    assert 'value="DECLARATION"' not in sent.text
    assert not GoverningDocument.objects.exists()

    old = kept(authority, coordinator, paper("Dawna"))
    GoverningDocument.objects.update(kind=DocumentKind.DECLARATION)
    sent = client.post(address("document", old.pk), {"kind": "DECLARATION", **said})
    assert sent.status_code == 302
    old.refresh_from_db()
    assert (old.title, old.kind) == ("Zgoda", DocumentKind.DECLARATION)


def test_network_has_a_day_or_a_term_in_words(
    authority: Authority, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    page = address("network-new")

    assert "Enter the day" in client.post(page, {"network": "Zdrowe miasta"}).text
    said = {
        "network": HOSTILE,
        "since_text": "koniec 2011",
        "file": SimpleUploadedFile("a.pdf", PDF),
    }
    assert client.post(page, said).status_code == 302
    membership = authority.network_memberships.get()
    assert client.get(address("network-file", membership.pk)).content == PDF
    text = client.get(address("networks")).text
    assert "koniec 2011" in text
    assert "<script>alert" not in text
    with pytest.raises(DaysNotInOrder):
        networks.change_network(
            membership=membership,
            belonging=networks.Belonging("N", first_day=TODAY, last_day=date(2020, 1, 1)),
            by=coordinator,
            at=NOW,
        )


def test_equipment_needs_a_holder_and_no_value_below_nought(
    authority: Authority, coordinator: User, body: Body, reader: User
) -> None:
    piece = equipment.Piece("Komputer", TODAY)
    for said, refusal in (
        (piece, equipment.HolderMissing),
        (equipment.Piece("K", TODAY, body=body, value=Decimal(-1)), equipment.ValueBelowNought),
        (equipment.Piece("K", TODAY, body=make_body()), NotAllowed),
    ):
        with pytest.raises(refusal):
            equipment.give_equipment(authority=authority, piece=said, by=coordinator, at=NOW)
    with pytest.raises(NotAllowed):
        equipment.give_equipment(
            authority=authority, piece=equipment.Piece("K", TODAY, body=body), by=reader, at=NOW
        )
    assert not Equipment.objects.exists()


def test_tables_of_equipment_hold_no_formulas(
    authority: Authority, body: Body, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    said = {"what": "=cmd()", "body": body.pk, "given_on": "1.2.2026", "value": "1200.50"}
    assert client.post(address("equipment-new"), {**said, "state": "IN_USE"}).status_code == 302
    row = Equipment.objects.get()
    client.post(address("equipment-piece", row.pk), {**said, "state": "LOST"})

    row.refresh_from_db()
    assert row.state == EquipmentState.LOST
    facts = [one.fact for one in Entry.objects.order_by("number")]
    assert facts == ["region.equipment.given", "region.equipment.changed"]
    text = client.get(address("equipment-csv")).content.decode("utf-8-sig")
    assert "'=cmd()" in text
    book = load_workbook(BytesIO(client.get(address("equipment-xlsx")).content))
    assert next(cell.value for cell in book.worksheets[0][2]) == "=cmd()"
    assert book.worksheets[0]["A2"].data_type == "s"


def test_offices_see_their_own_equipment_alone(
    authority: Authority, coordinator: User, client: Client, stranger: User
) -> None:
    town, other = make_town(authority), make_town(authority, "Dąb")
    piece = equipment.Piece("Rower", TODAY, municipality=town)
    equipment.give_equipment(authority=authority, piece=piece, by=coordinator, at=NOW)

    for user, is_shown in ((make_officer(town), True), (make_officer(other), False)):
        client.force_login(user)
        assert ("Rower" in client.get(address("equipment")).text) is is_shown
        assert ("Rower" in client.get(address("equipment-csv")).text) is is_shown
    client.force_login(stranger)
    assert client.get(address("equipment-csv")).status_code == 404


def test_registers_make_few_statements_with_hundreds_of_rows(
    authority: Authority,
    body: Body,
    coordinator: User,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    Equipment.objects.bulk_create(
        Equipment(authority=authority, what=f"E{number}", body=body, given_on=TODAY)
        for number in range(300)
    )
    made = GoverningDocument.objects.bulk_create(
        GoverningDocument(
            authority=authority, title=f"D{number}", adopted_on=TODAY, valid_from=TODAY, issuer=body
        )
        for number in range(120)
    )
    through = GoverningDocument.parties.through
    through.objects.bulk_create(through(governingdocument=one, body=body) for one in made)
    client.force_login(coordinator)
    for page in ("equipment", "documents", "networks", "priorities", "lecturers"):
        client.get(address(page))
        with django_assert_max_num_queries(8):
            client.get(address(page))
