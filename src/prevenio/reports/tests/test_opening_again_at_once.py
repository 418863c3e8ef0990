"""Several people open one report again at the same moment, while it is taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from prevenio.kernel.errors import Refused
from prevenio.people.models import Role
from prevenio.people.tests.at_once import at_once
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import Outcome, Report
from prevenio.reports.operations import joining, resident, working
from prevenio.reports.tests.factories import MORNING, make_category, make_report

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LATER = MORNING + timedelta(days=1)


def done(act: Callable[[], object]) -> object:
    return act()


def test_nobody_waits_for_somebody_who_waits_for_them() -> None:
    authority = make_authority()
    version, staff = (
        make_category(authority),
        make_member(authority=authority, role=Role.HEAD_OF_BUREAU),
    )
    older = [make_report(authority, version=version) for _ in range(4)]
    first = make_report(authority, version=version)
    for one in (*older, *(make_report(authority, version=version) for _ in range(4))):
        joining.merge(report=one, into=first, seen=one.revision, by=staff, at=MORNING)
    first.refresh_from_db()
    first = working.close(
        report=first,
        seen=first.revision,
        outcome=Outcome.SOLVED,
        text="Zrobione.",
        by=staff,
        at=MORNING,
    )
    joined = list(first.merged.order_by("pk"))
    for one in joined[::2]:
        resident.say_solved(report=one, at=LATER)

    def unhappy(one: Report) -> Callable[[], object]:
        fresh = Report.objects.select_related("merged_into").get(pk=one.pk)
        return lambda: resident.say_not_solved(report=fresh, text="Nadal.", at=LATER)

    acts = [
        *map(unhappy, [*joined, first]),
        lambda: working.reopen(
            report=first, seen=first.revision, reason="Nadal.", by=staff, at=LATER
        ),
        lambda: resident.withdraw(report=first, at=LATER),
    ]
    got = at_once(done, acts)

    assert any(not isinstance(one, Refused) for one in got)
    chained = Report.objects.exclude(merged_into__merged_into=None)
    assert not chained.exists(), "a chain has one link"
