import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from prevenio.activities.models import (
    Activity,
    ActivityBatch,
    ActivityKind,
    ActivityState,
    BatchState,
    DataClass,
)
from prevenio.activities.operations import bulk as operations
from prevenio.activities.queries.batches import check_batch
from prevenio.activities.sheets import csv_of, workbook_of
from prevenio.activities.tests.factories import make_activity, make_kind, make_measure
from prevenio.journal.models import Entry
from prevenio.journal.queries import verify_chain
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.access import standing as standing_of
from prevenio.people.models import Authority, Body, BodyAlias, User
from prevenio.people.tests.factories import make_body
from prevenio.places.models import Municipality

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = NOW.date()
BASE = "/testowo/desk/activities/bulk/"
HEAD = "Data;Rodzaj;Podmiot;Miejsce;Gmina;Seniorzy;Koszt"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kind(authority: Authority) -> ActivityKind:
    kind = make_kind(authority, key="lesson", names={"pl": "Zajęcia", "cs": "Lekce"})
    make_measure(kind, "people.seniors", labels={"pl": "Seniorzy", "cs": "Senioři"})
    make_measure(kind, "cost.city", role="COST", labels={"pl": "Koszt"}, is_whole=False)
    return kind


def upload(
    authority: Authority, by: User, *rows: str, head: str = HEAD, name: str = "zajecia.csv"
) -> ActivityBatch:
    content = "\n".join([head, *rows]).encode()
    return operations.upload_batch(
        authority=authority, name=name, content=content, by=by, at=NOW, today=TODAY
    )


def take(batch: ActivityBatch, by: User, *, only_right: bool = False) -> ActivityBatch:
    return operations.take_batch(batch=batch, only_right=only_right, by=by, at=NOW, today=TODAY)


def faults(batch: ActivityBatch, client_user: User) -> list[tuple[int, str, str]]:
    standing = standing_of(client_user, batch.authority, NOW)
    checked, _known = check_batch(batch, standing=standing, today=TODAY)
    return [(one.row, one.column, one.value) for one in checked.faults]


def test_rows_are_recorded_at_once_with_the_files_fingerprint(
    authority: Authority, body: Body, kind: ActivityKind, reporter: User
) -> None:
    town = Municipality.objects.create(authority=authority, name="Łagów", code="2604042")
    batch = upload(
        authority,
        reporter,
        "18.2.2026;Zajęcia;SM;Szkoła nr 2;Łagów;24;1 234,5",
        "2026-02-19;lesson;sm;Klub;2604042;;",
    )

    take(batch, reporter)

    first, second = Activity.objects.order_by("first_day")
    assert (first.kind, first.body, first.place, first.municipality) == (
        kind,
        body,
        "Szkoła nr 2",
        town,
    )
    assert dict(first.values.values_list("measure__key", "number")) == {
        "people.seniors": Decimal(24),
        "cost.city": Decimal("1234.5"),
    }
    assert second.municipality == town
    assert (first.state, first.is_by_bureau, first.source) == (
        ActivityState.DONE,
        False,
        batch.source,
    )
    assert "szkola" in first.search_text
    entry = Entry.objects.get(fact="activities.batch.taken")
    assert entry.details["sha256"] == batch.sha256
    assert entry.details["rows"] == 2
    assert verify_chain(authority.pk).is_whole


def test_what_the_bureau_takes_for_a_body_is_marked_so(
    authority: Authority, body: Body, kind: ActivityKind, coordinator: User
) -> None:
    take(upload(authority, coordinator, "18.2.2026;lesson;SM;;;1;"), coordinator)

    assert Activity.objects.get().is_by_bureau


def test_nothing_is_saved_while_a_row_is_wrong_unless_asked(
    authority: Authority, body: Body, kind: ActivityKind, reporter: User
) -> None:
    batch = upload(authority, reporter, "18.2.2026;lesson;SM;;;1;", "32.2.2026;lesson;SM;;;1;")

    with pytest.raises(operations.RowsWrong):
        take(batch, reporter)
    assert not Activity.objects.exists()
    taken = take(batch, reporter, only_right=True)

    assert (taken.taken, taken.left_out) == (1, 1)
    assert Activity.objects.count() == 1
    assert [row[0] for row in taken.table["rows"]] == [3]
    with pytest.raises(WrongState):
        take(batch, reporter)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("wczoraj;lesson;SM;;;1;", "Data"),
        (";lesson;SM;;;1;", "Data"),
        ("18.2.2026;taniec;SM;;;1;", "Rodzaj"),
        ("18.2.2026;;SM;;;1;", "Rodzaj"),
        ("18.2.2026;lesson;PSP;;;1;", "Podmiot"),
        ("18.2.2026;lesson;SM;;Nigdzie;1;", "Gmina"),
        ("18.2.2026;lesson;SM;;;-1;", "Seniorzy"),
        ("18.2.2026;lesson;SM;;;NaN;", "Seniorzy"),
        ("18.2.2026;lesson;SM;;;1e400;", "Seniorzy"),
        ("18.2.2026;lesson;SM;;;" + "9" * 29 + ";", ""),
        ("18.2.2026;lesson;SM;;;1,5;", ""),
        ("18.2.2026;lesson;SM;=HYPERLINK(1);;1;", "Miejsce"),
        ("18.2.2027;lesson;SM;;;1;", ""),
        ("18.2.1026;lesson;SM;;;1;", ""),
        ("18.2.2026;lesson;SM;jan@example.org;;1;", ""),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(
    authority: Authority,
    body: Body,
    kind: ActivityKind,
    reporter: User,
    row: str,
    column: str,
) -> None:
    found = faults(upload(authority, reporter, "17.2.2026;lesson;SM;;;1;", row), reporter)

    assert [(number, where) for number, where, _value in found] == [(3, column)]


