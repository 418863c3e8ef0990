"""Blacking out words and photos, photos for the staff only, erasing from the desk."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_member
from prevenio.reports.models import EventKind, Outcome, Report, ReportPhoto
from prevenio.reports.operations import redacting, working
from prevenio.reports.operations.photos import Photo, photo_of
from prevenio.reports.operations.redacting import (
    Box,
    BoxesMissing,
    NothingMarked,
    NotOfReport,
    PassageOpen,
    PassageStands,
    WordsChanged,
)
from prevenio.reports.tests.factories import MORNING, make_category, make_report

PAGE = "/testowo/desk/reports/"
WORDS = "Jan Kowalski krzyczy, numer KR 12345."


@pytest.fixture(autouse=True)
def morning(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(MORNING, tick=False):
        yield


def photo_in(colour: str) -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (100, 50), colour).save(out, "PNG")
    return photo_of("okno.png", out.getvalue())


def with_photo(authority: Authority, place_name: str = "") -> Report:
    return make_report(authority, words=WORDS, photos=[photo_in("white")], place_name=place_name)


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
        (WORDS, NothingMarked),
        ("[[]]" + WORDS, NothingMarked),
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


def test_a_passage_that_stands_twice_in_the_same_words_has_to_go_twice(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, words=f"{WORDS} Znam Kowalskiego. Kowalski!")
    text = report.texts.get()
    marked = text.text.replace("Jan Kowalski", "[[Jan Kowalski]]", 1)
    with pytest.raises(PassageStands):
        redacting.redact_text(report=report, text=text, marked=marked, by=coordinator, at=MORNING)


def asked_report(authority: Authority) -> Report:
    """One with a question answered freely, one by choice, and a name in all it says."""
    authority.languages = ["en"]
    authority.save()
    questions = [
        {"key": "who", "labels": {"en": "Who?"}, "type": "text"},
        {"key": "seen", "labels": {"en": "Seen?"}, "type": "yes_no"},
    ]
    return make_report(
        authority,
        version=make_category(authority, code="noise", questions=questions),
        words=WORDS,
        place_name="U Kowalski",
        answers={"who": "kowalski z Krętej", "seen": "yes"},
    )


def test_what_was_blacked_out_and_still_stands_elsewhere_is_told_and_can_go(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = asked_report(authority)
    working.note(report=report, text="Kowalski znany", by=coordinator, at=MORNING)
    client.force_login(coordinator)
    here, one = f"{PAGE}{report.pk}/", report.texts.order_by("pk")[0]
    marked = f"[[Jan Kowalski]]{WORDS[12:]}"
    page = client.post(
        f"{here}texts/{one.pk}/redaction/", {"marked": marked}, follow=True
    ).content.decode()
    one.refresh_from_db()
    assert one.text.startswith("█ krzyczy")
    for where in ("other words of this report", "the name of the place", "an answer"):
        assert f"“kowalski” still stands in {where}" in page

    for part in ("place-name", "answers/who"):
        address = f"{here}{part}/redaction/"
        assert address in page
        asked = client.get(address)
        assert "U Kowalski" in asked.content.decode() or "z Krętej" in asked.content.decode()
        assert client.post(address).status_code == 302

    report.refresh_from_db()
    assert (report.place_name, report.answers) == ("", {"who": "█", "seen": "yes"})
    page = client.get(here).content.decode()
    assert "U Kowalski" not in page
    assert "Krętej" not in page
    assert "place-name/redaction" not in page
    assert "answers/" not in page
    told = Entry.objects.filter(fact="reports.report.redacted").order_by("pk")
    assert [sorted({*one.details} & {"text", "place_name", "answer"}) for one in told] == [
        ["text"],
        ["place_name"],
        ["answer"],
    ]
    assert "Kowalski" not in str([one.details for one in told])


def test_only_who_works_on_a_report_removes_what_was_written_and_nothing_else(
    client: Client, authority: Authority, coordinator: User, stranger: User
) -> None:
    report = asked_report(authority)
    common: dict[str, Any] = {"report": report, "at": MORNING}
    with pytest.raises(NotAllowed):
        redacting.clear_place_name(by=stranger, **common)
    with pytest.raises(NotAllowed):
        redacting.clear_answer(question="who", by=stranger, **common)
    for question in ("seen", "nothing"):
        with pytest.raises(NotOfReport):
            redacting.clear_answer(question=question, by=coordinator, **common)
    client.force_login(coordinator)
    for question in ("seen", "nothing", "%00", "a" * 500):
        address = f"{PAGE}{report.pk}/answers/{question}/redaction/"
        assert client.get(address).status_code == 404
    client.force_login(stranger)
    assert client.post(f"{PAGE}{report.pk}/place-name/redaction/").status_code == 404
    report.refresh_from_db()
    assert (report.place_name, report.events.count()) == ("U Kowalski", 1)


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


def test_photos_of_one_size_are_all_blacked_out_whole(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, photos=[photo_in(one) for one in ("white", "red", "blue")])
    whole = [Box(0, 0, 1000, 1000)]
    for photo in report.photos.order_by("number"):
        redacting.redact_photo(report=report, photo=photo, boxes=whole, by=coordinator, at=MORNING)
        assert max(max(one) for one in colours_of(photo)) < 10
    assert report.photos.exclude(redacted_at=None).count() == 3


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
    Report.objects.filter(pk=report.pk).update(public_at=MORNING + timedelta(days=1))
    told = client.post(here, {"is_public": "yes"}, follow=True)
    assert report.photos.get().is_public
    # Not before its report: told beside the photo, and in answer to the press.
    assert told.content.decode().count("3\N{NO-BREAK SPACE}marca 2026, 10:00") == 2
    client.post(here, {"is_public": "no"})
    assert not report.photos.get().is_public
    kinds = report.events.order_by("number").values_list("kind", flat=True)
    assert list(kinds)[-2:] == [EventKind.SHOWN, EventKind.HIDDEN]
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
