"""The sample's reports: what their events add up to, where residents see them, what is forced."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from prevenio.demo import loading
from prevenio.people.models import Authority
from prevenio.reports import routing
from prevenio.reports.models import (
    Confirmation,
    Outcome,
    PlaceEvent,
    PlaceEventKind,
    PlaceState,
    ProblemPlace,
    Report,
    ReportPhoto,
    ReportState,
    ReportText,
)
from prevenio.reports.operations import clock
from prevenio.reports.operations.erasing import erase_in_time
from prevenio.reports.operations.resident import found_by
from prevenio.reports.operations.steps import allowed_by, calendar_of, now_of
from prevenio.reports.queries.ground import ground_at, public_square
from prevenio.reports.queries.problem_places import Trend, facts_of
from prevenio.reports.queries.rules import rules_in_force
from prevenio.reports.states import projection_of
from prevenio.reports.tiles import cell_of

# A Tuesday.
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
RECEIPTS = {
    "kielce": "korzeń-krzesło-pelikan-szal-wróbel",
    "plzen-region": "dolina-jogurt-perla-stezka-východ",
}


# What reports do not touch, and what takes long.
_ASIDE = ("exchange", "measure", "project", "announce", "write")


@pytest.fixture
def samples(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Authority]:
    for name in (*(f"{one}_sample" for one in _ASIDE), "report_sample_years"):
        monkeypatch.setattr(loading, name, lambda *_given, **_named: None)
    loading.load_samples(at=AT)
    return {one.slug: one for one in Authority.objects.all()}


def test_every_report_is_what_its_events_add_up_to(samples: dict[str, Authority]) -> None:
    rows = Report.objects.select_related("authority", "version").prefetch_related("events")
    for report in rows:
        events = sorted(report.events.all(), key=lambda one: one.number)
        assert [one.number for one in events] == list(range(1, report.revision + 1))
        assert events == sorted(events, key=lambda one: one.at)
        calendar = calendar_of(report.authority)
        allowed = allowed_by(report.version, report.nature)
        assert projection_of(events, allowed, calendar) == now_of(report)
        assert (events[0].at, events[-1].at) == (report.received_at, report.changed_at)
        assert report.changed_at < AT


def test_all_states_and_nearly_all_outcomes_occur(samples: dict[str, Authority]) -> None:
    for slug, least in (("kielce", 250), ("plzen-region", 190)):
        reports = Report.objects.filter(authority=samples[slug])
        assert reports.count() >= least
        assert set(reports.values_list("state", flat=True)) == set(ReportState.values)
        expected = set(Outcome.values) - {Outcome.MERGED, Outcome.SPLIT}
        assert set(reports.values_list("outcome", flat=True)) == expected
        codes = Counter(reports.values_list("category__code", flat=True))
        assert 0.3 < codes["parking"] / reports.count() < 0.4
        assert reports.filter(is_happy=True).exists()
        today = calendar_of(samples[slug]).day_of(AT)
        assert sum(one.is_late_on(today) for one in reports) >= 5
        assert reports.exclude(partner=None).filter(partner_due_on__gt=today).exists()


def test_where_they_lie_and_go_is_what_the_rooms_say(samples: dict[str, Authority]) -> None:
    for authority in samples.values():
        rules = rules_in_force(authority, AT.date())
        reports = Report.objects.filter(authority=authority, text_erased_at=None)
        for report in reports.select_related("category", "version")[::4]:
            where = {"latitude": report.latitude, "longitude": report.longitude}
            ground = ground_at(authority=authority, day=AT.date(), **where)
            assert ground.municipality_id == report.municipality_id
            assert ground.precinct_id == report.precinct_id
            width = report.version.blur_metres
            assert ground.index is not None
            square = public_square(index=ground.index, width=width, **where)
            seen = report.public_latitude, report.public_longitude
            assert (square.middle, square.width) == (seen, report.blur_metres)
            assert report.public_cell == cell_of(*seen)
            assert (
                report.route
                == routing.route_of(
                    rules,
                    routing.Facts(
                        category=report.category.code,
                        precincts=ground.codes,
                        municipality=str(ground.municipality_id),
                        weekdays=frozenset(report.days),
                        hours=(
                            (report.from_hour, report.to_hour)
                            if report.from_hour is not None and report.to_hour is not None
                            else None
                        ),
                        answers=report.answers,
                    ),
                    precinct=ground.precinct_code,
                    as_of=ground.as_of,
                ).explained
            )


def test_the_clock_finds_nothing_that_was_forgotten(samples: dict[str, Authority]) -> None:
    for authority in samples.values():
        assert clock.find_places(authority=authority, at=AT) == 0
        assert clock.set_reviews(authority=authority, at=AT) == 0
        assert erase_in_time(authority=authority, at=AT) == (0, 0)


def test_places_grow_fade_and_are_solved(samples: dict[str, Authority]) -> None:
    for authority in samples.values():
        places = list(ProblemPlace.objects.filter(authority=authority).order_by("pk"))
        trends = [facts_of(one, AT).trend for one in places]
        assert trends[0] == Trend.GROWS
        assert (trends[2], places[2].state) == (Trend.QUIET, PlaceState.SOLVED)
        assert sum(one.is_public for one in places) == 4
        assert all(one.action or one.activity for one in places[:2])
        assert [one.review_due_on is not None for one in places] == [
            True,
            False,
            False,
            True,
            False,
        ]
        for place in places:
            events = list(place.events.order_by("number"))
            assert [one.number for one in events] == list(range(1, place.revision + 1))
            assert events == sorted(events, key=lambda one: one.at)
            joined = sum(one.reports or 0 for one in events if one.kind == "JOINED")
            assert joined == place.reports.count()


def test_reviews_name_bodies_what_was_decided_and_the_next_day(
    samples: dict[str, Authority],
) -> None:
    reviews = PlaceEvent.objects.filter(kind=PlaceEventKind.REVIEWED)
    for one in reviews.prefetch_related("took_part__body"):
        assert one.held_on is not None
        assert one.next_on is not None
        assert one.held_on < one.next_on
        assert one.text
        assert one.took_part.all()
        assert not any(part.body.is_group for part in one.took_part.all())
    assert reviews.count() == 10
    planned = ProblemPlace.objects.filter(next_review_on__gt=AT.date(), review_due_on=None)
    assert planned.count() == 2


def test_known_receipts_open_reports_whose_place_was_told(samples: dict[str, Authority]) -> None:
    for slug, words in RECEIPTS.items():
        holder = found_by(words, authority=samples[slug])
        assert holder is not None
        assert holder.report.place is not None
        assert holder.report.place.events.filter(kind="RESULT").exists()


def test_others_confirm_and_photos_that_are_drawn_are_public(samples: dict[str, Authority]) -> None:
    backed = Counter(Confirmation.objects.values_list("report_id", flat=True))
    assert sum(number >= 5 for number in backed.values()) >= 5
    photos = ReportPhoto.objects.select_related("report__version")
    assert len(photos) >= 5
    assert all(one.is_public and one.report.version.data_class == "PUBLIC" for one in photos)


def test_nothing_is_left_of_what_was_withdrawn(samples: dict[str, Authority]) -> None:
    withdrawn = Report.objects.filter(state=ReportState.WITHDRAWN)
    texts = ReportText.objects.filter(report__in=withdrawn)

    assert set(texts.values_list("text", flat=True)) <= {""}
    assert not withdrawn.exclude(email="", place_name="").exists()
    contacts = Report.objects.exclude(email="").values_list("email", flat=True)
    assert all(one.endswith("@example.org") for one in contacts)
