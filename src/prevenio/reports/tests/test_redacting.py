"""Blacking out words and photos, photos for the staff only, erasing from the desk."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_member
from prevenio.reports.models import Outcome, Report, ReportPhoto
from prevenio.reports.operations import redacting, working
from prevenio.reports.operations.photos import photo_of
from prevenio.reports.operations.redacting import (
    Box,
    BoxesMissing,
    NotOfReport,
    PassageOpen,
    PassageStands,
    WordsChanged,
)
from prevenio.reports.tests.factories import MORNING, make_report

PAGE = "/testowo/desk/reports/"
WORDS = "Jan Kowalski krzyczy, numer KR 12345."


@pytest.fixture(autouse=True)
def morning(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(MORNING, tick=False):
        yield


def with_photo(authority: Authority, place_name: str = "") -> Report:
    out = io.BytesIO()
    Image.new("RGB", (100, 50), "white").save(out, "PNG")
    photo = photo_of("okno.png", out.getvalue())
    return make_report(authority, words=WORDS, photos=[photo], place_name=place_name)


def colours_of(photo: ReportPhoto) -> list[tuple[int, ...]]:
    """The colours of three points: at the left, in the middle, at the right."""
    photo.refresh_from_db()
    with photo.file.open("rb") as file, Image.open(file) as picture:
        return [picture.convert("RGB").getpixel((x, 25)) for x in (10, 50, 90)]  # type: ignore[misc]


def test_passages_are_gone_for_good(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, words=WORDS)
    text = report.texts.get()
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/texts/{text.pk}/redaction/"
    assert WORDS in client.get(here).content.decode()

    client.post(here, {"marked": "[[Jan Kowalski]] krzyczy, numer [[KR 12345]]."})

    text.refresh_from_db()
    assert text.text == "█ krzyczy, numer █."
    page = client.get(f"{PAGE}{report.pk}/").content.decode()
    assert "Kowalski" not in page


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("[[Jan Kowalski krzyczy, numer KR 12345.", PassageOpen),
        ("[[Jan]] krzyczy", WordsChanged),
        ("", WordsChanged),
    ],
)
def test_words_cannot_be_changed_instead(
    client: Client, authority: Authority, coordinator: User, marked: str, why: type[Exception]
) -> None:
    report = make_report(authority, words=WORDS)
    text = report.texts.get()
    with pytest.raises(why):
        redacting.redact_text(report=report, text=text, marked=marked, by=coordinator, at=MORNING)
    client.force_login(coordinator)
    answer = client.post(f"{PAGE}{report.pk}/texts/{text.pk}/redaction/", {"marked": marked})
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    text.refresh_from_db()
    assert text.text == WORDS


def test_a_passage_that_stands_elsewhere_is_told(authority: Authority, coordinator: User) -> None:
    report = make_report(authority, words=WORDS)
    working.note(report=report, text="Kowalski znany", by=coordinator, at=MORNING)
    with pytest.raises(PassageStands):
        redacting.redact_text(
            report=report,
            text=report.texts.order_by("pk")[0],
            marked=f"[[Jan Kowalski]]{WORDS[12:]}",
            by=coordinator,
            at=MORNING,
        )


def test_boxes_are_painted_and_the_old_file_is_deleted(
    client: Client,
    authority: Authority,
    coordinator: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    report = with_photo(authority)
    photo = report.photos.get()
    old = str(photo.file.name)
    assert default_storage.exists(old)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/photos/1/redaction/"
    assert client.get(here).status_code == 200
    box = {"left_2": "0", "top_2": "0", "right_2": "30.5", "bottom_2": "100"}

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(here, box).status_code == 302

    left, middle, right = colours_of(photo)
    assert max(left) < 40
    assert min(middle + right) > 200
    assert not default_storage.exists(old)
    assert photo.redacted_at == MORNING


@pytest.mark.parametrize(
    "box",
    [
        {"left_1": ""},
        {"left_1": "10"},
        {"left_1": "50", "top_1": "0", "right_1": "40", "bottom_1": "9"},
        {"left_1": "-1", "top_1": "0", "right_1": "101", "bottom_1": "NaN"},
        {"left_1": "\x00", "top_1": "Infinity", "right_1": "1e9", "bottom_1": "٣"},
    ],
)
def test_boxes_that_are_none_change_nothing(
    client: Client, authority: Authority, coordinator: User, box: dict[str, str]
) -> None:
    report = with_photo(authority)
    client.force_login(coordinator)
    answer = client.post(f"{PAGE}{report.pk}/photos/1/redaction/", box)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert report.photos.get().redacted_at is None


def test_what_belongs_to_another_report_is_not_blacked_out_here(
    client: Client, authority: Authority, coordinator: User, stranger: User
) -> None:
    report, other = make_report(authority), with_photo(authority)
    photo, text = other.photos.get(), other.texts.get()
    common: dict[str, Any] = {"report": report, "by": coordinator, "at": MORNING}
    with pytest.raises(NotOfReport):
        redacting.redact_text(text=text, marked=f"[[{WORDS}]]", **common)
    with pytest.raises(NotOfReport):
        redacting.redact_photo(photo=photo, boxes=[Box(0, 0, 9, 9)], **common)
    with pytest.raises(NotOfReport):
        redacting.show_photo(photo=photo, is_public=True, **common)
    with pytest.raises(BoxesMissing):
        redacting.redact_photo(
            report=other, photo=photo, boxes=[Box(5, 0, 5, 9)], by=coordinator, at=MORNING
        )
    with pytest.raises(NotAllowed):
        redacting.show_photo(report=other, photo=photo, is_public=True, by=stranger, at=MORNING)
    client.force_login(coordinator)
    for page in (
        f"{report.pk}/photos/1/",
        f"{report.pk}/photos/1/redaction/",
        f"{report.pk}/texts/{text.pk}/redaction/",
        f"{report.pk}/texts/{2**64}/redaction/",
        f"{report.pk}/photos/{2**64}/",
    ):
        assert client.get(PAGE + page).status_code == 404


def test_a_photo_is_served_to_nobody_else_and_kept_nowhere(
    client: Client, authority: Authority, coordinator: User, stranger: User, body: Body
) -> None:
    report = with_photo(authority)
    here = f"{PAGE}{report.pk}/photos/1/"
    assert client.get(here).status_code == 302
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    for user in (stranger, officer):
        client.force_login(user)
        assert client.get(here).status_code == 404
    client.force_login(coordinator)

    answer = client.get(here)

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Content-Type"] == report.photos.get().kind
    default_storage.delete(str(report.photos.get().file.name))
    assert client.get(here).status_code == 404


def test_a_photo_is_shown_to_residents_and_hidden_again(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = with_photo(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/photos/1/showing/"
    client.get(here)
    assert not report.photos.get().is_public
    client.post(here, {"is_public": "yes"})
    assert report.photos.get().is_public
    client.post(here, {"is_public": "no"})
    assert not report.photos.get().is_public
    assert report.events.count() == 3


def test_the_bureau_erases_an_ended_report_and_others_do_not(
    client: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    report = with_photo(authority, place_name="Ogrodowa 3")
    Report.objects.filter(pk=report.pk).update(body=body)
    here = f"{PAGE}{report.pk}/erasure/"
    client.force_login(coordinator)
    assert client.post(here, {"seen": 1}).status_code == 200
    report = working.close(
        report=report, seen=1, outcome=Outcome.MISTAKE, text="Żart", by=coordinator, at=MORNING
    )
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    client.force_login(officer)
    assert client.post(here, {"seen": 2}).status_code == 403
    client.force_login(coordinator)
    assert client.get(here).context["left"].photos == 1
    assert client.post(here, {"seen": 1}).status_code == 200
    assert report.photos.exists()

    client.post(here, {"seen": 2})

    report.refresh_from_db()
    assert report.text_erased_at == MORNING
    assert not report.photos.exists()
    page = client.get(f"{PAGE}{report.pk}/").content.decode()
    assert "Kowalski" not in page
    assert "Ogrodowa" not in page
