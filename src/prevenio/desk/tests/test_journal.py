"""The journal on the desk: read by the bureau, found by kind, person and thing, and proved."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

import prevenio
from prevenio.desk.journal.wording import FACTS, changed_fields, words_of
from prevenio.journal.models import Entry
from prevenio.journal.operations import erase_payload, record
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON, make_body
from prevenio.programme.operations.editing.rows import EDITABLE

SOURCE = Path(prevenio.__file__).parent
ROOMS = (
    "people|journal|notices|places|programme|activities|indicators|returns|reviews|portal|desk"
    "|demo|config|region|advice|editorial|subscriptions|reports|api"
)
# What is looked for must not be found where its words stand.
WORDING = frozenset({"wording.py", "words.py"})
FACT = re.compile(rf"({ROOMS})\.[a-z_]+\.[a-z_]+")
EDITED = {
    "abbreviation": ["abbreviation"],
    "row": ["abbreviation"],
    "action": ["action"],
    "kept": ["action"],
    "area": ["areaofaction"],
    "initiative": ["initiative"],
    "statement": ["statement"],
    "thing": [str(model._meta.model_name) for model in EDITABLE],
}
PAGE = "/testowo/desk/journal/"
PROOF = "/testowo/desk/journal/proof/"


def make_entries(
    authority: Authority, body: Body, by: User | None, *, count: int = 1, fact: str = ""
) -> list[Entry]:
    return [
        record(
            fact or "people.body.changed",
            about=body,
            by=by,
            at=NOON + timedelta(minutes=number),
            authority_id=authority.pk,
            details={"before": {"name": "SM"}, "after": {"name": "Straż"}, "reason": "Nowa nazwa"},
        )
        for number in range(count)
    ]


@cache
def recorded_facts() -> frozenset[str]:
    return frozenset(facts_in_the_code())


def facts_in_the_code() -> Iterator[str]:
    """Every fact that stands in the code: as a text, or put together by the editing of content."""
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts or path.name in WORDING:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and FACT.fullmatch(str(node.value)):
                yield str(node.value)
            elif isinstance(node, ast.Call):
                assert not is_fact_put_together(node) or path.name == "rows.py", path
                yield from facts_of_editing(node)


def is_fact_put_together(call: ast.Call) -> bool:
    """Whether something is recorded whose fact stands nowhere as a whole, to be searched for."""
    is_recording = isinstance(call.func, ast.Name) and call.func.id == "record"
    return is_recording and any(isinstance(one, ast.JoinedStr) for one in call.args[:1])


def facts_of_editing(call: ast.Call) -> Iterator[str]:
    """The facts of `record_change("added", area, …)`; `thing` is anything that can be edited."""
    if not isinstance(call.func, ast.Name) or call.func.id != "record_change":
        return
    verb, thing = call.args[:2]
    assert isinstance(thing, ast.Name)
    for name in EDITED[thing.id]:
        yield f"programme.{name}.{ast.literal_eval(verb)}"


def test_every_recorded_fact_has_words() -> None:
    known = {fact for family in FACTS.values() for fact in family}

    assert sorted(recorded_facts() - known) == []


def test_no_words_are_kept_for_facts_that_nobody_records() -> None:
    known = {fact for family in FACTS.values() for fact in family}

    assert sorted(known - recorded_facts()) == []


@pytest.mark.parametrize("language", ["pl", "cs"])
def test_words_of_every_fact_are_translated(language: str) -> None:
    with translation.override("en"):
        english = {fact: words_of(fact) for family in FACTS.values() for fact in family}

    with translation.override(language):
        theirs = {fact: words_of(fact) for fact in english}

    assert [fact for fact in english if theirs[fact] == english[fact]] == []
    assert len(set(theirs.values())) == len(english)


def test_bureau_reads_what_was_done(
    client: Client, authority: Authority, body: Body, coordinator: User
) -> None:
    make_entries(authority, body, coordinator)
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"

    page = client.get(PAGE).content.decode().replace("\xa0", " ")

    assert "A body was changed." in page
    assert "Anna Koordynator" in page
    assert "Straż Miejska" in page
    assert "Nowa nazwa" in page
    assert "Full name" in page


def test_newest_entries_stand_first_page_by_page(
    client: Client, authority: Authority, body: Body, coordinator: User
) -> None:
    make_entries(authority, body, coordinator, count=60)
    client.force_login(coordinator)

    first = client.get(PAGE).context["rows"]
    second = client.get(PAGE, {"page": "2"}).context["rows"]

    assert [row.entry.number for row in first] == list(range(60, 10, -1))
    assert [row.entry.number for row in second] == list(range(10, 0, -1))


def test_page_takes_few_statements_however_long_the_journal(
    client: Client, authority: Authority, body: Body, coordinator: User
) -> None:
    make_entries(authority, body, coordinator, count=55)
    client.force_login(coordinator)

    for address in (PAGE, PROOF):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        statements = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(statements) <= 8, address


def test_entries_are_found_by_kind_person_and_thing(
    client: Client, authority: Authority, body: Body, coordinator: User, reader: User
) -> None:
    other = make_body(authority=authority, short_name="PSP", name="Straż Pożarna")
    make_entries(authority, body, coordinator)
    make_entries(authority, other, reader, fact="people.role.ended")
    client.force_login(coordinator)

    def found(**choice: str) -> list[int]:
        return [row.entry.number for row in client.get(PAGE, choice).context["rows"]]

    assert found() == [2, 1]
    assert found(family="bodies") == [1]
    assert found(family="people") == [2]
    assert found(person=str(reader.pk)) == [2]
    assert found(about=f"people.body:{body.pk}") == [1]
    assert found(family="nonsense", person="²", about="x", page="y") == [2, 1]
    assert found(family="check") == []


def test_erased_names_are_not_shown(
    client: Client, authority: Authority, body: Body, coordinator: User
) -> None:
    [entry] = make_entries(authority, body, coordinator)
    erase_payload(entry=entry, by=coordinator, at=NOON)
    client.force_login(coordinator)

    page = client.get(PAGE).content.decode()

    assert "Nowa nazwa" not in page


def test_whole_chain_is_proved_on_screen(
    client: Client, authority: Authority, body: Body, coordinator: User
) -> None:
    entry = make_entries(authority, body, coordinator, count=3)[-1]
    client.force_login(coordinator)

    page = client.get(PROOF).content.decode()

    assert "notice--ok" in page
    assert entry.hash in page


def test_broken_chain_is_shown_with_its_first_broken_entry(
    client: Client, authority: Authority, body: Body, coordinator: User
) -> None:
    make_entries(authority, body, coordinator, count=3)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET fact = 'x.y.z' WHERE number = 2")
    client.force_login(coordinator)

    response = client.get(PROOF)

    assert response.context["proof"].broken_at == 2
    assert "notice--bad" in response.content.decode()
    assert "x.y.z" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("address", [PAGE, PROOF])
def test_others_on_the_desk_are_refused(
    client: Client, authority: Authority, reporter: User, reader: User, address: str
) -> None:
    for person in (reporter, reader):
        client.force_login(person)
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", [PAGE, PROOF])
def test_strangers_find_nothing(
    client: Client, authority: Authority, stranger: User, address: str
) -> None:
    assert client.get(address).status_code == 302
    client.force_login(stranger)
    assert client.get(address).status_code == 404


def test_entries_of_others_are_not_shown(
    client: Client, authority: Authority, body: Body, coordinator: User, stranger: User
) -> None:
    make_entries(stranger.memberships.get().authority, body, stranger)
    client.force_login(coordinator)

    response = client.get(PAGE)

    assert response.context["rows"] == []
    assert str(stranger) not in response.content.decode()


def test_fields_are_named_as_on_their_form(
    authority: Authority, body: Body, coordinator: User
) -> None:
    [entry] = make_entries(authority, body, coordinator)
    assert changed_fields(entry) == ["Full name"]

    entry.payload = {"details": {"after": {"no_such_field": 1}}}
    assert changed_fields(entry) == ["no such field"]
    entry.about_kind = "gone.model"
    assert changed_fields(entry) == ["no such field"]
    entry.payload = {"details": {"after": "text"}}
    assert changed_fields(entry) == []
