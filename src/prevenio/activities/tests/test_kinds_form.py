"""The page on which a kind is added or changed: rows without scripts, and what it refuses."""

from typing import Any

import pytest
from django.test import Client

from prevenio.activities.models import ActivityKind
from prevenio.activities.operations.catalogue import load_pack
from prevenio.activities.tests.factories import NOON, make_activity, make_kind
from prevenio.activities.tests.kind_pages import form_of
from prevenio.people.models import Authority, User

NEW = "/testowo/desk/activities/kinds/new/"
SENIORS = {"key": "people.seniors", "label_pl": "Seniorzy"}
DOGS = {"key": "", "label_pl": "Psy", "unit_pl": "szt.", "role": "OTHER"}


@pytest.fixture
def page(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"
    return client


def text(page: Client, address: str, form: dict[str, str], status: int) -> str:
    response = page.post(address, form)
    assert response.status_code == status
    return response.content.decode()


def change(kind: ActivityKind) -> str:
    return f"/testowo/desk/activities/kinds/{kind.pk}/change/"


def test_kind_is_added(page: Client, authority: Authority) -> None:
    question = {"label_pl": "Pora", "type": "choice", "choices_pl": "rano\n\n wieczorem "}
    season = {"season_first": "1. 11.", "season_last": "31.3"}

    response = page.post(
        NEW, form_of(measures=[SENIORS, DOGS], questions=[question], takes_sign_up="on", **season)
    )

    kind = ActivityKind.objects.get()
    assert response.status_code == 302
    assert response["Location"].endswith(f"/kinds/{kind.pk}/")
    assert (kind.season_first, kind.season_last, kind.takes_sign_up) == ("11-01", "03-31", True)
    choices = kind.questions[0]["choices"]
    assert [(one["key"], one["labels"]) for one in choices] == [
        ("own-rano", {"pl": "rano"}),
        ("own-wieczorem", {"pl": "wieczorem"}),
    ]
    dogs = kind.measures.get(key="own-psy")
    assert (dogs.units, dogs.role, dogs.is_whole) == ({"pl": "szt."}, "OTHER", True)
    assert kind.measures.get(key="people.seniors").labels["cs"] == "Senioři (60 a více let)"


def test_row_is_added_and_removed_without_saving(page: Client, authority: Authority) -> None:
    form = form_of(measures=[SENIORS, DOGS], name_pl="")

    added = text(page, NEW, {**form, "add": "measure", "shared": "hours"}, 200)
    removed = text(page, NEW, {**form, "remove": "measures-0"}, 200)
    asked = text(page, NEW, {**form, "add": "question"}, 200)

    assert 'name="measures-2-label_pl" value="Godziny"' in added
    assert 'name="measures-TOTAL_FORMS" value="3"' in added
    assert 'name="measures-0-label_pl" value="Psy"' in removed
    assert "Seniorzy" not in removed.split('id="shared"')[0]
    assert 'name="questions-0-label_pl"' in asked
    assert "error" not in added.split("<main")[1]
    assert not ActivityKind.objects.exists()


def test_number_on_the_page_is_not_offered_again(page: Client, authority: Authority) -> None:
    form = form_of(measures=[SENIORS])

    again = text(page, NEW, {**form, "add": "measure", "shared": "people.seniors"}, 200)

    assert 'name="measures-TOTAL_FORMS" value="1"' in again
    assert '<option value="people.seniors">' not in again
    assert '<option value="people.youth">' in again


def test_own_number_of_another_kind_is_offered(page: Client, authority: Authority) -> None:
    page.post(NEW, form_of(measures=[DOGS]))

    offered = page.get(NEW).content.decode()

    assert '<option value="own-psy">Psy</option>' in offered


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name_pl": " "}, "Name the kind"),
        ({"name_pl": "x" * 81}, "80"),
        ({"name_pl": "a\x00b"}, "Null characters"),
        ({"family": "nowhere"}, "nowhere"),
        ({"data_class": "SECRET"}, "SECRET"),
        ({"smallest_shown": "-1"}, "greater than or equal to 0"),
        ({"smallest_shown": "١٢٣٤٥"}, "1000"),
        ({"remedy_days": "1e9"}, "whole number"),
        ({"season_first": "1.11"}, "first and its last day"),
        ({"season_first": "29.2", "season_last": "1.3"}, "that every year has"),
        ({"season_first": "31.4", "season_last": "1.5"}, "that every year has"),
        ({"season_first": "spring", "season_last": "1.5"}, "that every year has"),
        ({"measures": []}, "needs at least one number"),
        ({"measures": [{"key": "people.martians", "label_pl": "x"}]}, "not known here"),
        ({"measures": [{**DOGS, "role": ""}]}, "What it counts"),
        ({"measures": [{**DOGS, "role": "HAPPINESS"}]}, "HAPPINESS"),
        ({"measures": [{**SENIORS, "label_pl": ""}]}, "Number"),
        ({"measures": [SENIORS, SENIORS]}, "twice"),
        ({"measures": [DOGS] * 41}, "at most 40"),
        ({"questions": [{"label_pl": "Pora", "type": "choice", "choices_pl": "a"}]}, "two answers"),
        ({"questions": [{"label_pl": "?", "type": "choice", "choices_pl": "a\na"}]}, "twice"),
        (
            {"questions": [{"label_pl": "?", "type": "choice", "choices_pl": "a\n" * 41}]},
            "At most 40",
        ),
        ({"questions": [{"label_pl": "Pora", "type": "song"}]}, "song"),
        ({"questions": [{"key": "topic", "label_pl": "Pora"}]}, "not known here"),
        ({"data_class": "AGGREGATE", "takes_sign_up": "on"}, "totals only has no findings"),
    ],
)
def test_bad_input_is_named_and_stays(
    page: Client, authority: Authority, said: dict[str, Any], fault: str
) -> None:
    shown = text(page, NEW, form_of(hint_pl="Bez nazwisk", **said), 422)

    assert fault in shown
    assert "There is something to mend" in shown
    assert 'value="Bez nazwisk"' in shown
    assert not ActivityKind.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"measures-TOTAL_FORMS": ""},
        {"measures-TOTAL_FORMS": "999999"},
        {"measures-TOTAL_FORMS": "-5"},
        {"questions-INITIAL_FORMS": "abc"},
    ],
)
def test_broken_rows_are_no_error_of_ours(
    page: Client, authority: Authority, broken: dict[str, str]
) -> None:
    assert page.post(NEW, {**form_of(), **broken}).status_code == 422


