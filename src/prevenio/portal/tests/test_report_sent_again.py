"""Going back and sending once more: the same is one report, and nothing else is lost in it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.portal.tests.test_report_form import NOW, SEND, filled, photo, words_on
from prevenio.reports import receipts
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.tests.factories import make_category, make_ground
from prevenio.web import guarding

pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")
# Ten seconds before and after midnight in Warsaw.
BEFORE = datetime(2026, 3, 2, 22, 59, 50, tzinfo=UTC)
AFTER = datetime(2026, 3, 2, 23, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def category(authority: Authority, settings: Any, tmp_path: Any) -> CategoryVersion:
    settings.MEDIA_ROOT = tmp_path
    make_ground(authority)
    make_category(authority, code="lamps")
    return make_category(authority, code="alcohol")


@pytest.fixture
def form() -> dict[str, Any]:
    return filled(words="Piją pod sklepem.", weekdays=["4"], phone="41 000", nature="INFORMATION")


def sent(client: Client, form: dict[str, Any]) -> str:
    """The words of the receipt."""
    return words_on(client.post(SEND, form).content.decode())


@pytest.mark.parametrize(
    "other",
    [
        {"category": "lamps"},
        {"lat": "50.8661"},
        {"place": "Przy szkole"},
        {"words": "Lampa nie świeci."},
        {"weekdays": ["5"]},
        {"from_hour": "20", "to_hour": "23"},
        {"phone": "41 001"},
        {"contact_name": "Ewa", "email": "ewa@example.org", "nature": "REQUEST"},
    ],
)
def test_something_else_from_the_same_page_is_another_report(
    client: Client, form: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = sent(client, form), sent(client, {**form, **other})

    assert first != second
    kept = Report.objects.order_by("pk").values_list("code_digest", flat=True)
    assert list(kept) == [receipts.digest_of(first), receipts.digest_of(second)]
    assert sent(client, form) == first


def test_one_page_sent_to_two_authorities_is_two_reports(
    client: Client, form: dict[str, Any]
) -> None:
    other = make_authority(slug="obok", country="PL", languages=["pl", "en"])
    make_ground(other)
    make_category(other, code="alcohol")
    pages = [client.post(f"/{slug}/reports/new/send/", form) for slug in ("testowo", "obok")]
    assert len({words_on(page.content.decode()) for page in pages}) == 2
    assert Report.objects.filter(authority=other).count() == 1


def test_what_was_refused_and_corrected_is_sent(client: Client, form: dict[str, Any]) -> None:
    client.post(SEND, {**form, "email": "ewa"})
    assert not Report.objects.exists()
    assert sent(client, {**form, "email": "ewa@example.org"})


def test_the_same_with_its_photos_is_the_same_and_one_more_is_added(
    client: Client, form: dict[str, Any]
) -> None:
    first = sent(client, {**form, "photos": [photo()]})
    for colours in (["red"], ["red", "blue"]):
        with time_machine.travel(NOW + timedelta(minutes=len(colours)), tick=False):
            again = sent(client, {**form, "photos": [photo(colour=one) for one in colours]})
        assert again == first
        assert Report.objects.get().photos.count() == len(colours)


def test_the_same_again_leads_to_its_receipt_whatever_has_ended_or_is_needed_since(
    client: Client, category: CategoryVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = CategoryVersion.objects.filter(pk=category.pk)
    versions.update(last_day=date(2026, 3, 2))
    token = guarding.new_token("report", BEFORE - timedelta(minutes=2))
    form = filled(guard_token=token)
    with time_machine.travel(BEFORE, tick=False):
        first = sent(client, form)
    with time_machine.travel(AFTER, tick=False):
        assert sent(client, form) == first
        assert "What is happening?" in client.post(SEND, {**form, "words": "X"}).content.decode()
        versions.update(last_day=None, needs_words=True)
        assert sent(client, form) == first
        versions.update(needs_words=False)
        monkeypatch.setattr(guarding, "PATIENCE", 0)
        assert sent(client, form) == first
    assert Report.objects.count() == 1


def test_forged_pages_find_no_report(client: Client, form: dict[str, Any]) -> None:
    sent(client, form)
    for token in ("", "forged", guarding.new_token("other", NOW - timedelta(minutes=2))):
        page = client.post(SEND, {**form, "guard_token": token}).content.decode()
        assert "govuk-error-summary" in page