def test_a_sensitive_kind_takes_days_and_numbers_only(
    authority: Authority, body: Body, reporter: User
) -> None:
    make_kind(
        authority, key="therapy", data_class=DataClass.AGGREGATE, measures=("people.seniors",)
    )
    head = "Data;Rodzaj;Podmiot;people.seniors;Uwagi"

    wrong = upload(authority, reporter, "18.2.2026;therapy;SM;5;Jan Kowalski", head=head)
    right = upload(authority, reporter, "18.2.2026;therapy;SM;5;", head=head)

    assert len(faults(wrong, reporter)) == 1
    assert faults(right, reporter) == []


def test_doubles_in_the_file_and_of_what_is_recorded_are_left_out(
    authority: Authority, body: Body, kind: ActivityKind, reporter: User
) -> None:
    row = "18.2.2026;lesson;SM;Szkoła;;24;"
    take(upload(authority, reporter, row), reporter)
    batch = upload(
        authority, reporter, row, "19.2.2026;lesson;SM;;;1;", "19. 2. 2026;Zajęcia;sm;;;1;"
    )

    standing = standing_of(reporter, authority, NOW)
    checked, _known = check_batch(batch, standing=standing, today=TODAY)
    assert checked.doubles == {2: None, 4: 3}
    take(batch, reporter)

    assert Activity.objects.count() == 2
    with pytest.raises(operations.NothingToTake):
        take(upload(authority, reporter, row), reporter)


def test_a_batch_is_withdrawn_as_a_whole(
    authority: Authority, body: Body, kind: ActivityKind, reporter: User, coordinator: User
) -> None:
    other = make_activity(authority=authority, body=body, kind=kind)
    batch = upload(authority, reporter, "18.2.2026;lesson;SM;;;1;", "19.2.2026;lesson;SM;;;1;")
    take(batch, reporter)

    with pytest.raises(NotAllowed):
        operations.withdraw_batch(batch=batch, reason="Pomyłka", by=coordinator, at=NOW)
    count = operations.withdraw_batch(batch=batch, reason="Pomyłka", by=reporter, at=NOW)

    other.refresh_from_db()
    assert count == 2
    assert other.state == ActivityState.DONE
    assert Activity.objects.filter(state=ActivityState.WITHDRAWN).count() == 2
    assert ActivityBatch.objects.get().state == BatchState.WITHDRAWN
    # What is withdrawn does not stand in the way of the mended file.
    take(upload(authority, reporter, "18.2.2026;lesson;SM;;;1;"), reporter)


def test_bodies_are_known_by_alias_and_two_of_one_name_are_not_guessed(
    authority: Authority, body: Body, kind: ActivityKind, coordinator: User
) -> None:
    BodyAlias.objects.create(body=body, name="Municypalni")
    BodyAlias.objects.create(body=make_body(authority=authority, short_name="X"), name="Wspólna")
    BodyAlias.objects.create(body=make_body(authority=authority, short_name="Y"), name="Wspólna")

    found = faults(
        upload(
            authority,
            coordinator,
            "18.2.2026;lesson;municypalni;;;1;",
            "18.2.2026;lesson;Wspólna;;;1;",
        ),
        coordinator,
    )

    assert [(row, value) for row, _column, value in found] == [(3, "Wspólna")]


def test_statements_do_not_grow_with_the_rows(
    authority: Authority, body: Body, kind: ActivityKind, reporter: User
) -> None:
    counts = []
    # SQLite takes some thirty rows in one statement, PostgreSQL all of them.
    for day, rows in ((1, 2), (2, 2), (3, 25)):
        batch = upload(
            authority,
            reporter,
            *(f"{day}.2.2026;lesson;SM;Szkoła {number};;{number};" for number in range(rows)),
        )
        with CaptureQueriesContext(connection) as asked:
            take(batch, reporter)
        counts.append(len(asked))

    assert counts[1] == counts[2]


