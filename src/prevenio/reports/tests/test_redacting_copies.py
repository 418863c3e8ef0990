"""Words that are blacked out stand in letters on their way too, and in parts of a report."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image

from prevenio.notices.models import Notice, NoticeState
from prevenio.people.models import Authority, User
from prevenio.reports.models import Report, TextKind
from prevenio.reports.operations import joining, redacting, working
from prevenio.reports.operations.photos import photo_of
from prevenio.reports.operations.redacting import Left, Where
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import MORNING, make_category, make_report

ALA, OLA = Contact(email="ala@example.org"), Contact(email="ola@example.org")
ASKED = "Czy to <Jan Kowalski>\r\n  z nr 5?\r\n\r\nProsimy o odpowiedź."


def asked(authority: Authority, by: User) -> Report:
    report = make_report(authority, contact=ALA)
    return working.ask_back(report=report, seen=report.revision, text=ASKED, by=by, at=MORNING)


def redact(report: Report, kind: str, marked: str, by: User) -> list[Left]:
    text = report.texts.get(kind=kind)
    left = redacting.redact_text(report=report, text=text, marked=marked, by=by, at=MORNING)
    return list(left)


@pytest.mark.parametrize(
    ("passage", "shown"),
    [
        ("Jan Kowalski", "Czy to <█>\n  z nr 5?"),
        ("<Jan Kowalski>\r\n  z nr 5", "█\n█"),
    ],
)
def test_a_letter_on_its_way_is_blacked_out_with_its_words(
    authority: Authority, coordinator: User, passage: str, shown: str
) -> None:
    report = asked(authority, coordinator)
    marked = ASKED.replace(passage, f"[[{passage}]]")

    redact(report, TextKind.ASKING_BACK, marked, coordinator)

    letter = Notice.objects.get(to=ALA.email)
    assert f"\n\n{shown}\n\nProsimy o odpowiedź." in letter.text
    assert "Prosimy o odpowiedź.</p>" in letter.html
    assert "█" in letter.html
    assert "Kowalski" not in letter.text + letter.html


def test_letters_that_have_gone_out_or_hold_other_words_stay_as_they_are(
    authority: Authority, coordinator: User
) -> None:
    other, report = asked(authority, coordinator), asked(authority, coordinator)
    sent = Notice.objects.order_by("pk").last()
    assert sent is not None
    Notice.objects.filter(pk=sent.pk).update(state=NoticeState.SENT)

    redact(report, TextKind.ASKING_BACK, ASKED.replace("Jan", "[[Jan]]"), coordinator)

    assert other.pk != report.pk
    assert Notice.objects.filter(text__contains="Jan").count() == 2


def test_a_letter_to_who_was_joined_is_blacked_out_too(
    authority: Authority, coordinator: User
) -> None:
    version = make_category(authority)
    report, same = (make_report(authority, version=version, contact=one) for one in (ALA, OLA))
    joining.merge(report=same, into=report, seen=same.revision, by=coordinator, at=MORNING)
    report.refresh_from_db()
    text = "Pan Nowak posprzątał."
    report = working.close(
        report=report,
        seen=report.revision,
        outcome="SOLVED",
        text=text,
        by=coordinator,
        at=MORNING + timedelta(hours=1),
    )

    redact(report, TextKind.ANSWER, "Pan [[Nowak]] posprzątał.", coordinator)

    letters = Notice.objects.filter(to__in=(ALA.email, OLA.email), text__contains="Pan █ posp")
    assert letters.count() == 2


def test_a_passage_that_stands_in_the_whole_or_in_a_part_is_told(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, words="Lampa, Jan Nowak")
    parts = [(report.version, words) for words in ("Lampa, Jan Nowak", "Śmieci")]
    split = joining.split(
        report=report, parts=parts, seen=report.revision, by=coordinator, at=MORNING
    )
    report.refresh_from_db()

    left = redact(split[0], TextKind.DESCRIPTION, "Lampa, [[Jan Nowak]]", coordinator)
    assert left == [Left(Where.FAMILY, "Jan Nowak", report.reference)]
    left = redact(split[1], TextKind.DESCRIPTION, "[[Śmieci]]", coordinator)
    assert left == []

    client.force_login(coordinator)
    client.cookies["django_language"] = "en"
    split[0].texts.get().redact("Lampa, Jan Nowak", MORNING)
    text = report.texts.get(kind=TextKind.DESCRIPTION)
    page = client.post(
        f"/testowo/desk/reports/{report.pk}/texts/{text.pk}/redaction/",
        {"marked": "Lampa, [[Jan Nowak]]"},
        follow=True,
    ).content.decode()
    assert f"“Jan Nowak” still stands in report {split[0].reference}" in page


def test_a_photo_and_a_name_that_went_along_with_a_part_are_told(
    client: Client, authority: Authority, coordinator: User, morning_with_files: None
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(out, "PNG")
    photo = photo_of("okno.png", out.getvalue())
    report = make_report(authority, words="Lampa", photos=[photo], place_name="U Nowaka")
    parts = [(report.version, words) for words in ("Lampa", "Śmieci")]
    first, second = joining.split(
        report=report, parts=parts, seen=report.revision, by=coordinator, at=MORNING
    )
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"
    here = f"/testowo/desk/reports/{first.pk}/"
    box = {"left_1": "0", "top_1": "0", "right_1": "100", "bottom_1": "100"}

    page = client.post(f"{here}photos/1/redaction/", box, follow=True).content.decode()
    for other in (report, second):
        assert f"Report {other.reference} holds the same photo as it was" in page
    page = client.post(f"{here}place-name/redaction/", follow=True).content.decode()
    for other in (report, second):
        assert f"“U Nowaka” still stands in report {other.reference}" in page
