"""Whoever sends a report and whoever changes the rules at the same moment both get through."""

import time
from collections.abc import Callable
from threading import Event

import pytest
from django.db import transaction

from prevenio.people.models import Role
from prevenio.people.tests.at_once import at_once
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.reports.models import Report, RoutingRule
from prevenio.reports.tests.factories import make_category, make_report, make_rule

# How long a report holds the journal's chain, so that the other one comes to wait for it.
HOLDS = 0.5


@pytest.mark.django_db(transaction=True)
def test_a_report_and_a_change_of_rules_do_not_wait_for_each_other() -> None:
    authority = make_authority()
    body = make_body(authority=authority)
    coordinator = make_member(authority=authority, role=Role.COORDINATOR)
    version = make_category(authority)
    is_recorded = Event()

    def send() -> None:
        with transaction.atomic():
            make_report(authority, version=version)
            is_recorded.set()
            time.sleep(HOLDS)

    def change() -> None:
        is_recorded.wait(5)
        make_rule(authority, body, by=coordinator)

    acts: list[Callable[[], None]] = [send, change]
    at_once(lambda act: act(), acts)

    assert Report.objects.count() == 1
    assert RoutingRule.objects.count() == 1
