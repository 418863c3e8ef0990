"""The pages of a review: what a person meets when answering is not straightforward."""

import pytest
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
from prevenio.programme.importing.document import ProgrammeDocument
from prevenio.programme.importing.doubts import Doubt
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.models import ImportDraft
from prevenio.programme.operations import drafts as operations
from prevenio.programme.queries import review as queries
from prevenio.programme.tests.documents import SMALL_PROGRAMME, small_source

pytestmark = pytest.mark.django_db

# The unknown body in two places, and a line that belongs nowhere.
TEXT = SMALL_PROGRAMME.replace("telefon.\tMOPS\tKMP, SM", "telefon.\tMOPS\tKMP, ZGM\n\n* * *")


@pytest.fixture
def draft(authority: Authority, coordinator: User, client: Client) -> ImportDraft:
    """A reading that waits for its coordinator, who has signed in."""
    client.force_login(coordinator)
    source, content = small_source(TEXT)
    return operations.store_draft(
        authority=authority, source=source, content=content, by=coordinator, at=NOON
    )


def address(draft: ImportDraft, tail: str = "") -> str:
    return f"/{draft.authority.slug}/desk/programme/import/{draft.pk}/{tail}"


def unknown_body(draft: ImportDraft) -> Doubt:
    doubts = queries.review_of(draft).open_doubts
    return next(doubt for doubt in doubts if doubt.kind == "unknown_body")


def test_an_answer_for_one_place_leaves_the_question_open_for_the_others(
    client: Client, draft: ImportDraft
) -> None:
    doubt = unknown_body(draft)
    first, *others = doubt.places
    assert others

    response = client.post(
        address(draft, "decision/"),
        {"key": doubt.key, "act": "here", "answer": "other", "other": "KMP"},
    )

    assert doubt.key.replace(":", "%3A") in response.headers["Location"]
    review = queries.review_of(draft)
    assert list(unknown_body(draft).places) == others
    assert [(row.place, row.outcome) for row in review.settled] == [(first, "same_as")]


def test_an_answer_for_one_place_is_taken_back(client: Client, draft: ImportDraft) -> None:
    doubt = unknown_body(draft)
    client.post(
        address(draft, "decision/"),
        {"key": doubt.key, "act": "here", "answer": "leave_out"},
    )

    client.post(address(draft, "reopening/"), {"key": f"{doubt.key}@{doubt.places[0]}"})

    assert unknown_body(draft) == doubt


def test_a_wrong_answer_keeps_what_was_chosen_and_takes_the_focus(
    client: Client, draft: ImportDraft
) -> None:
    response = client.post(
        address(draft, "decision/"), {"key": "body:ZGM", "act": "all", "answer": "other"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="answer-other" checked' in page
    assert page.count("data-take-focus") == 1


def test_the_title_of_the_programme_is_mended(client: Client, draft: ImportDraft) -> None:
    mend = address(draft, "mended-value/?key=programme:title")
    assert client.get(mend).status_code == 200

    response = client.post(mend, {"key": "programme:title", "value": "Nowy tytuł"})

    assert "show=act" in response.headers["Location"]
    assert queries.review_of(draft).document.title == "Nowy tytuł"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("action:1.1:text", "  "),
        ("programme:title", ""),
        ("action:1.1:text", "a\x00b"),
        ("action:1.1:responsible", "x" * 200),
        ("programme:title", "x" * 400),
    ],
)
def test_a_value_that_could_not_be_saved_is_refused_at_once(
    client: Client, draft: ImportDraft, key: str, value: str
) -> None:
    response = client.post(address(draft, f"mended-value/?key={key}"), {"key": key, "value": value})

    assert response.status_code == 422
    assert not draft.decisions.exists()


def test_a_line_without_a_place_is_shown_in_its_place(client: Client, draft: ImportDraft) -> None:
    review = queries.review_of(draft)
    number = review.unplaced[-1].line

    response = client.get(address(draft), {"show": "unplaced", "at": str(number)})

    assert [line.number for line in response.context["source_lines"] if line.is_current] == [number]


