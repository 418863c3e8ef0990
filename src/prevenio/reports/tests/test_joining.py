"""Reports that are one, reports that are several, reports that are another matter."""

from typing import Any

import pytest
from django.test import Client

from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.kernel.written import WordsMissing
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_member
from prevenio.reports.models import Outcome, Report, ReportState
from prevenio.reports.operations import joining, working
from prevenio.reports.operations.joining import (
    PartsMissing,
    ReportElsewhere,
    SameReport,
    TargetEnded,
)
from prevenio.reports.operations.steps import ChangedMeanwhile
from prevenio.reports.tests.factories import MORNING, make_category, make_report

PAGE = "/testowo/desk/reports/"
pytestmark = pytest.mark.usefixtures("morning")


def two(authority: Authority) -> tuple[Report, Report]:
    version = make_category(authority)
    one, other = (make_report(authority, version=version) for _ in range(2))
    return one, other


def close(report: Report, by: User) -> Report:
    return working.close(
        report=report,
        seen=report.revision,
        outcome=Outcome.SOLVED,
        text="Dobrze",
        by=by,
        at=MORNING,
    )


def test_a_report_is_joined_with_one_nearby_or_by_reference(
    client: Client, authority: Authority, coordinator: User
) -> None:
    one, other = two(authority)
    far = make_report(authority, latitude=50.9)
    client.force_login(coordinator)
    page = client.get(f"{PAGE}{one.pk}/merging/").content.decode()
    assert other.reference in page
    assert far.reference not in page

    client.post(f"{PAGE}{one.pk}/merging/", {"seen": 1, "into": other.reference})
    client.post(f"{PAGE}{other.pk}/merging/", {"seen": 2, "reference": far.reference.lower()})

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.outcome, one.merged_into) == (Outcome.MERGED, far)
    assert (other.outcome, other.merged_into) == (Outcome.MERGED, far)
    shown = client.get(f"{PAGE}{far.pk}/").content.decode()
    assert one.reference in shown
    assert other.reference in shown


def test_joining_is_refused_with_a_reason(
    authority: Authority, coordinator: User, stranger: User, body: Body
) -> None:
    one, other = two(authority)
    common: dict[str, Any] = {"report": one, "seen": 1, "by": coordinator, "at": MORNING}
    with pytest.raises(SameReport):
        joining.merge(into=one, **common)
    with pytest.raises(ReportElsewhere):
        joining.merge(into=make_report(stranger.memberships.get().authority), **common)
    with pytest.raises(ChangedMeanwhile):
        joining.merge(into=other, **{**common, "seen": 9})
    with pytest.raises(NotAllowed):
        joining.merge(into=other, **{**common, "by": stranger})
    Report.objects.filter(pk=one.pk).update(body=body)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    with pytest.raises(NotAllowed):
        joining.merge(into=other, **{**common, "by": officer})
    close(other, coordinator)
    with pytest.raises(TargetEnded):
        joining.merge(into=other, **common)
    close(one, coordinator)
    with pytest.raises(WrongState):
        joining.merge(into=make_report(authority), **{**common, "seen": 2})


def test_an_unknown_reference_is_told(
    client: Client, authority: Authority, coordinator: User, stranger: User
) -> None:
    one, _other = two(authority)
    hidden = make_report(stranger.memberships.get().authority)
    client.force_login(coordinator)
    for wanted in ("", "R-XXXXXX", hidden.reference, "\x00"):
        sent = {"seen": 1, "reference": wanted}
        answer = client.post(f"{PAGE}{one.pk}/merging/", sent)
        assert answer.status_code == 200
        assert "govuk-error-summary" in answer.content.decode()
    one.refresh_from_db()
    assert one.is_open


def test_a_report_is_split_and_each_part_goes_its_own_way(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, words="Picie i śmieci")
    first, second = make_category(authority), make_category(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/splitting/"
    parts = {
        "seen": 1,
        "rows": "2",
        "version_1": first.pk,
        "words_1": "Picie",
        "version_2": second.pk,
        "words_2": "Śmieci",
    }
    more = client.post(here, {**parts, "act": "more"}).content.decode()
    assert "Śmieci" in more
    assert "words_3" in more

    client.post(here, parts)

    report.refresh_from_db()
    assert (report.state, report.outcome) == (ReportState.CLOSED, Outcome.SPLIT)
    made = list(Report.objects.filter(split_from=report).order_by("pk"))
    assert [one.version for one in made] == [first, second]
    assert [one.texts.get().text for one in made] == ["Picie", "Śmieci"]
    page = client.get(f"{PAGE}{report.pk}/").content.decode()
    assert all(one.reference in page for one in made)


def test_splitting_is_refused_with_a_reason(
    authority: Authority, coordinator: User, stranger: User
) -> None:
    report, version = make_report(authority), make_category(authority)
    parts = [(version, "Picie"), (version, "Śmieci")]
    common: dict[str, Any] = {"report": report, "seen": 1, "by": coordinator, "at": MORNING}
    foreign = make_category(stranger.memberships.get().authority)
    for wrong in (parts[:1], parts * 6, [*parts, (foreign, "x")]):
        with pytest.raises(PartsMissing):
            joining.split(parts=wrong, **common)
    with pytest.raises(WordsMissing):
        joining.split(parts=[*parts, (version, " ")], **common)
    with pytest.raises(ChangedMeanwhile):
        joining.split(parts=parts, **{**common, "seen": 5})
    with pytest.raises(NotAllowed):
        joining.split(parts=parts, **{**common, "by": stranger})
    assert Report.objects.filter(split_from=report).count() == 0


def test_a_part_without_its_other_half_is_told(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report, version = make_report(authority), make_category(authority)
    client.force_login(coordinator)
    sent = {
        "seen": 1,
        "rows": "3",
        **{f"version_{number}": version.pk for number in (1, 2, 3)},
        **{f"words_{number}": "Picie" for number in (1, 2)},
    }
    answer = client.post(f"{PAGE}{report.pk}/splitting/", sent)
    assert answer.status_code == 200
    report.refresh_from_db()
    assert report.is_open


def test_near_ones_that_are_another_matter_are_not_offered_again(
    client: Client, authority: Authority, coordinator: User, stranger: User
) -> None:
    one, other = two(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{one.pk}/apart/"
    assert "report-alike" in client.get(PAGE).content.decode()
    assert other.reference in client.get(f"{here}?other={other.pk}").content.decode()
    for broken in ({}, {"other": ["x", "-1", "9" * 40, one.pk]}):
        assert client.post(here, broken).status_code in (200, 302)

    client.post(here, {"other": [other.pk]})

    one.refresh_from_db()
    assert one.apart_from == [other.pk]
    assert one.revision == 1
    assert "report-alike" not in client.get(PAGE).content.decode()
    with pytest.raises(NotAllowed):
        joining.tell_apart(report=one, others=[other], by=stranger, at=MORNING)
    with pytest.raises(SameReport):
        joining.tell_apart(report=one, others=[one], by=coordinator, at=MORNING)
    foreign = make_report(stranger.memberships.get().authority)
    with pytest.raises(ReportElsewhere):
        joining.tell_apart(report=one, others=[foreign], by=coordinator, at=MORNING)
