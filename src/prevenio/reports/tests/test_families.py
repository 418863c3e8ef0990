"""Reports that were joined and split over more than one link: what goes along, and who hears."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from prevenio.kernel.errors import WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.reports.models import Outcome, Report, ReportState, ReportText
from prevenio.reports.operations import erasing, joining, resident, working
from prevenio.reports.operations.confirming import confirm
from prevenio.reports.operations.photos import photo_of
from prevenio.reports.operations.taking import Contact
from prevenio.reports.person_keys import key_of_contact
from prevenio.reports.queries.families import parts_of, wholes_of
from prevenio.reports.queries.voices import reports_in
from prevenio.reports.tests.factories import (
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)
from prevenio.reports.tests.families import LATER, close, merge, split

OLA = Contact(email="ola@example.org")


def test_parts_of_parts_belong_to_the_whole(authority: Authority, coordinator: User) -> None:
    report = make_report(authority)
    first, second = split(report, coordinator)
    deep = split(first, coordinator)
    report.refresh_from_db()

    assert [one.pk for one in parts_of(report)] == [one.pk for one in (first, second, *deep)]
    assert wholes_of(deep[0]) == [first.pk, report.pk]
    assert not parts_of(second)
    assert not wholes_of(report)


def test_taking_back_reaches_parts_of_parts(authority: Authority, coordinator: User) -> None:
    report = make_report(authority, words="Jan Nowak", contact=OLA)
    first, _second = split(report, coordinator, ["Jan Nowak krzyczy", "Lampa"])
    split(first, coordinator, ["Jan Nowak", "Nocą"])
    report.refresh_from_db()
    resident.withdraw(report=report, at=LATER)

    assert not Report.objects.exclude(email="").exists()
    assert not ReportText.objects.filter(text__contains="Nowak").exists()


def test_parts_have_the_photos_and_taking_back_erases_them(
    authority: Authority,
    coordinator: User,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, "PNG")
    report = make_report(authority, photos=[photo_of("a.png", written.getvalue())])
    parts = split(report, coordinator)
    report.photos.update(is_public=True)

    for part in parts:
        (own,) = part.photos.all()
        assert own.file.name != report.photos.get().file.name
        assert not own.is_public
    report.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        resident.withdraw(report=report, at=LATER)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_taking_back_leaves_others_to_go_on(authority: Authority, coordinator: User) -> None:
    first = make_report(authority)
    second, third, fourth = (make_report(authority, version=first.version) for _ in range(3))
    for one in (second, third, fourth):
        merge(one, first, coordinator)
    resident.withdraw(report=second, at=LATER)
    resident.withdraw(report=first, at=LATER)

    for one in (second, third, fourth):
        one.refresh_from_db()
    assert second.state == ReportState.WITHDRAWN
    assert third.is_open
    assert fourth.merged_into == third


def test_who_was_joined_with_a_part_goes_on(authority: Authority, coordinator: User) -> None:
    report = make_report(authority)
    part, _other = split(report, coordinator)
    joined = make_report(authority, version=report.version)
    merge(joined, part, coordinator)
    report.refresh_from_db()
    resident.withdraw(report=report, at=LATER)
    joined.refresh_from_db()
    assert joined.is_open


def test_a_reply_reaches_the_part_of_a_part_that_asks(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    part, _other = split(report, coordinator)
    deep, _other = split(part, coordinator)
    working.ask_back(report=deep, seen=deep.revision, text="Gdzie?", by=coordinator, at=LATER)
    report.refresh_from_db()
    resident.add_message(report=report, text="Przy szkole", at=LATER)
    deep.refresh_from_db()
    assert deep.state != ReportState.WAITING


def test_two_questions_may_have_the_same_reply(authority: Authority, coordinator: User) -> None:
    report = make_report(authority)
    for question in ("Rano?", "Wieczorem?"):
        report = working.ask_back(
            report=report, seen=report.revision, text=question, by=coordinator, at=MORNING
        )
        report = resident.add_message(report=report, text="Tak.", at=MORNING)
        again = resident.add_message(report=report, text="Tak.", at=MORNING)
        assert again.revision == report.revision
    assert report.state == ReportState.VERIFYING
    assert report.texts.filter(text="Tak.").count() == 2


def test_whoever_said_so_while_it_was_whole_hears_of_its_parts(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, contact=Contact(email="jan@example.org"))
    merge(make_report(authority, version=report.version, contact=OLA), report, coordinator)
    neighbour = "ewa@example.org"
    confirm(
        report=report,
        is_there=True,
        person_key=key_of_contact(authority, neighbour),
        form_key="neighbour",
        email=neighbour,
        language="pl",
        at=MORNING,
    )
    for part in split(report, coordinator):
        close(part, coordinator)

    letters = Notice.objects.all()
    assert sorted(letters.values_list("to", flat=True)) == sorted(
        2 * ["ewa@example.org", "jan@example.org", "ola@example.org"]
    )
    # The reference is the one that each of them knows.
    own = letters.filter(to="jan@example.org").values_list("subject", flat=True)
    assert all(report.reference in subject for subject in own)


def test_contacts_are_kept_until_there_is_a_result(authority: Authority, coordinator: User) -> None:
    version = make_category(authority, contact_days=30, text_days=60)
    report = make_report(authority, version=version)
    joined = make_report(authority, version=version, contact=OLA)
    whole = make_report(authority, version=version, contact=Contact(email="jan@example.org"))
    merge(joined, report, coordinator)
    part, other = split(whole, coordinator)
    close(other, coordinator)
    long_after = LATER + timedelta(days=100)
    erasing.erase_in_time(authority=authority, at=long_after)
    for one in (joined, whole):
        one.refresh_from_db()
    assert joined.email
    assert whole.email

    for one in (report, part):
        close(one, coordinator)
    assert erasing.erase_in_time(authority=authority, at=long_after)[1] > 0
    for one in (joined, whole):
        one.refresh_from_db()
    assert not joined.email
    assert not whole.email


def test_a_split_report_is_one_voice_of_its_place(authority: Authority, coordinator: User) -> None:
    report = make_report(authority)
    place = make_problem_place(authority, [report], by=coordinator)
    parts = split(report, coordinator, ["Lampa", "Hałas", "Śmieci"])
    assert list(reports_in(place)) == [parts[0]]
    assert all(place.pk in one.apart_from_places for one in parts[1:])


def test_the_part_in_the_category_of_the_place_speaks_for_it(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    place = make_problem_place(authority, [report], by=coordinator)
    report.refresh_from_db()
    lamps = make_category(authority)
    _lamp, noise = joining.split(
        report=report,
        parts=[(lamps, "Lampa"), (report.version, "Hałas")],
        seen=report.revision,
        by=coordinator,
        at=LATER,
    )
    assert list(reports_in(place)) == [noise]


def test_a_place_forgets_the_point_of_its_only_report(
    authority: Authority,
    coordinator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    report = make_report(authority)
    place = make_problem_place(authority, [report], by=coordinator)
    exact = report.latitude, report.longitude
    report.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        resident.withdraw(report=report, at=LATER)
    place.refresh_from_db()
    assert (place.latitude, place.longitude) != exact
    assert (place.latitude, place.longitude) == (report.public_latitude, report.public_longitude)


def test_spam_is_not_opened_again_by_whoever_sent_it(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    report = working.close(
        report=report,
        seen=report.revision,
        outcome=Outcome.SPAM,
        text="",
        by=coordinator,
        at=MORNING,
    )
    with pytest.raises(WrongState):
        resident.say_not_solved(report=report, text="Wcale nie", at=LATER)


def test_whoever_was_joined_says_whether_it_is_solved(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    happy, unhappy = (make_report(authority, version=report.version) for _ in range(2))
    happy, unhappy = (merge(one, report, coordinator) for one in (happy, unhappy))
    assert not resident.is_asked(happy), "there is no result yet"
    with pytest.raises(WrongState):
        resident.say_solved(report=happy, at=LATER)

    close(report, coordinator)
    happy = resident.say_solved(report=happy, at=LATER)
    assert happy.is_happy
    with pytest.raises(resident.AnsweredAlready):
        resident.say_not_solved(report=happy, text="Jednak nie", at=LATER)
    unhappy.refresh_from_db()
    resident.say_not_solved(report=unhappy, text="Nadal tu jest", at=LATER)
    report.refresh_from_db()
    assert report.state == ReportState.VERIFYING
    # What somebody else says is no business of whoever sent the other one.
    assert not report.texts.filter(text="Nadal tu jest").exists()
    assert unhappy.texts.filter(text="Nadal tu jest").exists()
