"""Writing, sending, certifying, deciding: what is allowed, what is refused, what never changes."""

from datetime import date, datetime, timedelta

import pytest
from django.db import models

from prevenio.journal.models import AppendOnly, Entry
from prevenio.journal.queries import verify_chain
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations
from prevenio.returns.content import Content, Section, seal_of
from prevenio.returns.counts import Count
from prevenio.returns.models import (
    ActionReturn,
    EventKind,
    Outcome,
    Purpose,
    ReturnEvent,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.states import projection_of
from prevenio.returns.tests.factories import (
    DONE,
    DUE,
    MORNING,
    certifier_of,
    live,
    make_action,
    make_certifier,
    make_period,
    make_version,
    open_year,
    reporter_of,
    submit,
)


@pytest.fixture
def waiting(authority: Authority, coordinator: User) -> ActionReturn:
    """A return that its body has not sent; the sender certifies."""
    return make_period(authority, coordinator).returns.get()


def save(one: ActionReturn, content: Content = DONE, at: datetime = MORNING) -> ActionReturn:
    return operations.save_draft(
        action_return=one, content=content, revision=one.revision, by=reporter_of(one), at=at
    )


def send_back(one: ActionReturn, by: User, **changes: object) -> ActionReturn:
    asked = {
        "reason": "Podaj liczbę czujników.",
        "sections": [Section.COUNTS],
        "due_on": date(2023, 2, 7),
        **changes,
    }
    return operations.send_back_return(action_return=one, by=by, at=MORNING, **asked)  # type: ignore[arg-type]


def test_what_was_typed_is_kept_and_not_journaled(waiting: ActionReturn) -> None:
    before = Entry.objects.count()

    save(waiting, Content(Outcome.IN_COURSE, "Trwa", counts=(Count("Czujniki", "240", "szt."),)))

    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.narrative) == (Outcome.IN_COURSE, "Trwa")
    assert waiting.counts == [["Czujniki", "240", "szt."]]
    assert (waiting.revision, waiting.saved_at) == (1, MORNING)
    assert Entry.objects.count() == before


def test_an_older_page_cannot_overwrite_a_newer_text(waiting: ActionReturn) -> None:
    save(waiting, Content(narrative="Nowszy"))

    with pytest.raises(operations.ChangedMeanwhile):
        save(waiting, Content(narrative="Starszy"))

    waiting.refresh_from_db()
    assert waiting.narrative == "Nowszy"


def test_sending_seals_the_content_and_says_so_in_the_journal(waiting: ActionReturn) -> None:
    submit(waiting)

    sealed = waiting.sealed.get()
    assert waiting.state == ReturnState.CERTIFIED
    assert sealed.content["narrative"] == DONE.narrative
    assert sealed.seal == seal_of(sealed.content)
    assert (sealed.by_name, sealed.by_office) == ("Ewa Kowalska", "inspektor")
    entry = Entry.objects.get(fact="returns.return.submitted")
    assert entry.details["seal"] == sealed.seal
    assert entry.by_name == "Ewa Kowalska"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (Content("", "Tekst"), "state"),
        (Content(Outcome.DONE, "  "), "sentences"),
        (Content(Outcome.ABANDONED, "Tekst"), "abandoned"),
        (Content(Outcome.NOT_TRIGGERED), "state"),
        (Content(Outcome.NOT_DUE), "state"),
        (Content("NIEMA", "Tekst"), "state"),
        (Content(Outcome.DONE, "x" * 2001), "2,000"),
        (Content(Outcome.DONE, "x", counts=(Count("", "5", "szt."),)), "number"),
    ],
)
def test_an_incomplete_return_is_kept_as_it_was_and_not_sent(
    waiting: ActionReturn, content: Content, what: str
) -> None:
    with pytest.raises(operations.Incomplete, match=what):
        submit(waiting, content=content)

    waiting.refresh_from_db()
    assert waiting.state == ReturnState.DRAFT
    assert not SealedReturn.objects.exists()


def test_a_return_needs_a_name_and_an_office(waiting: ActionReturn) -> None:
    with pytest.raises(operations.NameMissing):
        operations.submit_return(
            action_return=waiting,
            content=DONE,
            revision=0,
            by=reporter_of(waiting, name=" "),
            at=MORNING,
        )


def test_a_sent_return_cannot_be_written_in(waiting: ActionReturn) -> None:
    submit(waiting)

    with pytest.raises(operations.AlreadySent):
        save(waiting, Content(narrative="Poprawka"))
    with pytest.raises(operations.AlreadySent):
        operations.add_file(
            action_return=waiting,
            name="a.pdf",
            content=b"%PDF-1.7",
            by=reporter_of(waiting),
            at=MORNING,
        )


def test_a_link_of_another_body_writes_nothing(
    waiting: ActionReturn, authority: Authority, coordinator: User
) -> None:
    other = make_body(authority=authority, short_name="SM", email="sm@example.org")
    version = make_version(authority)
    make_action(version, other, code="1.1")
    theirs = open_year(version, coordinator).returns.get()

    with pytest.raises(NotAllowed):
        operations.save_draft(
            action_return=waiting, content=DONE, revision=0, by=reporter_of(theirs), at=MORNING
        )


