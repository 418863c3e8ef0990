"""What a report is split into goes on where the whole was, with its days."""

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from prevenio.kernel.written import TooLong
from prevenio.people.models import Authority, User
from prevenio.reports.models import EventKind, Outcome, Report, ReportState
from prevenio.reports.operations import clock, joining, resident, working
from prevenio.reports.operations.photos import photo_of
from prevenio.reports.queries.punctuality import Kept, punctuality_by
from prevenio.reports.tests.factories import MORNING, make_problem_place, make_report


def split(report: Report, by: User, at: datetime = MORNING) -> Sequence[Report]:
    parts = [(report.version, "Lampa"), (report.version, "Śmieci")]
    return joining.split(report=report, parts=parts, seen=report.revision, by=by, at=at)


def days_of(report: Report) -> Sequence[date]:
    return report.read_due_on, report.verify_due_on, report.act_due_on


def after(days: int) -> datetime:
    return MORNING + timedelta(days=days)


def test_parts_of_a_report_that_was_read_in_time_were_read_in_time(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    report = working.read(report=report, seen=1, by=coordinator, at=MORNING)
    parts = split(report, coordinator, after(4))

    assert [one.read_on for one in parts] == [MORNING.date()] * 2
    assert all(list(one.events.values_list("kind", flat=True)) == ["RECEIVED"] for one in parts)
    found = punctuality_by(
        "category_id", authority=authority, first=date(2026, 2, 1), today=date(2026, 3, 6)
    )
    assert found[report.category_id][0] == Kept(2, 0, 0)


def test_whoever_splits_a_report_has_read_it(authority: Authority, coordinator: User) -> None:
    parts = split(make_report(authority), coordinator, after(1))
    assert [one.state for one in parts] == [ReportState.VERIFYING] * 2
    assert all(one.events.get(number=2).kind == EventKind.READ for one in parts)


def test_parts_of_a_confirmed_report_are_to_be_acted_on(
    authority: Authority, coordinator: User
) -> None:
    report = working.confirm(report=make_report(authority), seen=1, by=coordinator, at=MORNING)
    parts = split(report, coordinator, after(20))
    assert [one.state for one in parts] == [ReportState.CONFIRMED] * 2
    assert [one.due_on for one in parts] == [report.act_due_on] * 2


def test_parts_keep_the_days_that_the_clock_stood(authority: Authority, coordinator: User) -> None:
    asked, replied = (make_report(authority) for _ in range(2))
    for one in (asked, replied):
        working.ask_back(report=one, seen=1, text="Gdzie?", by=coordinator, at=MORNING)
    replied = resident.add_message(report=replied, text="Tu", at=after(14))
    asked.refresh_from_db()

    for whole in (asked, replied):
        for part in split(whole, coordinator, after(14)):
            assert (part.state, part.paused_on) == (ReportState.VERIFYING, None)
            assert days_of(part) == days_of(replied)
            assert part.due_on == date(2026, 3, 23)


def test_parts_of_a_report_opened_again_have_its_new_days(
    authority: Authority, coordinator: User
) -> None:
    report, said = make_report(authority), {"outcome": Outcome.SOLVED, "text": "Ok"}
    report = working.close(report=report, seen=1, by=coordinator, at=after(30), **said)
    report = resident.say_not_solved(report=report, text="Nie", at=after(60))
    for part in split(report, coordinator, after(60)):
        assert days_of(part) == days_of(report)
        assert not part.is_late_on(after(60).date())
        assert part.act_missed, "what was missed before stays missed"


def test_a_part_speaks_where_its_elder_was_a_mistake(
    authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    elder, younger = split(report, coordinator)
    place = make_problem_place(
        authority, [make_report(authority, version=report.version)], by=coordinator
    )
    said = {"outcome": Outcome.MISTAKE, "text": ""}
    working.close(report=elder, seen=elder.revision, by=coordinator, at=MORNING, **said)

    clock.find_places(authority=authority, at=after(1))

    younger.refresh_from_db()
    assert younger.place_id == place.pk
    # Opened again the elder is no voice besides.
    elder.refresh_from_db()
    working.reopen(report=elder, seen=elder.revision, reason="Jednak", by=coordinator, at=after(1))
    clock.find_places(authority=authority, at=after(2))
    elder.refresh_from_db()
    assert elder.place_id is None


@pytest.fixture
def whole(authority: Authority, settings: Any, tmp_path: Path) -> Report:
    """A report with a photo, the only file in a store that is thrown away."""
    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    Image.new("RGB", (100, 50), "white").save(out, "PNG")
    return make_report(authority, photos=[photo_of("o.png", out.getvalue())])


def files_in(folder: Path) -> int:
    return sum(one.is_file() for one in folder.rglob("*"))


def test_each_part_has_photos_of_its_own(whole: Report, coordinator: User, tmp_path: Path) -> None:
    parts = split(whole, coordinator)
    assert [one.photos.count() for one in parts] == [1, 1]
    assert files_in(tmp_path) == 3


def test_a_split_that_is_refused_or_breaks_leaves_no_photo_behind(
    whole: Report, coordinator: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [(whole.version, "Lampa"), (whole.version, "x" * 20_000)]
    with pytest.raises(TooLong):
        joining.split(report=whole, parts=parts, seen=1, by=coordinator, at=MORNING)
    assert files_in(tmp_path) == 1

    keep = FileSystemStorage.save

    def full(*given: Any, **named: Any) -> str:
        if files_in(tmp_path) > 1:
            raise OSError("No space left on device")
        return keep(*given, **named)

    monkeypatch.setattr(FileSystemStorage, "save", full)
    with pytest.raises(OSError, match="No space"):
        split(whole, coordinator)
    assert files_in(tmp_path) == 1
