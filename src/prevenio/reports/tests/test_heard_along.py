"""What came of a report is heard along every link: joined, split, joined on, in a problem place."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.reports.models import Outcome, Report
from prevenio.reports.operations import erasing, problem_places, working
from prevenio.reports.operations.confirming import confirm
from prevenio.reports.operations.taking import Contact
from prevenio.reports.person_keys import key_of_contact
from prevenio.reports.queries.families import followers_of, onward_of
from prevenio.reports.tests.factories import (
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)
from prevenio.reports.tests.families import LATER, close, merge, split

JAN, OLA, EWA = "jan@example.org", "ola@example.org", "ewa@example.org"


def heard() -> list[str]:
    return sorted(Notice.objects.values_list("to", flat=True))


@pytest.fixture
def parts(authority: Authority, coordinator: User) -> Sequence[Report]:
    """Jan's report in two parts; Ola's was joined with it and Ewa confirmed it before."""
    version = make_category(authority, contact_days=30, text_days=60)
    whole = make_report(authority, version=version, contact=Contact(email=JAN))
    ola = make_report(authority, version=version, contact=Contact(email=OLA))
    merge(ola, whole, coordinator)
    confirm(
        report=whole,
        is_there=True,
        person_key=key_of_contact(authority, EWA),
        form_key="ewa",
        email=EWA,
        language="pl",
        at=MORNING,
    )
    return split(whole, coordinator)


def test_all_who_said_so_hear_of_what_a_part_was_joined_with(
    authority: Authority, coordinator: User, parts: Sequence[Report]
) -> None:
    target = make_report(authority, version=parts[0].version)
    merge(parts[0], target, coordinator)
    lamp, _noise = split(target, coordinator)
    close(lamp, coordinator)
    assert heard() == [EWA, JAN, OLA]
    whole = Report.objects.get(email=JAN, split_from=None)
    assert whole.reference in Notice.objects.get(to=JAN).subject


def test_all_who_said_so_hear_of_the_place_of_a_part(
    authority: Authority, coordinator: User, parts: Sequence[Report]
) -> None:
    place = make_problem_place(authority, parts[:1], by=coordinator)
    problem_places.tell_result(place=place, text="Latarnie stoją.", by=coordinator, at=LATER)
    assert heard() == [EWA, JAN, OLA]


def test_who_was_joined_with_a_report_in_a_place_by_a_part_hears_of_it(
    authority: Authority, coordinator: User, parts: Sequence[Report]
) -> None:
    target = make_report(authority, version=parts[0].version)
    merge(parts[0], target, coordinator)
    place = make_problem_place(authority, [target], by=coordinator)
    problem_places.tell_result(place=place, text="Latarnie stoją.", by=coordinator, at=LATER)
    assert heard() == [EWA, JAN, OLA]


@pytest.mark.parametrize("outcome", [Outcome.SPAM, Outcome.MISTAKE])
def test_what_is_no_report_hears_nothing_of_its_place(
    authority: Authority, coordinator: User, outcome: Outcome
) -> None:
    report = make_report(authority)
    wrong = make_report(authority, version=report.version, contact=Contact(email=JAN))
    place = make_problem_place(authority, [report, wrong], by=coordinator)
    wrong.refresh_from_db()
    working.close(
        report=wrong, seen=wrong.revision, outcome=outcome, text="", by=coordinator, at=MORNING
    )
    problem_places.tell_result(place=place, text="Latarnie stoją.", by=coordinator, at=LATER)
    assert heard() == []


def test_contacts_are_kept_until_what_a_part_was_joined_with_has_ended(
    authority: Authority, coordinator: User, parts: Sequence[Report]
) -> None:
    first, second = parts
    target = make_report(authority, version=first.version)
    merge(first, target, coordinator)
    close(second, coordinator)
    long_after = LATER + timedelta(days=100)
    erasing.erase_in_time(authority=authority, at=long_after)
    assert Report.objects.filter(email=JAN, split_from=None).exists()

    close(target, coordinator)
    erasing.erase_in_time(authority=authority, at=long_after)
    assert not Report.objects.exclude(email="").exists()


def test_each_is_found_once_also_where_the_links_go_round(
    authority: Authority, coordinator: User, parts: Sequence[Report]
) -> None:
    first, second = parts
    merge(first, second, coordinator)
    whole = Report.objects.get(email=JAN, split_from=None)
    # As in rows from before a split report could no longer be opened again.
    Report.objects.filter(pk=second.pk).update(merged_into=whole)

    assert [one.pk for one in onward_of(whole)] == [first.pk, second.pk]
    ola = Report.objects.get(email=OLA)
    assert sorted(followers_of([second.pk])) == sorted([whole.pk, ola.pk, first.pk, second.pk])