def test_before_the_window_opens_nothing_is_taken(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator, opens_on=MORNING.date())
    period.window.opens_on = date(2023, 1, 18)
    period.window.save()

    with pytest.raises(operations.NotOpenYet):
        save(period.returns.get())


def test_after_the_lock_only_an_exception_lets_a_body_send(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator, locks_on=date(2023, 2, 3))
    one, late = period.returns.get(), datetime(2023, 2, 6, 9, 0, tzinfo=MORNING.tzinfo)
    with pytest.raises(operations.LinkClosed):
        submit(one, at=late)

    operations.grant_exception(
        window=period.window,
        body=one.body,
        until=date(2023, 2, 10),
        reason="Awaria systemu",
        by=coordinator,
        at=late,
    )

    assert submit(one, at=late).state == ReturnState.CERTIFIED
    assert Entry.objects.filter(fact="returns.exception.granted").count() == 1


def test_the_exception_ends_with_its_day(authority: Authority, coordinator: User) -> None:
    period = make_period(authority, coordinator, locks_on=date(2023, 2, 3))
    one = period.returns.get()
    operations.grant_exception(
        window=period.window,
        body=one.body,
        until=date(2023, 2, 10),
        reason="Awaria",
        by=coordinator,
        at=datetime(2023, 2, 6, 9, 0, tzinfo=MORNING.tzinfo),
    )

    with pytest.raises(operations.LinkClosed):
        submit(one, at=datetime(2023, 2, 13, 9, 0, tzinfo=MORNING.tzinfo))


def test_a_second_person_certifies(authority: Authority, coordinator: User) -> None:
    one = make_period(authority, coordinator, needs_certifier=True).returns.get()
    make_certifier(one.body, coordinator)
    submit(one)
    assert one.state == ReturnState.SUBMITTED

    certified = operations.certify_return(action_return=one, by=certifier_of(one), at=MORNING)

    assert certified.state == ReturnState.CERTIFIED
    assert Entry.objects.filter(fact="returns.return.certified", by_id=None).count() == 1


def test_the_sender_cannot_certify_under_the_same_name(
    authority: Authority, coordinator: User
) -> None:
    one = make_period(authority, coordinator, needs_certifier=True).returns.get()
    make_certifier(one.body, coordinator)
    submit(one)

    with pytest.raises(operations.SecondPersonNeeded):
        operations.certify_return(
            action_return=one, by=certifier_of(one, name="ewa  KOWALSKA"), at=MORNING
        )
    with pytest.raises(NotAllowed):
        operations.certify_return(action_return=one, by=reporter_of(one), at=MORNING)


def test_the_certifier_hands_a_return_back_with_a_remark(
    authority: Authority, coordinator: User
) -> None:
    one = make_period(authority, coordinator, needs_certifier=True).returns.get()
    make_certifier(one.body, coordinator)
    submit(one)

    with pytest.raises(operations.ReasonMissing):
        operations.decline_return(action_return=one, reason=" ", by=certifier_of(one), at=MORNING)
    operations.decline_return(
        action_return=one, reason="Za mało liczb", by=certifier_of(one), at=MORNING
    )

    one.refresh_from_db()
    assert one.state == ReturnState.SENT_BACK
    assert submit(one).state == ReturnState.SUBMITTED


def test_an_uncertified_return_cannot_be_accepted(authority: Authority, coordinator: User) -> None:
    one = make_period(authority, coordinator, needs_certifier=True).returns.get()
    make_certifier(one.body, coordinator)
    submit(one)

    with pytest.raises(WrongState):
        operations.accept_return(action_return=one, by=coordinator, at=MORNING)


def test_a_returned_section_is_mended_and_both_seals_stay(
    waiting: ActionReturn, coordinator: User
) -> None:
    submit(waiting)
    send_back(waiting, coordinator)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.due_on) == (ReturnState.SENT_BACK, date(2023, 2, 7))
    assert Notice.objects.filter(text__contains="Podaj liczbę czujników.").count() == 1

    mended = Content(Outcome.DONE, DONE.narrative, counts=(Count("Czujniki", "240", "szt."),))
    submit(waiting, content=mended, at=MORNING + timedelta(days=1))
    operations.accept_return(action_return=waiting, by=coordinator, at=MORNING)

    first, second = waiting.sealed.order_by("number")
    assert first.content["counts"] == []
    assert second.content["counts"] == [["Czujniki", "240", "szt."]]
    assert first.seal != second.seal
    kinds = list(waiting.events.order_by("number").values_list("kind", flat=True))
    assert kinds == [
        EventKind.PREPARED,
        EventKind.SUBMITTED,
        EventKind.CERTIFIED,
        EventKind.SENT_BACK,
        EventKind.SUBMITTED,
        EventKind.CERTIFIED,
        EventKind.ACCEPTED,
    ]
    waiting.refresh_from_db()
    assert waiting.state == ReturnState.ACCEPTED
    assert waiting.first_submitted_at == MORNING


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "  "}, operations.ReasonMissing),
        ({"sections": []}, operations.SectionMissing),
        ({"sections": ["NIEMA"]}, operations.SectionMissing),
        ({"due_on": date(2023, 1, 16)}, operations.DueInThePast),
        ({"due_on": date(2023, 2, 4)}, operations.DueInThePast),
    ],
)
def test_sending_back_needs_reason_sections_and_a_working_day(
    waiting: ActionReturn,
    coordinator: User,
    changes: dict[str, object],
    refusal: type[Exception],
) -> None:
    submit(waiting)

    with pytest.raises(refusal):
        send_back(waiting, coordinator, **changes)

    waiting.refresh_from_db()
    assert waiting.state == ReturnState.CERTIFIED


