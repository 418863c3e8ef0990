"""Whatever people try in whatever order, what was once sealed stays as it was."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations
from prevenio.returns.content import Content, Section, seal_of
from prevenio.returns.counts import Count
from prevenio.returns.models import (
    ActionReturn,
    Outcome,
    Part,
    Purpose,
    ReturnFile,
    ReturnLink,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.queries.merging import beside
from prevenio.returns.states import projection_of
from prevenio.returns.tests.factories import (
    MORNING,
    certifier_of,
    make_action,
    make_certifier,
    make_version,
    open_year,
    reporter_of,
)

pytestmark = pytest.mark.slow

Step = Callable[[ActionReturn, User, int], object]
PDF = b"%PDF-1.7 "


def save(one: ActionReturn, _by: User, number: int) -> object:
    content = Content(Outcome.DONE, f"Tekst {number}")
    return operations.save_draft(
        action_return=one,
        content=content,
        revision=one.revision,
        by=reporter_of(one),
        at=moment(number),
    )


def send(one: ActionReturn, _by: User, number: int) -> object:
    return operations.submit_return(
        action_return=one,
        content=Content(Outcome.DONE, f"Wysłane {number}"),
        revision=one.revision,
        by=reporter_of(one),
        at=moment(number),
    )


def certify(one: ActionReturn, _by: User, number: int) -> object:
    return operations.certify_return(action_return=one, by=certifier_of(one), at=moment(number))


def decline(one: ActionReturn, _by: User, number: int) -> object:
    return operations.decline_return(
        action_return=one, reason="Popraw", by=certifier_of(one), at=moment(number)
    )


def send_back(one: ActionReturn, by: User, number: int) -> object:
    return operations.send_back_return(
        action_return=one,
        reason="Uzupełnij",
        sections=[Section.NARRATIVE],
        due_on=date(2023, 2, 7),
        by=by,
        at=moment(number),
    )


def accept(one: ActionReturn, by: User, number: int) -> object:
    return operations.accept_return(action_return=one, by=by, at=moment(number))


def release(one: ActionReturn, by: User, number: int) -> object:
    return operations.release_states(period=one.period, by=by, at=moment(number))


def attach(one: ActionReturn, _by: User, number: int) -> object:
    content = PDF + str(number).encode()
    return operations.add_file(
        action_return=one, name="a.pdf", content=content, by=reporter_of(one), at=moment(number)
    )


def detach(one: ActionReturn, _by: User, number: int) -> object:
    file = one.files.filter(removed_at=None).first()
    if file is None:
        return None
    return operations.remove_file(file=file, by=reporter_of(one), at=moment(number))


def renew(one: ActionReturn, by: User, number: int) -> object:
    link = ReturnLink.objects.filter(period=one.period, purpose=Purpose.REPORT).order_by("-pk")[0]
    return operations.renew_link(link=link, by=by, at=moment(number))


def fetch(one: ActionReturn, _by: User, number: int) -> object:
    return operations.fetch_numbers(
        action_return=one, revision=one.revision, by=reporter_of(one), at=moment(number)
    )


def record_activity(one: ActionReturn, _by: User, number: int) -> object:
    kinds = one.period.authority.activity_kinds
    kind = kinds.first() or make_kind(one.period.authority)
    return make_activity(
        kind=kind,
        body=one.body,
        action=one.action,
        numbers={"people.seniors": number},
        first_day=date(2022, 3, 4),
    )


def send_part(one: ActionReturn, _by: User, number: int) -> object:
    part = part_of(one)
    counts = (Count("Kontrole", str(number), "szt."),)
    return operations.submit_return(
        action_return=part,
        content=Content(Outcome.DONE, f"Część {number}", counts=counts),
        revision=part.revision,
        by=reporter_of(part),
        at=moment(number),
    )


def send_part_back(one: ActionReturn, by: User, number: int) -> object:
    return send_back(part_of(one), by, number)


def take_text(one: ActionReturn, _by: User, number: int) -> object:
    return operations.take_text(
        action_return=one,
        sealed_id=sealed_part(one),
        revision=one.revision,
        by=reporter_of(one),
        at=moment(number),
    )


def take_number(one: ActionReturn, _by: User, number: int) -> object:
    return operations.take_number(
        action_return=one,
        sealed_id=sealed_part(one),
        row=0,
        revision=one.revision,
        by=reporter_of(one),
        at=moment(number),
    )


def take_total(one: ActionReturn, _by: User, number: int) -> object:
    measures = beside(one).measures
    return operations.take_total(
        action_return=one,
        mark=measures[0].mark if measures else "",
        revision=one.revision,
        by=reporter_of(one),
        at=moment(number),
    )


def escalate(one: ActionReturn, _by: User, number: int) -> object:
    return operations.write_escalations(
        period=one.period, today=date(2023, 3, 1), at=moment(number)
    )


def part_of(one: ActionReturn) -> ActionReturn:
    parts = ActionReturn.objects.select_related("period__authority", "body")
    return parts.get(period=one.period, part=Part.CO_RESPONSIBLE)


def sealed_part(one: ActionReturn) -> int:
    sealed = part_of(one).sealed.order_by("-number").first()
    return sealed.pk if sealed else 0


STEPS: Mapping[str, Step] = {
    step.__name__: step
    for step in (
        *(save, send, certify, decline, send_back, accept, release, attach, detach, renew),
        *(fetch, record_activity, send_part, send_part_back),
        *(take_text, take_number, take_total, escalate),
    )
}


def moment(number: int) -> datetime:
    return MORNING + timedelta(minutes=number)


@pytest.fixture
def waiting(authority: Authority, coordinator: User) -> ActionReturn:
    """The return of a lead body, with the part of a co-responsible one beside it."""
    version = make_version(authority)
    lead = make_body(authority=authority, short_name="PSP", email="psp@example.org")
    other = make_body(authority=authority, short_name="MZD", email="mzd@example.org")
    make_action(version, lead, code="8.3", with_bodies=[other])
    period = open_year(version, coordinator)
    make_certifier(lead, coordinator)
    return period.returns.get(part=Part.LEAD)


@given(st.lists(st.sampled_from(list(STEPS)), min_size=4, max_size=30))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_path_changes_a_sealed_return(
    waiting: ActionReturn, coordinator: User, tried: list[str]
) -> None:
    with transaction.atomic():
        kept: dict[int, tuple[str, object]] = {}
        for number, name in enumerate(tried, 1):
            returns = ActionReturn.objects.select_related("period__authority", "body", "action")
            one = returns.get(part=Part.LEAD)
            with suppress(Refused, ReturnLink.DoesNotExist):
                STEPS[name](one, coordinator, number)
            kept = still_as_they_were(kept)
        state_follows_from_events()
        transaction.set_rollback(True)


def still_as_they_were(kept: dict[int, tuple[str, object]]) -> dict[int, tuple[str, object]]:
    """What is sealed now; what was sealed before must be among it, unchanged."""
    now = {one.pk: (one.seal, one.content) for one in SealedReturn.objects.all()}
    assert {key: now.get(key) for key in kept} == kept
    assert all(seal_of(content) == seal for seal, content in now.values())
    files = {file.sha256 for file in ReturnFile.objects.all()}
    for _seal, content in now.values():
        assert {file["sha256"] for file in content["files"]} <= files
    return now


def state_follows_from_events() -> None:
    for one in ActionReturn.objects.all():
        follows_from_events(one)


def follows_from_events(one: ActionReturn) -> None:
    events = list(one.events.order_by("number"))
    reached = projection_of(events)
    assert (reached.state, reached.accepted_at) == (one.state, one.accepted_at)
    if one.state == ReturnState.ACCEPTED:
        last = one.sealed.order_by("-number")[0]
        assert [event.sealed_id for event in events if event.kind == "ACCEPTED"] == [last.pk]