@pytest.mark.parametrize("remove", ["", "measures", "measures--1", "measures-9", "x-0", "-", "²"])
def test_row_that_is_not_there_cannot_be_removed(
    page: Client, authority: Authority, remove: str
) -> None:
    shown = text(page, NEW, {**form_of(), "remove": remove}, 200)

    assert 'name="measures-TOTAL_FORMS" value="1"' in shown


def test_kind_of_the_pack_is_changed_and_its_answers_keep_their_keys(
    page: Client, authority: Authority
) -> None:
    load_pack(authority=authority, by=None, at=NOON)
    kind = authority.activity_kinds.get(key="holiday-camps")
    shown = page.get(change(kind)).content.decode()
    assert 'name="name_pl" value="Kontrola wypoczynku dzieci i młodzieży"' in shown
    question = {"key": "season", "label_pl": "Pora roku", "choices_pl": "zima\nlato i wrzesień"}

    page.post(change(kind), form_of(name_pl="Kontrola kolonii", questions=[question]))

    kind.refresh_from_db()
    assert kind.names["pl"] == "Kontrola kolonii"
    assert kind.names["en"] == "Inspection of holiday camps"
    choices = kind.questions[0]["choices"]
    assert [one["key"] for one in choices] == ["winter", "own-lato-i-wrzesien"]


def test_answer_that_is_reworded_in_its_place_keeps_its_key(
    page: Client, authority: Authority
) -> None:
    load_pack(authority=authority, by=None, at=NOON)
    kind = authority.activity_kinds.get(key="holiday-camps")
    question = {"key": "season", "label_pl": "Sezon", "choices_pl": "wakacje\nzima"}

    page.post(change(kind), form_of(questions=[question]))

    kind.refresh_from_db()
    first = kind.questions[0]["choices"][0]
    assert (first["key"], first["labels"]["pl"], first["labels"]["en"]) == (
        "summer",
        "wakacje",
        "summer",
    )


def test_class_in_use_is_refused_with_the_reason(page: Client, authority: Authority) -> None:
    kind = make_kind(authority, data_class="AGGREGATE", measures=("people.seniors",))
    make_activity(kind=kind)

    shown = text(page, change(kind), form_of(data_class="PUBLIC"), 422)

    assert "people were promised that no more would be seen" in shown
    assert "“totals only”" in shown


def test_words_of_every_language_of_the_authority_are_asked(
    page: Client, authority: Authority
) -> None:
    authority.languages = ["pl", "en"]
    authority.save()

    shown = page.get(NEW).content.decode()

    assert "Name (Polish)" in shown
    assert 'name="name_en"' in shown
    page.post(NEW, form_of(name_en="Walk", measures=[{**SENIORS, "label_en": ""}]))
    assert ActivityKind.objects.get().names == {"pl": "Spacer ze strażnikiem", "en": "Walk"}
