"""Two of the staff black out at once, each with what the page showed before the other was done."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.at_once import at_once
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import EventKind, Outcome, Report, ReportText, TextKind
from prevenio.reports.operations import erasing, redacting, working
from prevenio.reports.operations.photos import photo_of
from prevenio.reports.operations.redacting import (
    Box,
    ErasedMeanwhile,
    Left,
    RedactedMeanwhile,
    WordsChanged,
)
from prevenio.reports.tests.factories import MORNING, make_report

PAGE = "/testowo/desk/reports/"
WORDS = "Jan Kowalski krzyczy, numer KR 12345."
NAME, NUMBER = (WORDS.replace(one, f"[[{one}]]") for one in ("Jan Kowalski", "KR 12345"))

pytestmark = pytest.mark.usefixtures("morning_with_files")


def with_photo(authority: Authority) -> Report:
    out = io.BytesIO()
    Image.new("RGB", (100, 50), "white").save(out, "PNG")
    return make_report(authority, words=WORDS, photos=[photo_of("okno.png", out.getvalue())])


def erase(report: Report, by: User) -> None:
    report = working.close(
        report=report, seen=1, outcome=Outcome.SOLVED, text="Dobrze.", by=by, at=MORNING
    )
    erasing.erase_report(report=report, seen=report.revision, by=by, at=MORNING)


def black_out(text: ReportText, marked: str, by: User) -> Sequence[Left]:
    return redacting.redact_text(report=text.report, text=text, marked=marked, by=by, at=MORNING)


def test_what_somebody_blacked_out_meanwhile_does_not_come_back(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, words=WORDS)
    first, second = report.texts.get(), report.texts.get()
    black_out(first, NAME, coordinator)

    with pytest.raises(RedactedMeanwhile):
        black_out(second, NUMBER, coordinator)
    with pytest.raises(WordsChanged) as changed:
        black_out(second, "█ śpiewa, numer [[KR 12345]].", coordinator)
    assert changed.type is WordsChanged
    black_out(second, "█ krzyczy, numer [[KR 12345]].", coordinator)

    assert report.texts.get().text == "█ krzyczy, numer █."


def test_what_was_erased_meanwhile_does_not_come_back(
    authority: Authority, coordinator: User
) -> None:
    report = with_photo(authority)
    text, photo = report.texts.get(), report.photos.get()
    erase(report, coordinator)
    common: dict[str, Any] = {"report": report, "by": coordinator, "at": MORNING}

    with pytest.raises(ErasedMeanwhile):
        black_out(text, NAME, coordinator)
    with pytest.raises(ErasedMeanwhile):
        redacting.redact_photo(photo=photo, boxes=[Box(0, 0, 9, 9)], **common)
    with pytest.raises(ErasedMeanwhile):
        redacting.show_photo(photo=photo, is_public=True, **common)

    assert report.texts.get(kind=TextKind.DESCRIPTION).text == ""
    assert not report.photos.exists()


def test_who_comes_second_keeps_the_marks_and_sees_the_words_as_they_are_now(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, words=WORDS)
    text = report.texts.get()
    here = f"{PAGE}{report.pk}/texts/{text.pk}/redaction/"
    client.force_login(coordinator)
    black_out(text, NAME, make_member(authority=authority, role=Role.COORDINATOR))

    page = client.post(here, {"marked": NUMBER}).content.decode()

    assert "inne fragmenty tego tekstu" in page
    assert NUMBER in page
    assert "<p>█ krzyczy, numer KR 12345.</p>" in page
    assert report.events.filter(kind=EventKind.REDACTED).count() == 1


def test_who_was_marking_what_was_erased_is_told_so(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, words=WORDS)
    here = f"{PAGE}{report.pk}/texts/{report.texts.get().pk}/redaction/"
    client.force_login(coordinator)
    erase(report, coordinator)

    assert "międzyczasie zostało to usunięte" in client.post(here, {"marked": NAME}).text
    assert client.get(here).status_code == 404
    assert report.texts.get(kind=TextKind.DESCRIPTION).text == ""


def test_a_photo_that_was_hidden_meanwhile_stays_hidden(
    authority: Authority, coordinator: User
) -> None:
    report = with_photo(authority)
    common: dict[str, Any] = {"report": report, "by": coordinator, "at": MORNING}
    redacting.show_photo(photo=report.photos.get(), is_public=True, **common)
    seen = report.photos.get()
    redacting.show_photo(photo=report.photos.get(), is_public=False, **common)

    redacting.redact_photo(photo=seen, boxes=[Box(0, 0, 100, 100)], **common)

    photo = report.photos.get()
    assert not photo.is_public
    assert photo.redacted_at == MORNING


def test_boxes_of_two_are_both_black(authority: Authority, coordinator: User) -> None:
    report = with_photo(authority)
    common: dict[str, Any] = {"report": report, "by": coordinator, "at": MORNING}
    first, second = report.photos.get(), report.photos.get()
    redacting.redact_photo(photo=first, boxes=[Box(0, 0, 200, 1000)], **common)
    redacting.redact_photo(photo=second, boxes=[Box(800, 0, 1000, 1000)], **common)

    with report.photos.get().file.open("rb") as file, Image.open(file) as picture:
        grey: Any = picture.convert("L")
        left, middle, right = (grey.getpixel((x, 25)) for x in (5, 50, 95))

    assert left < 40
    assert middle > 200
    assert right < 40


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_in_the_same_moment_one_is_told() -> None:
    authority = make_authority()
    people = [make_member(authority=authority, role=Role.COORDINATOR) for _ in range(2)]
    report = make_report(authority, words=WORDS)
    known = [report.texts.select_related("report").get() for _ in people]

    def act(which: int) -> object:
        return black_out(known[which], (NAME, NUMBER)[which], people[which])

    got = at_once(act, range(2))

    assert sorted(type(one).__name__ for one in got) == ["RedactedMeanwhile", "list"]
    assert report.texts.get().text in (
        "█ krzyczy, numer KR 12345.",
        "Jan Kowalski krzyczy, numer █.",
    )
    assert report.events.filter(kind=EventKind.REDACTED).count() == 1
