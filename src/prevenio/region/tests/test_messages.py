"""What groups write to each other, who reads it, what goes out by e-mail, taking back."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.places.models import GroupMember, WorkingGroup
from prevenio.region.files import Upload
from prevenio.region.models import Message
from prevenio.region.operations import meetings, messages, tasks
from prevenio.region.operations.messages import NothingSaid
from prevenio.region.operations.reminding import remind_of_tasks
from prevenio.region.queries.visible import messages_visible_to
from prevenio.region.tasks import call_tasks_to_mind
from prevenio.region.tests.cast import HOSTILE, NOW, TODAY, Cast
from prevenio.web.pictures import KindNotTaken

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 plan"
WITHOUT_ACCOUNT = "lekarka@example.org"


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def doctor(cast: Cast) -> GroupMember:
    """A member who has an address and no account."""
    return GroupMember.objects.create(
        group=cast.group, person_name="Dana Lékařka", email=WITHOUT_ACCOUNT
    )


def write(cast: Cast, by: User, group: WorkingGroup | None, **said: Any) -> Message:
    usual: dict[str, Any] = {
        "title": "Noční hlídky",
        "words": "Od pátku chodíme dva.",
        "upload": None,
    }
    return messages.write_message(
        authority=cast.region,
        group=group,
        by=by,
        at=NOW,
        **{**usual, **said},
    )


def sees(cast: Cast, user: User) -> set[int]:
    roles = list(user.memberships.filter(authority=cast.region))
    seen = messages_visible_to(roles, cast.region, today=TODAY)
    return set(seen.values_list("pk", flat=True))


def letters() -> dict[str, Notice]:
    return {one.to: one for one in Notice.objects.all()}


def test_a_message_reaches_the_whole_group_by_mail_too(cast: Cast, doctor: GroupMember) -> None:
    made = write(cast, cast.clerk, cast.group, upload=Upload("plán.pdf", PDF))

    sent = letters()
    assert set(sent) == {cast.member.email, doctor.email}
    assert "Od pátku chodíme dva." in sent[WITHOUT_ACCOUNT].text
    assert "plán.pdf" in sent[WITHOUT_ACCOUNT].text
    assert "/desk/" not in sent[WITHOUT_ACCOUNT].text
    assert f"/desk/region/messages/{made.pk}/" in sent[cast.member.email].text
    entry = Entry.objects.get(fact="region.message.written")
    assert not any(word in str(entry.payload) for word in ("chodíme", "hlídky", "plán"))


def test_a_reply_goes_to_who_wrote_first_as_well(cast: Cast, doctor: GroupMember) -> None:
    GroupMember.objects.create(group=cast.group, user=cast.clerk, person_name="Eva S")
    first = write(cast, cast.clerk, cast.group)
    Notice.objects.all().delete()

    answer = messages.reply(message=first, words="Přidáme se.", upload=None, by=cast.member, at=NOW)

    assert set(letters()) == {cast.clerk.email, doctor.email}
    assert "Noční hlídky" in letters()[cast.clerk.email].subject
    with pytest.raises(WrongState):
        messages.reply(message=answer, words="A já.", upload=None, by=cast.member, at=NOW)


def test_group_office_bureau_and_readers_see_it_and_the_neighbour_does_not(cast: Cast) -> None:
    made = write(cast, cast.member, cast.group)

    for user in (cast.bureau, cast.reader, cast.clerk, cast.member):
        assert sees(cast, user) == {made.pk}
    assert sees(cast, cast.neighbour) == set()


def test_what_the_bureau_writes_to_all_reaches_every_group_and_nobody_else(
    cast: Cast,
) -> None:
    GroupMember.objects.create(group=cast.other_group, user=cast.neighbour, person_name="Ota T")
    school = make_body(authority=cast.region, short_name="ZŠ")
    outside = make_member(authority=cast.region, role=Role.REPORTER, body=school, name="Iva Z")

    made = write(cast, cast.bureau, None)

    assert set(letters()) == {cast.member.email, cast.neighbour.email}
    for user in (cast.clerk, cast.neighbour, cast.member):
        assert sees(cast, user) == {made.pk}
    assert sees(cast, outside) == set()
    messages.reply(message=made, words="Rozumíme.", upload=None, by=cast.neighbour, at=NOW)
    with pytest.raises(NotAllowed):
        messages.reply(message=made, words="A já?", upload=None, by=outside, at=NOW)


def test_whom_it_does_not_concern_writes_nothing(cast: Cast, stranger: User) -> None:
    for by in (cast.neighbour, cast.reader, stranger):
        with pytest.raises(NotAllowed):
            write(cast, by, cast.group)
    with pytest.raises(NotAllowed):
        write(cast, cast.clerk, None)
    assert not Message.objects.exists()
    assert not Notice.objects.exists()


def test_who_has_left_the_group_reads_it_no_more(cast: Cast) -> None:
    write(cast, cast.clerk, cast.group)
    GroupMember.objects.filter(user=cast.member).update(last_day=TODAY - timedelta(days=1))

    assert sees(cast, cast.member) == set()
    with pytest.raises(NotAllowed):
        write(cast, cast.member, cast.group)


@pytest.mark.parametrize("said", [{"title": " "}, {"words": "\n"}])
def test_a_message_that_says_nothing_is_refused(cast: Cast, said: dict[str, str]) -> None:
    with pytest.raises(NothingSaid):
        write(cast, cast.clerk, cast.group, **said)


def test_a_file_of_another_kind_is_refused_and_nothing_goes_out(cast: Cast) -> None:
    with pytest.raises(KindNotTaken):
        write(cast, cast.clerk, cast.group, upload=Upload("virus.exe", b"MZ\0"))

    assert not Message.objects.exists()
    assert not Notice.objects.exists()


def test_what_is_taken_back_leaves_neither_words_nor_file(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = write(cast, cast.member, cast.group, upload=Upload("plán.pdf", PDF))
    storage, name = made.file.storage, made.file.name
    with pytest.raises(NotAllowed):
        messages.take_back(message=made, by=cast.clerk, at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        messages.take_back(message=made, by=cast.member, at=NOW)

    made.refresh_from_db()
    assert (made.title, made.words, made.file_name, bool(made.file)) == ("", "", "", False)
    assert not storage.exists(str(name))
    with pytest.raises(WrongState):
        messages.reply(message=made, words="Co?", upload=None, by=cast.clerk, at=NOW)


def test_the_pages_tell_write_answer_and_take_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.member)
    file = SimpleUploadedFile("plán.pdf", PDF, content_type="application/pdf")
    address = cast.at(f"groups/{cast.group.pk}/messages/new/")
    assert f"{cast.group.name}: " in client.get(address).content.decode()
    said = {"title": HOSTILE, "words": HOSTILE, "file": file}
    assert client.post(address, said).status_code == 302
    made = Message.objects.get()

    page = client.get(cast.at(f"groups/{cast.group.pk}/")).content.decode()
    assert f"/messages/{made.pk}/" in page
    assert page.count("alert(1)") == 1
    assert "<script>alert" not in page
    own = cast.at(f"messages/{made.pk}/")
    assert client.post(own, {"words": ""}).status_code == 422
    assert client.post(own, {"words": "Ještě něco."}).status_code == 302
    page = client.get(own).content.decode()
    assert "Ještě něco." in page
    assert "<script>alert" not in page
    got = client.get(f"{own}file/")
    assert got.content == PDF
    assert got["X-Content-Type-Options"] == "nosniff"
    reply = Message.objects.get(answers=made)
    assert client.get(cast.at(f"messages/{reply.pk}/"))["Location"] == own
    assert client.get(cast.at(f"messages/{reply.pk}/file/")).status_code == 404
    assert client.post(f"{own}taken-back/").status_code == 302
    assert "Noční" not in client.get(own).content.decode()


def test_strangers_and_neighbours_find_nothing(client: Client, cast: Cast, stranger: User) -> None:
    made = write(cast, cast.clerk, cast.group, upload=Upload("plán.pdf", PDF))
    for user in (cast.neighbour, stranger):
        client.force_login(user)
        for address in ("", "file/"):
            assert client.get(cast.at(f"messages/{made.pk}/{address}")).status_code == 404
        assert client.post(cast.at(f"messages/{made.pk}/taken-back/")).status_code == 404
        new = client.get(cast.at(f"groups/{cast.group.pk}/messages/new/"))
        assert new.status_code == 404
    client.force_login(cast.clerk)
    assert client.get(cast.at("messages/new/")).status_code == 403


def test_before_sending_the_page_says_how_many_addresses_it_reaches(
    client: Client, cast: Cast, doctor: GroupMember
) -> None:
    client.force_login(cast.member)
    address = cast.at(f"groups/{cast.group.pk}/messages/new/")
    one = client.get(address).content.decode()
    GroupMember.objects.filter(pk=doctor.pk).update(email="")
    nobody = client.get(address).content.decode()

    assert "na 1 adresu" in one
    assert "jen na pracovní ploše" in nobody


@pytest.mark.parametrize("count", [1, 30])
def test_lists_of_messages_cost_the_same_however_many(
    client: Client, cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        first = write(cast, cast.bureau, None)
        messages.reply(message=first, words="Ano.", upload=None, by=cast.clerk, at=NOW)
    client.force_login(cast.bureau)

    for address in ("messages/", f"messages/{first.pk}/"):
        with django_assert_max_num_queries(8):
            assert client.get(cast.at(address)).status_code == 200


def test_a_meeting_tells_its_members_when_it_is_planned_moved_and_cancelled(
    cast: Cast, doctor: GroupMember
) -> None:
    plan = meetings.Plan(on=TODAY, place="radnice", agenda="Hlídky")
    made = meetings.plan_meeting(group=cast.group, plan=plan, by=cast.clerk, at=NOW)
    assert "Hlídky" in letters()[doctor.email].text
    Notice.objects.all().delete()

    meetings.change_plan(meeting=made, plan=plan, by=cast.clerk, at=NOW)
    assert not Notice.objects.exists()
    later = meetings.Plan(on=TODAY + timedelta(days=7), place="radnice")
    meetings.change_plan(meeting=made, plan=later, by=cast.clerk, at=NOW)
    meetings.cancel_meeting(meeting=made, reason="Povodeň", by=cast.clerk, at=NOW)

    told = Notice.objects.filter(to=doctor.email).order_by("pk")
    assert [one.text.count("Povodeň") > 0 for one in told] == [False, True]


def test_minutes_are_told_once(cast: Cast) -> None:
    plan = meetings.Plan(on=TODAY)
    made = meetings.plan_meeting(group=cast.group, plan=plan, by=cast.clerk, at=NOW)
    Notice.objects.all().delete()
    said = meetings.Minutes(on=TODAY, decisions="Koupit svítilny", others_present=2)

    for _time in range(2):
        meetings.write_minutes(meeting=made, minutes=said, upload=None, by=cast.clerk, at=NOW)

    assert "Koupit svítilny" in Notice.objects.get().text


def test_a_task_is_told_and_called_to_mind_once_before_and_once_after(
    cast: Cast, doctor: GroupMember
) -> None:
    said = tasks.TaskSaid(what="Koupit svítilny", due_on=TODAY + timedelta(days=5), member=doctor)
    made = tasks.set_task(group=cast.group, said=said, by=cast.clerk, at=NOW)
    assert [one.to for one in Notice.objects.all()] == [WITHOUT_ACCOUNT]

    counts = [
        remind_of_tasks(authority=cast.region, today=TODAY + timedelta(days=days), at=NOW)
        for days in (0, 2, 3, 6, 7, 60)
    ]

    assert counts == [0, 1, 0, 1, 0, 0]
    assert Entry.objects.filter(fact="region.task.minded").count() == 2
    later = tasks.TaskSaid(what="Koupit", due_on=TODAY + timedelta(days=9), member=doctor)
    tasks.change_task(task=made, said=later, by=cast.clerk, at=NOW)
    assert remind_of_tasks(authority=cast.region, today=later.due_on, at=NOW) == 1


def test_a_task_of_a_body_goes_to_its_people(cast: Cast) -> None:
    said = tasks.TaskSaid(what="Svítilny", due_on=TODAY + timedelta(days=1), body=cast.police)
    tasks.set_task(group=cast.group, said=said, by=cast.clerk, at=NOW)
    Notice.objects.all().delete()

    call_tasks_to_mind.call()

    assert [one.to for one in Notice.objects.all()] == [cast.member.email]


def test_a_task_that_nobody_can_be_told_of_waits(cast: Cast) -> None:
    silent = make_body(authority=cast.region, short_name="OÚ", email="")
    said = tasks.TaskSaid(what="Svítilny", due_on=TODAY + timedelta(days=1), body=silent)
    made = tasks.set_task(group=cast.group, said=said, by=cast.clerk, at=NOW)

    assert remind_of_tasks(authority=cast.region, today=TODAY, at=NOW) == 0

    made.refresh_from_db()
    assert made.minded == ""
