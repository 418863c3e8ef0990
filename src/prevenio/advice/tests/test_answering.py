from datetime import date, timedelta
from typing import Any

import pytest

from prevenio.advice.models import EventKind, Question, QuestionState, TextKind
from prevenio.advice.operations import answering, resident
from prevenio.advice.operations.answering import DueInThePast, SameBody, SpamHasAnswer
from prevenio.advice.operations.resident import QuestionErased
from prevenio.advice.operations.steps import ChangedMeanwhile
from prevenio.advice.tests.factories import (
    MORNING,
    make_answered,
    make_group,
    make_place,
    make_question,
)
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.kernel.written import ReasonMissing, WordsMissing
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member

A_DAY = timedelta(days=1)


def test_an_answer_goes_to_the_address_that_was_left(
    authority: Authority, coordinator: User
) -> None:
    question = make_question(authority, email="Eva@Example.org")
    Notice.objects.all().delete()

    answering.answer(
        question=question,
        seen=question.revision,
        text="Zavěste.",
        by=coordinator,
        at=MORNING + 2 * A_DAY,
    )

    question.refresh_from_db()
    assert question.state == QuestionState.ANSWERED
    assert question.answered_in == 2
    letter = Notice.objects.get()
    assert letter.to == "eva@example.org"
    assert "Zavěste." in letter.text
    assert "Novotný" not in letter.text


