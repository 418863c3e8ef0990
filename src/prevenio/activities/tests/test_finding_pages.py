from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from prevenio.activities.models import Activity, Finding, FindingState
from prevenio.activities.tests.factories import NOON, TODAY, make_activity, make_finding, make_kind
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member

pytestmark = pytest.mark.django_db

FINDINGS = "/testowo/desk/activities/findings/"


@pytest.fixture(autouse=True)
def at_noon(authority: Authority) -> Any:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def inspection(authority: Authority, body: Body) -> Activity:
    kind = make_kind(authority, name="Inspection", has_findings=True)
    return make_activity(kind=kind, body=body, first_day=TODAY - timedelta(days=10))


def test_overdue_ones_stand_first_with_counts(
    client: Client, inspection: Activity, coordinator: User
) -> None:
    make_finding(inspection, "Później", due_on=TODAY + timedelta(days=9))
    make_finding(inspection, "Dawno", due_on=TODAY - timedelta(days=1))
    make_finding(inspection, "Gotowe", state=FindingState.REMEDIED, settled_on=TODAY)
    make_finding(inspection, "Zgłoszone", state=FindingState.REPORTED, due_on=TODAY - timedelta(1))
    client.force_login(coordinator)

    page = client.get(FINDINGS).content.decode()

    assert "1 finding should have been remedied by now." in page
    assert page.index("Dawno") < page.index("Zgłoszone") < page.index("Później")
    assert "Gotowe" not in page
    assert "Gotowe" in client.get(FINDINGS, {"state": "REMEDIED"}).content.decode()
    overdue = client.get(FINDINGS, {"state": "OVERDUE"}).content.decode()
    assert ("Dawno" in overdue, "Zgłoszone" in overdue) == (True, False)


def test_finding_is_added_extended_reported_and_remedied(
    client: Client, inspection: Activity, reporter: User
) -> None:
    client.force_login(reporter)
    base = f"/testowo/desk/activities/{inspection.pk}/"

    assert client.post(f"{base}findings/new/", {"what": ""}).status_code == 422
    assert client.post(f"{base}findings/new/", {"what": "Gaśnica"}).status_code == 302
    finding = Finding.objects.get()
    page = f"{FINDINGS}{finding.pk}/"
    early = client.post(f"{page}extension/", {"due_on": "1.3.2026", "reason": "Części"})
    assert "must come after" in early.content.decode()
    moved = client.post(f"{page}extension/", {"due_on": "1.4.2026", "reason": "Części"})
    assert moved.status_code == 302
    assert client.post(f"{page}remedy/", {"on": "2.3.2026"}).status_code == 302
    looked = {"form_key": str(uuid4()), "on": "2.3.2026", f"outcome_{finding.pk}": "yes"}
    for _time in range(2):
        assert client.post(f"{base}reinspection/", looked).status_code == 302

    finding.refresh_from_db()
    assert finding.state == FindingState.REMEDIED
    assert Activity.objects.count() == 2
    shown = client.get(page).content.decode()
    assert "Re-inspected: remedied" in shown
    assert "extension/" not in shown


def test_reinspection_without_an_answer_is_refused(
    client: Client, inspection: Activity, reporter: User
) -> None:
    finding = make_finding(inspection)
    client.force_login(reporter)
    address = f"/testowo/desk/activities/{inspection.pk}/reinspection/"

    skipped = {"form_key": str(uuid4()), "on": "2.3.2026", f"outcome_{finding.pk}": "skip"}
    refused = client.post(address, skipped)
    assert "Say of at least one finding" in refused.content.decode()
    future = {"form_key": str(uuid4()), "on": "3.3.2026", f"outcome_{finding.pk}": "no"}
    assert "This day has not come." in client.post(address, future).content.decode()
    assert Activity.objects.count() == 1


def test_body_that_has_to_put_it_right_sees_the_finding_alone(
    client: Client, authority: Authority, inspection: Activity
) -> None:
    school = make_body(authority=authority, short_name="SP7")
    finding = make_finding(inspection, answers_body=school)
    make_finding(inspection, "Nie ich")
    client.force_login(make_member(body=school, role=Role.REPORTER))

    listed = client.get(FINDINGS).content.decode()
    assert (finding.what in listed, "Nie ich" in listed) == (True, False)
    page = client.get(f"{FINDINGS}{finding.pk}/").content.decode()
    assert "remedy/" in page
    assert "dropping/" not in page
    assert f"activities/{inspection.pk}/" not in page
    assert client.post(f"{FINDINGS}{finding.pk}/dropping/", {"reason": "x"}).status_code == 403
    assert client.post(f"{FINDINGS}{finding.pk}/remedy/", {"on": "2.3.2026"}).status_code == 302
