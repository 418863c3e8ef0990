"""From an author's draft to a page that residents read, and back; the clock; the journal."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from prevenio.editorial.models import Item, Mention, MentionKind, News, PublishedUse
from prevenio.editorial.tasks import publish_on_time
from prevenio.editorial.tests.factories import make_item, make_picture, section_of
from prevenio.journal.models import Entry
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.places.models import Municipality

pytestmark = pytest.mark.django_db

HERE = "/testowo/editing/"


def sent_form(**changes: str) -> dict[str, str]:
    """What the form of a news item sends, with one paragraph in its body."""
    return {
        "title": "Bezpieczna droga",
        "slug": "bezpieczna-droga",
        "intro": "Nowe przejście przy szkole.",
        "day": "2026-03-01",
        "picture": "",
        "caption": "",
        "municipality": "",
        "area": "",
        "initiative": "",
        "warning_until": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value": "Przy szkole",
        "go_live_at": "",
        "expire_at": "",
        **changes,
    }


def write(client: Client, authority: Authority, **changes: str) -> Any:
    section = section_of(authority)
    return client.post(f"{HERE}pages/add/editorial/news/{section.pk}/", sent_form(**changes))


def facts() -> list[str]:
    rows = Entry.objects.filter(fact__startswith="editorial.page").order_by("number")
    return list(rows.values_list("fact", flat=True))


def test_an_author_hands_in_and_an_editor_publishes(
    client: Client, authority: Authority, reporter: User, coordinator: User
) -> None:
    client.force_login(reporter)
    write(client, authority, **{"action-submit": "1"})
    item = News.objects.get()
    assert not item.live
    assert client.get(item.url).status_code == 404

    client.force_login(coordinator)
    state = item.current_workflow_task_state
    client.post(f"{HERE}pages/workflow/action/{item.pk}/approve/{state.pk}/", {})

    item.refresh_from_db()
    assert item.live
    assert "Nowe przejście" in client.get(item.url).content.decode()
    assert facts() == ["editorial.page.submitted", "editorial.page.published"]
    entry = Entry.objects.get(fact="editorial.page.published")
    assert entry.by_id == coordinator.pk
    assert entry.details["address"] == "/news/bezpieczna-droga/"
    assert entry.details["municipality"] is None


@pytest.mark.parametrize(("accept", "is_live"), [("application/json", False), ("text/html", True)])
def test_a_page_that_saves_itself_approves_nothing(
    client: Client,
    authority: Authority,
    reporter: User,
    coordinator: User,
    accept: str,
    is_live: bool,
) -> None:
    client.force_login(reporter)
    write(client, authority, **{"action-submit": "1"})
    item = News.objects.get()
    order = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    client.force_login(coordinator)
    response = client.post(
        f"{HERE}pages/{item.pk}/edit/", sent_form(**order), headers={"accept": accept}
    )

    item.refresh_from_db()
    assert response.status_code == (302 if is_live else 200)
    assert item.live == is_live


def test_an_author_publishes_nothing_alone(
    client: Client, authority: Authority, reporter: User
) -> None:
    client.force_login(reporter)

    write(client, authority, **{"action-publish": "1"})

    assert not News.objects.filter(live=True).exists()
    assert "editorial.page.published" not in facts()


def test_an_author_changes_only_what_is_their_own(
    client: Client, authority: Authority, reporter: User, coordinator: User
) -> None:
    item = make_item(authority, title="Cudze", owner=coordinator)
    client.force_login(reporter)

    response = client.post(
        f"{HERE}pages/{item.pk}/edit/", sent_form(title="Zmienione", **{"action-publish": "1"})
    )

    item.refresh_from_db()
    assert response.status_code == 302
    assert item.title == "Cudze"


def test_an_editor_publishes_and_takes_back(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    picture = make_picture(authority)
    write(client, authority, picture=str(picture.pk), **{"action-publish": "1"})
    item = News.objects.get()
    assert PublishedUse.objects.get().picture == picture
    assert item.owner == coordinator

    client.post(f"{HERE}pages/{item.pk}/unpublish/", {})

    assert not PublishedUse.objects.exists()
    assert client.get(item.url).status_code == 404
    client.post(f"{HERE}pages/{item.pk}/delete/", {})
    assert not Item.objects.exists()
    assert facts() == [
        "editorial.page.published",
        "editorial.page.unpublished",
        "editorial.page.deleted",
    ]


def test_a_published_news_item_enters_itself_into_the_media_log_once(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    write(client, authority, **{"action-publish": "1"})
    item = News.objects.get()

    client.post(
        f"{HERE}pages/{item.pk}/edit/", sent_form(title="Nowy tytuł", **{"action-publish": "1"})
    )

    mention = Mention.objects.get()
    assert (mention.kind, mention.title) == (MentionKind.OWN, "Nowy tytuł")


@pytest.mark.parametrize(
    ("field", "value"),
    [("municipality", "place"), ("picture", "picture")],
)
def test_what_belongs_to_another_authority_is_refused(
    client: Client, authority: Authority, coordinator: User, field: str, value: str
) -> None:
    other = make_authority(slug="inne")
    foreign: Any = {
        "place": Municipality.objects.create(authority=other, name="Tajna Wola"),
        "picture": make_picture(other, title="Tajna Wola"),
    }[value]
    client.force_login(coordinator)

    response = write(client, authority, **{field: str(foreign.pk), "action-publish": "1"})

    assert not News.objects.filter(live=True).exists()
    assert "Tajna Wola" not in response.content.decode()


def test_the_clock_publishes_and_ends_on_time(
    client: Client, authority: Authority, coordinator: User
) -> None:
    start = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    client.force_login(coordinator)
    with time_machine.travel(start, tick=False):
        write(
            client,
            authority,
            go_live_at="2026-03-02 12:00",
            expire_at="2026-03-03 12:00",
            **{"action-publish": "1"},
        )
    item = News.objects.get()

    seen = []
    for hours in (1, 3, 27):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            publish_on_time.call()
            item.refresh_from_db()
            seen.append(item.live)

    assert seen == [False, True, False]
    entries = Entry.objects.filter(fact__startswith="editorial.page").order_by("number")
    assert list(entries.values_list("fact", "by_id")) == [
        ("editorial.page.published", None),
        ("editorial.page.unpublished", None),
    ]


def test_a_preview_shows_the_draft_and_keeps_the_prefix(
    client: Client, authority: Authority, coordinator: User
) -> None:
    item = make_item(authority, title="Szkic strony", live=False)
    item.save_revision(user=coordinator)
    client.force_login(coordinator)

    response = client.get(f"{HERE}pages/{item.pk}/view_draft/")

    text = response.content.decode()
    assert "Szkic strony" in text
    assert 'href="/testowo/news/"' in text
    assert "/testowo/testowo/" not in text


def test_a_link_of_a_button_leads_to_the_web_or_to_this_site(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    block = {
        "body-0-type": "call_out",
        "body-0-value-title": "Kliknij",
        "body-0-value-text": "Tutaj",
        "body-0-value-button": "Dalej",
    }
    for address in ("javascript:alert(1)", "//evil.example", "data:text/html,x", "/\\evil.example"):
        write(
            client, authority, **block, **{"body-0-value-address": address, "action-publish": "1"}
        )
    assert not News.objects.filter(live=True).exists()

    write(client, authority, **block, **{"body-0-value-address": "/advice/", "action-publish": "1"})

    assert News.objects.filter(live=True).count() == 1


def test_a_page_is_begun_in_another_language_of_the_authority_only(
    client: Client, coordinator: User, authority: Authority
) -> None:
    authority.languages = ["pl", "en"]
    authority.save()
    item = make_item(authority, title="Po polsku")
    client.force_login(coordinator)

    refused = client.post(f"{HERE}pages/{item.pk}/translation/cs/")
    client.post(f"{HERE}pages/{item.pk}/translation/en/")

    assert refused.status_code == 404
    copy = News.objects.get(locale__language_code="en")
    assert copy.translation_key == item.translation_key
    assert not copy.live
    assert copy.authority == authority
    assert Entry.objects.filter(fact="editorial.translation.begun").count() == 1


def test_a_member_of_two_authorities_works_in_one_at_a_time(
    client: Client, authority: Authority, coordinator: User
) -> None:
    other = make_authority(slug="drugie")
    make_member(authority=other, role=Role.COORDINATOR, user=coordinator)
    theirs = make_item(other, title="Tamta strona")
    client.force_login(coordinator)
    client.get("/drugie/editing/")

    assert client.get(f"/drugie/editing/pages/{theirs.pk}/edit/").status_code == 200
    assert client.get(f"{HERE}pages/{theirs.pk}/edit/").status_code == 404
    assert "Tamta strona" not in client.get(
        f"{HERE}pages/search/?q=Tamta"
    ).content.decode().replace('value="Tamta', "")


def test_reading_time_and_search_follow_the_words(authority: Authority) -> None:
    item = make_item(authority, body=[("paragraph", "<p>" + "słowo " * 450 + "</p>")])

    assert item.reading_minutes == 2
    assert "slowo" in item.search_text
    assert timezone.now()


def test_an_editor_publishes_a_warning_with_its_end(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)

    write(client, authority, warning_until="2026-03-02 20:00", **{"action-publish": "1"})

    assert News.objects.get().warning_until == datetime(2026, 3, 2, 19, tzinfo=UTC)


def test_an_end_of_a_warning_that_is_no_moment_is_refused(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)

    answer = write(client, authority, warning_until="wieczorem", **{"action-publish": "1"})

    assert answer.status_code == 200
    assert not News.objects.exists()