def test_of_two_who_answer_one_wins_and_the_other_is_told(
    authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    question = make_question(authority)
    seen = question.revision
    answering.answer(question=question, seen=seen, text="First", by=coordinator, at=MORNING)

    with pytest.raises(ChangedMeanwhile):
        answering.answer(question=question, seen=seen, text="Second", by=head_of_bureau, at=MORNING)

    answers = question.texts.filter(kind=TextKind.ANSWER)
    assert [one.text for one in answers] == ["First"]


def test_a_corrected_answer_leaves_the_older_one_on_record(
    authority: Authority, coordinator: User
) -> None:
    question = make_answered(authority, coordinator)

    answering.correct_answer(
        question=question, seen=question.revision, text="Newer", by=coordinator, at=MORNING
    )

    answers = question.texts.filter(kind=TextKind.ANSWER).order_by("pk")
    assert [one.text for one in answers] == ["Zavěste.", "Newer"]


def test_the_clock_stands_still_while_the_resident_is_asked_back(
    authority: Authority, coordinator: User
) -> None:
    question = make_question(authority)
    # Asked back on Wednesday with three working days left; the reply comes two weeks later.
    question = answering.ask_back(
        question=question,
        seen=question.revision,
        text="Kdy to bylo?",
        by=coordinator,
        at=MORNING + 2 * A_DAY,
    )
    assert (question.state, question.days_left) == (QuestionState.WAITING, 3)
    assert not question.is_late_on(date(2026, 12, 1))

    question = resident.add_message(question=question, text="Včera.", at=MORNING + 16 * A_DAY)

    assert question.state == QuestionState.OPEN
    assert question.due_on == date(2026, 3, 23)


def test_handing_over_keeps_the_day_or_gives_a_new_one(
    authority: Authority, coordinator: User, body: Body
) -> None:
    question = make_question(authority)
    handed: Any = {"by": coordinator, "at": MORNING, "reason": "Police know it."}
    question = answering.hand_over(question=question, seen=question.revision, body=body, **handed)
    assert (question.body, question.due_on) == (body, date(2026, 3, 9))

    other = make_body(authority=authority)
    later = date(2026, 3, 20)
    question = answering.hand_over(
        question=question, seen=question.revision, body=other, due_on=later, **handed
    )
    assert (question.body, question.due_on) == (other, later)
    with pytest.raises(SameBody):
        answering.hand_over(question=question, seen=question.revision, body=other, **handed)
    with pytest.raises(DueInThePast):
        answering.hand_over(
            question=question,
            seen=question.revision,
            body=body,
            due_on=date(2026, 3, 1),
            **handed,
        )
    with pytest.raises(ReasonMissing):
        answering.hand_over(
            question=question,
            seen=question.revision,
            body=body,
            by=coordinator,
            at=MORNING,
            reason=" ",
        )


def test_a_message_opens_an_answered_question_with_a_new_day(
    authority: Authority, coordinator: User
) -> None:
    question = make_answered(authority, coordinator)

    question = resident.add_message(question=question, text="A co když?", at=MORNING + 7 * A_DAY)
    again = resident.add_message(question=question, text="A co když?", at=MORNING + 7 * A_DAY)

    assert (question.state, question.due_on) == (QuestionState.OPEN, date(2026, 3, 16))
    assert again.revision == question.revision


def test_closing_without_an_answer_needs_a_reason(authority: Authority, coordinator: User) -> None:
    question = make_question(authority)

    with pytest.raises(ReasonMissing):
        answering.close(
            question=question, seen=question.revision, reason="", by=coordinator, at=MORNING
        )


def test_spam_is_put_aside_and_comes_back(authority: Authority, coordinator: User) -> None:
    question = make_question(authority, doubt="links", email="a@b.cz")
    staff: Any = {"by": coordinator, "at": MORNING}
    question = answering.mark_as_spam(question=question, seen=question.revision, **staff)
    assert (question.state, question.email) == (QuestionState.SPAM, "")

    question = answering.release(question=question, seen=question.revision, **staff)
    assert question.state == QuestionState.OPEN

    answered = make_answered(authority, coordinator)
    answered = resident.add_message(question=answered, text="Buy this", at=MORNING)
    with pytest.raises(SpamHasAnswer):
        answering.mark_as_spam(question=answered, seen=answered.revision, **staff)


def test_words_erased_by_hand_cannot_be_added_to(authority: Authority, coordinator: User) -> None:
    question = make_answered(authority, coordinator)
    question = answering.close(
        question=question, seen=question.revision, reason="", by=coordinator, at=MORNING
    )
    question = answering.erase_question(
        question=question, seen=question.revision, by=coordinator, at=MORNING
    )

    assert set(question.texts.values_list("text", flat=True)) == {""}
    with pytest.raises(QuestionErased):
        resident.add_message(question=question, text="More", at=MORNING)


def test_who_sees_what(authority: Authority, coordinator: User, body: Body) -> None:
    office = make_body(authority=authority)
    place = make_place(authority, office=office)
    reader = make_member(authority=authority, role=Role.READER)
    member = make_member(authority=authority, role=Role.READER)
    make_group(authority, place=place, member=member)
    officer = make_member(authority=authority, role=Role.REPORTER, body=office)
    police = make_member(authority=authority, role=Role.REPORTER, body=body)
    stranger = make_member(role=Role.COORDINATOR)
    mine = make_question(authority, place=place)
    other = make_question(authority, topic=mine.topic, place=make_place(authority, "Jinde"))

    def may(user: User, question: Question) -> bool:
        try:
            answering.ask_back(
                question=question,
                seen=question.revision + 100,
                text="?",
                by=user,
                at=MORNING,
            )
        except NotAllowed:
            return False
        except ChangedMeanwhile:
            return True
        raise AssertionError

    assert [may(user, mine) for user in (coordinator, member, officer)] == [True] * 3
    assert [may(user, other) for user in (member, officer)] == [False] * 2
    assert not any(may(user, mine) for user in (reader, police, stranger))

    answering.hand_over(
        question=mine,
        seen=mine.revision,
        body=body,
        reason="Theirs",
        by=coordinator,
        at=MORNING,
    )
    mine.refresh_from_db()
    assert may(police, mine)


@pytest.mark.parametrize("step", ["answer", "correct_answer", "ask_back"])
def test_nothing_empty_is_sent(authority: Authority, coordinator: User, step: str) -> None:
    question = make_question(authority)
    if step == "correct_answer":
        question = make_answered(authority, coordinator)

    with pytest.raises(WordsMissing):
        getattr(answering, step)(
            question=question, seen=question.revision, text=" ", by=coordinator, at=MORNING
        )


def test_a_held_question_is_let_through_before_it_is_answered(
    authority: Authority, coordinator: User
) -> None:
    question = make_question(authority, doubt="trap", consent=False)

    with pytest.raises(WrongState):
        answering.answer(
            question=question, seen=question.revision, text="x", by=coordinator, at=MORNING
        )
    assert not question.texts.filter(kind=TextKind.ANSWER).exists()
    assert question.events.get().kind == EventKind.HELD
