"""Whom the page of a report counts: everybody who says the same, also by a report of their own."""

import pytest

from prevenio.people.models import Role
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.portal.report_public import shown_of
from prevenio.reports.operations import joining
from prevenio.reports.operations.confirming import confirm
from prevenio.reports.tests.factories import MORNING, make_category, make_report


@pytest.mark.django_db
def test_joined_reports_and_who_confirmed_them_are_counted_from_five_people_on() -> None:
    authority = make_authority(slug="testowo", country="PL")
    coordinator = make_member(authority=authority, role=Role.COORDINATOR)
    version = make_category(authority)
    report, first, second, third = (make_report(authority, version=version) for _ in range(4))
    for one in (first, second, third):
        assert shown_of(report).people is None
        joining.merge(report=one, into=report, seen=1, by=coordinator, at=MORNING)
    assert shown_of(report).people is None, "four"

    confirm(report=report, is_there=True, person_key="e", form_key="e", language="pl", at=MORNING)
    assert shown_of(report).people == 5