def test_discarding_asks_first(client: Client, draft: ImportDraft) -> None:
    assert client.get(address(draft, "discarding/")).status_code == 200
    draft.refresh_from_db()
    assert draft.state == "OPEN"

    client.post(address(draft, "discarding/"))

    draft.refresh_from_db()
    assert draft.state == "DISCARDED"


@pytest.mark.parametrize("tail", ["decision/", "omission/", "reopening/", "programme/"])
def test_signing_in_between_leads_back_to_the_review(
    client: Client, draft: ImportDraft, tail: str
) -> None:
    """A session that ran out brings the person back to the address of the button, by GET."""
    response = client.get(address(draft, tail))

    assert response.status_code == 302
    assert response.headers["Location"] == address(draft)


def test_previous_and_next_go_round() -> None:
    doubts = [Doubt("torn_row", f"torn:{code}", code) for code in ("1.1", "1.2", "1.3")]
    empty = ProgrammeDocument()
    review = queries.Review(ImportDraft(), empty, empty, doubts, [], {})

    assert review.before("torn:1.1") == "torn:1.3"
    assert review.before("torn:1.2") == "torn:1.1"
    assert review.next_after("torn:1.3") == "torn:1.1"


@pytest.mark.parametrize("tail", ["", "decision/", "programme/", "mended-value/", "discarding/"])
def test_a_second_reviewer_is_led_to_what_became_of_it(
    client: Client, draft: ImportDraft, coordinator: User, tail: str
) -> None:
    version = operations.save_programme(draft=draft, open_doubts=0, by=coordinator, at=NOON)
    desk = f"/{draft.authority.slug}/desk/programme/"

    assert client.get(address(draft)).headers["Location"] == f"{desk}versions/{version.pk}/"
    if tail:
        late = client.post(address(draft, tail), {"key": "body:ZGM", "act": "all"})
        assert late.headers["Location"] == f"{desk}versions/{version.pk}/"


def test_an_answer_to_a_settled_question_changes_nothing(
    client: Client, draft: ImportDraft
) -> None:
    answer = {"key": "body:ZGM", "act": "all", "answer": "new", "name": "Zarząd"}
    client.post(address(draft, "decision/"), answer)

    late = client.post(address(draft, "decision/"), answer | {"name": "Inny"}, follow=True)

    assert draft.decisions.get().value == {"name": "Zarząd"}
    assert late.context["messages"]


@pytest.mark.parametrize("other", ["ZGM", "Nieznany", "K\x00"])
def test_only_a_body_of_the_document_is_another_body(
    client: Client, draft: ImportDraft, other: str
) -> None:
    response = client.post(
        address(draft, "decision/"),
        {"key": "body:ZGM", "act": "all", "answer": "other", "other": other},
    )

    assert response.status_code == 422
    assert not draft.decisions.exists()


def test_a_mended_value_shows_what_was_read_and_gives_it_back(
    client: Client, draft: ImportDraft
) -> None:
    key = "action:1.1:text"
    as_read = queries.review_of(draft).document.actions[0].text
    client.post(address(draft, "mended-value/"), {"key": key, "value": "Inne słowa."})
    page = client.get(address(draft), {"show": "actions", "at": key}).content.decode()
    assert "Inne słowa." in page
    assert as_read in page

    back = client.post(address(draft, "reopening/"), {"key": key}, follow=True)

    assert queries.review_of(draft).document.actions[0].text == as_read
    assert back.context["messages"]


def test_a_reading_without_doubts_opens_on_what_was_read() -> None:
    read = read_programme(small_source()[0])
    empty = ProgrammeDocument()

    assert queries.Review(ImportDraft(), read, read, [], [], {}).first_to_see == "actions"
    assert queries.Review(ImportDraft(), empty, empty, [], [], {}).first_to_see == "act"
    doubts = [Doubt("torn_row", "torn:1.1", "1.1")]
    assert queries.Review(ImportDraft(), read, read, doubts, [], {}).first_to_see == "doubts"