def test_what_is_sent_back_after_the_lock_can_be_mended_until_its_new_day(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator, locks_on=date(2023, 2, 1))
    one = submit(period.returns.get())
    late = datetime(2023, 2, 3, 9, 0, tzinfo=MORNING.tzinfo)

    operations.send_back_return(
        action_return=one,
        reason="Podaj liczbę.",
        sections=[Section.COUNTS],
        due_on=date(2023, 2, 7),
        by=coordinator,
        at=late,
    )

    one.refresh_from_db()
    assert Notice.objects.filter(text__contains="Podaj liczbę.").count() == 1
    mended = submit(one, at=datetime(2023, 2, 7, 15, 0, tzinfo=MORNING.tzinfo))
    assert mended.state == ReturnState.CERTIFIED


def test_after_its_link_was_ended_a_body_gets_a_new_one_with_the_send_back(
    waiting: ActionReturn, coordinator: User
) -> None:
    submit(waiting)
    link = live(waiting, Purpose.REPORT)
    operations.revoke_link(link=link, by=coordinator, at=MORNING)

    send_back(waiting, coordinator)

    assert live(waiting, Purpose.REPORT) != link


def test_nothing_is_sent_back_in_a_closed_period(waiting: ActionReturn, coordinator: User) -> None:
    submit(waiting)
    operations.close_period(period=waiting.period, by=coordinator, at=MORNING)

    with pytest.raises(operations.PeriodClosed):
        send_back(waiting, coordinator)


def test_nobody_but_the_bureau_decides(
    waiting: ActionReturn, reader: User, stranger: User, reporter: User
) -> None:
    submit(waiting)

    for person in (reader, stranger, reporter):
        with pytest.raises(NotAllowed):
            operations.accept_return(action_return=waiting, by=person, at=MORNING)
        with pytest.raises(NotAllowed):
            send_back(waiting, person)
        with pytest.raises(NotAllowed):
            operations.release_states(period=waiting.period, by=person, at=MORNING)


def test_states_are_shown_to_residents_only_once_accepted_and_released(
    waiting: ActionReturn, coordinator: User
) -> None:
    with pytest.raises(operations.NothingToRelease):
        operations.release_states(period=waiting.period, by=coordinator, at=MORNING)
    submit(waiting)
    operations.accept_return(action_return=waiting, by=coordinator, at=MORNING)
    waiting.refresh_from_db()
    assert waiting.released_at is None

    assert operations.release_states(period=waiting.period, by=coordinator, at=MORNING) == 1

    waiting.refresh_from_db()
    assert waiting.released_at == MORNING


def test_what_is_sealed_cannot_be_changed_or_deleted(waiting: ActionReturn) -> None:
    submit(waiting)
    sealed, event = waiting.sealed.get(), waiting.events.order_by("number")[0]

    for row in (sealed, event):
        with pytest.raises(AppendOnly):
            row.save()
        with pytest.raises(AppendOnly):
            row.delete()
        rows = SealedReturn.objects.all() if row is sealed else ReturnEvent.objects.all()
        with pytest.raises(AppendOnly):
            rows.update(pk=1)
        with pytest.raises(AppendOnly):
            rows.delete()
    with pytest.raises(models.ProtectedError):
        waiting.delete()


def test_the_state_can_be_made_again_from_the_events(
    waiting: ActionReturn, coordinator: User
) -> None:
    submit(waiting)
    send_back(waiting, coordinator)
    submit(waiting)
    operations.accept_return(action_return=waiting, by=coordinator, at=MORNING)

    reached = projection_of(waiting.events.order_by("number"))

    waiting.refresh_from_db()
    assert reached.state == waiting.state
    assert reached.accepted_at == waiting.accepted_at
    assert reached.due_on == waiting.due_on


def test_a_closed_period_takes_nothing(waiting: ActionReturn, coordinator: User) -> None:
    operations.close_period(period=waiting.period, by=coordinator, at=MORNING)

    with pytest.raises(operations.LinkClosed):
        save(waiting)
    with pytest.raises(WrongState):
        operations.close_period(period=waiting.period, by=coordinator, at=MORNING)


def test_the_journal_proves_what_happened(waiting: ActionReturn, coordinator: User) -> None:
    submit(waiting)
    operations.accept_return(action_return=waiting, by=coordinator, at=MORNING)

    assert verify_chain(waiting.period.authority_id).fault is None
    assert waiting.due_on == DUE