@pytest.mark.parametrize("write", [workbook_of, lambda rows: b"".join(csv_of(rows))])
def test_what_is_exported_is_known_again(
    authority: Authority, body: Body, kind: ActivityKind, reporter: User, write: object
) -> None:
    for number in range(5):
        make_activity(
            authority=authority,
            body=body,
            kind=kind,
            first_day=date(2026, 1, 1 + number),
            title="=1+1" if number else "Zażółć",
            place=f"Szkoła {number}",
            numbers={"people.seniors": number, "cost.city": "12.5"},
        )
    content = write(Activity.objects.order_by("pk"))  # type: ignore[operator]

    batch = operations.upload_batch(
        authority=authority, name="x.xlsx", content=content, by=reporter, at=NOW, today=TODAY
    )
    standing = standing_of(reporter, authority, NOW)
    checked, _known = check_batch(batch, standing=standing, today=TODAY)

    assert checked.faults == []
    assert checked.doubles == dict.fromkeys(range(2, 7))


def posted(client: Client, content: bytes, name: str = "plik.csv") -> str:
    response = client.post(BASE, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def test_the_pages_from_upload_to_withdrawal(
    client: Client, authority: Authority, body: Body, kind: ActivityKind, reporter: User
) -> None:
    client.force_login(reporter)
    content = b"Kiedy;Rodzaj;Podmiot\n18.2.2026;lesson;SM\n19.2.2026;lesson;???\n"

    page = posted(client, content)
    shown = client.get(page).content.decode()
    assert "Kiedy" in shown
    client.post(page, {"kind": "", "body": "", "c_0": "first_day", "c_1": "kind", "c_2": "body"})
    wrong = client.get(f"{page}wrong-rows.xlsx")
    sheet = load_workbook(io.BytesIO(wrong.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][:3] == ["19.2.2026", "lesson", "???"]
    client.post(f"{page}taking/", {"act": "all"})
    assert not Activity.objects.exists()
    client.post(f"{page}taking/", {"act": "right"})
    assert Activity.objects.count() == 1
    assert client.get(page).status_code == 200
    assert client.get(f"{page}wrong-rows.xlsx").status_code == 200
    client.post(f"{page}withdrawal/", {"reason": "Pomyłka"})

    assert Activity.objects.get().state == ActivityState.WITHDRAWN
    assert ActivityBatch.objects.get().sha256 == hashlib.sha256(content).hexdigest()


def test_two_columns_cannot_be_the_same(
    client: Client, authority: Authority, body: Body, kind: ActivityKind, reporter: User
) -> None:
    client.force_login(reporter)
    page = posted(client, b"a;b\n1;2\n")

    answer = client.post(page, {"c_0": "title", "c_1": "title"})

    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04x", b"\xd0\xcf\x11\xe0", b"a;b\n"])
def test_a_file_that_cannot_be_read_is_told_at_its_field(
    client: Client, authority: Authority, kind: ActivityKind, reporter: User, content: bytes
) -> None:
    client.force_login(reporter)

    answer = client.post(BASE, {"file": SimpleUploadedFile("x.csv", content)})

    assert answer.status_code == 422
    assert "id_file" in answer.content.decode()
    assert not ActivityBatch.objects.exists()


def test_a_template_of_a_kind_is_read_back_whole(
    client: Client, authority: Authority, body: Body, kind: ActivityKind, reporter: User
) -> None:
    client.force_login(reporter)

    content = client.get(f"{BASE}template.xlsx?kind=lesson").content
    heads = [str(cell.value) for cell in load_workbook(io.BytesIO(content)).worksheets[0][1]]
    batch = upload(authority, reporter, ";".join("x" for _head in heads), head=";".join(heads))

    assert [head for head, name in zip(heads, batch.columns, strict=True) if not name] == []
    assert client.get(f"{BASE}template.xlsx?kind=none").status_code == 404


def test_strangers_readers_and_other_bodies_open_nothing(
    client: Client,
    authority: Authority,
    body: Body,
    kind: ActivityKind,
    reporter: User,
    reader: User,
    stranger: User,
) -> None:
    batch = upload(authority, reporter, "18.2.2026;lesson;SM;Tajemnica;;1;")
    paths = [f"{BASE}{batch.pk}/{end}" for end in ("", "wrong-rows.xlsx", "withdrawal/")]

    client.force_login(stranger)
    assert {client.get(path).status_code for path in [BASE, *paths]} == {404}
    client.force_login(reader)
    assert {client.get(path).status_code for path in [BASE, *paths]} == {403}
    for user in (reader, stranger):
        with pytest.raises(NotAllowed):
            take(batch, user)
        with pytest.raises(NotAllowed):
            upload(authority, user, "x")


def test_files_that_nobody_takes_are_forgotten(
    authority: Authority, body: Body, kind: ActivityKind, reporter: User
) -> None:
    batch = upload(authority, reporter, "18.2.2026;lesson;SM;Szkoła;;1;")

    early = operations.drop_old_batches(authority=authority, at=NOW + timedelta(days=13))
    dropped = operations.drop_old_batches(authority=authority, at=NOW + timedelta(days=15))
    again = operations.drop_old_batches(authority=authority, at=NOW + timedelta(days=15))

    batch.refresh_from_db()
    assert (early, dropped, again) == (0, 1, 0)
    assert batch.table["rows"] == []
    with pytest.raises(operations.NothingToTake):
        take(batch, reporter)
