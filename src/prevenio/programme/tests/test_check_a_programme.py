import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON, make_body
from prevenio.programme.models import ProgrammeVersion, Waiver
from prevenio.programme.operations import editing, waivers
from prevenio.programme.queries import findings as queries
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db

SENTENCE = "Wieczorne patrole piesze w okolicach dworca kolejowego i targowiska miejskiego."


@pytest.fixture
def twice(authority: Authority) -> ProgrammeVersion:
    """A draft in which two actions say the same and different bodies lead them."""
    version = make_version(make_programme(authority))
    area = make_area(version)
    for short_name in ("KMP", "SM"):
        body = make_body(authority=authority, short_name=short_name, name=f"Nazwa {short_name}")
        make_action(area, text=SENTENCE, lead=body)
    return version


def found(version: ProgrammeVersion, code: str) -> list[queries.CheckedFinding]:
    return [row for row in queries.findings_of(version, "pl") if row.finding.code == code]


def address(authority: Authority, version: ProgrammeVersion, tail: str = "check/") -> str:
    return f"/{authority.slug}/desk/programme/versions/{version.pk}/{tail}"


def test_one_action_with_two_leads_is_found_and_shown(twice: ProgrammeVersion) -> None:
    (row,) = found(twice, "K-153")

    assert [action.code for action in row.actions] == ["1.1", "1.2"]
    assert row.waiver is None


def test_a_mended_fault_is_found_no_more(twice: ProgrammeVersion, coordinator: User) -> None:
    assert found(twice, "K-153")

    editing.merge_actions(
        kept=twice.actions.get(code="1.1"),
        dropped=twice.actions.get(code="1.2"),
        by=coordinator,
        at=NOON,
    )

    assert not found(twice, "K-153")


def test_a_waived_finding_stays_in_sight_until_it_counts_again(
    twice: ProgrammeVersion, coordinator: User
) -> None:
    (row,) = found(twice, "K-153")
    waiver = waivers.waive_finding(
        programme=twice.programme,
        code="K-153",
        fingerprint=row.finding.fingerprint,
        reason="Tak ustalono.",
        by=coordinator,
        at=NOON,
    )
    assert found(twice, "K-153")[0].waiver == waiver

    waivers.withdraw_waiver(waiver=waiver, by=coordinator, at=NOON)

    assert found(twice, "K-153")[0].waiver is None
    facts = Entry.objects.order_by("number").values_list("fact", flat=True)
    assert list(facts) == ["programme.finding.waived", "programme.waiver.withdrawn"]


def test_a_reason_is_asked_for_and_kept(
    client: Client, authority: Authority, coordinator: User, twice: ProgrammeVersion
) -> None:
    client.force_login(coordinator)
    (row,) = found(twice, "K-153")
    typed = {"finding": row.finding.fingerprint, "reason": " "}

    assert client.post(address(authority, twice, "waivers/"), typed).status_code == 422
    client.post(address(authority, twice, "waivers/"), typed | {"reason": "Tak <b>ma</b> być."})

    assert Waiver.objects.get().reason == "Tak <b>ma</b> być."
    page = client.get(address(authority, twice)).content.decode()
    assert "Tak &lt;b&gt;ma&lt;/b&gt; być." in page


def test_a_reader_sees_the_check_and_may_not_waive(
    client: Client, authority: Authority, reader: User, twice: ProgrammeVersion
) -> None:
    client.force_login(reader)
    (row,) = found(twice, "K-153")

    assert client.get(address(authority, twice)).status_code == 200
    with pytest.raises(NotAllowed):
        waivers.waive_finding(
            programme=twice.programme,
            code="K-153",
            fingerprint=row.finding.fingerprint,
            reason="Bo tak.",
            by=reader,
            at=NOON,
        )


def test_the_check_page_asks_little_once_it_was_made(
    client: Client,
    authority: Authority,
    coordinator: User,
    twice: ProgrammeVersion,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)
    client.get(address(authority, twice))

    with django_assert_max_num_queries(8):
        client.get(address(authority, twice))


def test_filters_narrow_the_page(
    client: Client, authority: Authority, coordinator: User, twice: ProgrammeVersion
) -> None:
    client.force_login(coordinator)

    page = client.get(address(authority, twice), {"place": "actions"}).context["page"]

    shown = {group.code for groups in page.sections.values() for group in groups}
    assert shown <= queries.PLACES["actions"]
    assert page.total > 0


def test_a_finding_that_is_gone_cannot_be_waived(
    client: Client, authority: Authority, coordinator: User, twice: ProgrammeVersion
) -> None:
    client.force_login(coordinator)

    response = client.get(address(authority, twice, "waivers/"), {"finding": "0" * 64})

    assert response.status_code == 404


def test_stranger_sees_no_check(
    client: Client, authority: Authority, stranger: User, twice: ProgrammeVersion
) -> None:
    client.force_login(stranger)

    assert client.get(address(authority, twice)).status_code == 404
    assert Body.objects.filter(authority=authority).exists()
