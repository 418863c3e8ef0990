"""What the clock does: each reminder once, erasing in time, closing what is quiet."""

from datetime import timedelta

from prevenio.advice.models import Question, QuestionState
from prevenio.advice.operations import answering
from prevenio.advice.operations.erasing import erase_in_time
from prevenio.advice.operations.reminding import close_quiet, remind
from prevenio.advice.tests.factories import (
    MORNING,
    make_answered,
    make_group,
    make_published,
    make_question,
    make_topic,
)
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_member

A_DAY = timedelta(days=1)


def test_each_reminder_goes_once_and_the_last_one_to_the_coordinator_too(
    authority: Authority, coordinator: User
) -> None:
    member = make_member(authority=authority, role=Role.READER)
    make_group(authority, member=member)
    make_question(authority)
    written: list[set[str]] = []
    for number in range(14):
        Notice.objects.all().delete()
        for _again in range(2):
            remind(authority=authority, at=MORNING + number * A_DAY)
        written.append(set(Notice.objects.values_list("to", flat=True)))

    # Due on Monday the 9th: told on Friday, on Tuesday after it, on Thursday as a third day late.
    told = {number: to for number, to in enumerate(written) if to}
    assert told == {
        4: {member.email},
        8: {member.email},
        10: {member.email, coordinator.email},
    }


def test_nobody_is_reminded_of_what_waits_for_the_resident(
    authority: Authority, coordinator: User
) -> None:
    question = make_question(authority)
    answering.ask_back(
        question=question, seen=question.revision, text="?", by=coordinator, at=MORNING
    )

    assert remind(authority=authority, at=MORNING + 30 * A_DAY) == 0


def test_contacts_and_words_are_erased_when_their_days_have_passed(
    authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    topic = make_topic(authority, contact_days=90, text_days=400)
    question = make_published(
        authority, coordinator, head_of_bureau, topic=topic, email="a@example.org"
    )
    answering.close(
        question=question, seen=question.revision, reason="", by=coordinator, at=MORNING
    )

    assert erase_in_time(authority=authority, at=MORNING + 90 * A_DAY) == (0, 0)
    assert erase_in_time(authority=authority, at=MORNING + 91 * A_DAY) == (1, 0)
    assert Question.objects.get().email == ""
    assert not Notice.objects.filter(to="a@example.org").exists(), "no letter is on its way"
    assert erase_in_time(authority=authority, at=MORNING + 401 * A_DAY) == (0, 1)
    assert erase_in_time(authority=authority, at=MORNING + 402 * A_DAY) == (0, 0)
    question.refresh_from_db()
    assert set(question.texts.values_list("text", flat=True)) == {""}
    assert question.published.answer_text.startswith("**Zavěste.**")


def test_what_nobody_writes_to_is_closed(authority: Authority, coordinator: User) -> None:
    question = make_answered(authority, coordinator)

    assert close_quiet(authority=authority, at=MORNING + 30 * A_DAY) == 0
    assert close_quiet(authority=authority, at=MORNING + 31 * A_DAY) == 1
    question.refresh_from_db()
    assert question.state == QuestionState.CLOSED
