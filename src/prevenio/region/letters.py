"""Letters of working groups: messages, meetings, tasks. They say all to who has no account."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from prevenio.notices.letters import Letter
from prevenio.notices.operations import ToWrite, write_notices
from prevenio.people import addresses
from prevenio.people.access import today_in
from prevenio.people.models import BODY_ROLES, Authority, Body, User
from prevenio.people.queries import people_of_body
from prevenio.places.models import GroupMember, WorkingGroup
from prevenio.region.models import GroupTask, Meeting, Message
from prevenio.web.templatetags.parts import day

PLANNED, CHANGED, CANCELLED, HELD = "planned", "changed", "cancelled", "held"
GIVEN, SOON, LATE = "given", "soon", "late"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Where a letter goes, in which language, and whether the desk can be opened from it."""

    email: str
    language: str
    has_account: bool


def write_of_message(message: Message) -> None:
    """To everyone whom it reaches but the writer; the words, so that nobody needs an account."""
    today = today_in(message.authority, message.at)
    readers = _of_groups(message.authority, message.group, today, but=message.by)
    _write(readers, lambda reader: _message(message, reader), message.authority, message.at)


def how_many_reached(
    authority: Authority, group: WorkingGroup | None, today: date, *, but: User
) -> int:
    """To how many addresses a message would go; who has none reads it on the desk or not at all."""
    return len(_of_groups(authority, group, today, but=but))


def write_of_meeting(meeting: Meeting, occasion: str, *, by: User, at: datetime) -> None:
    """To the members of the group: planned, changed, cancelled, or its minutes are there."""
    readers = _of_groups(meeting.authority, meeting.group, today_in(meeting.authority, at), but=by)
    _write(readers, lambda reader: _meeting(meeting, occasion, reader), meeting.authority, at)


def write_of_task(task: GroupTask, occasion: str, *, by: User | None, at: datetime) -> int:
    """To the member who has it, else to the people of the body; how many letters."""
    readers = list(_of_task(task, today_in(task.authority, at), but=by))
    _write(readers, lambda reader: _task(task, occasion, reader), task.authority, at)
    return len(readers)


def _of_groups(
    authority: Authority, group: WorkingGroup | None, today: date, *, but: User
) -> Sequence[_Reader]:
    """Members on a day, of one group or of all in force; an empty group's own address."""
    lasting = Q(last_day__isnull=True) | Q(last_day__gte=today)
    groups = WorkingGroup.objects.filter(authority=authority)
    groups = groups.filter(pk=group.pk) if group else groups.filter(lasting)
    members = GroupMember.objects.on(today).filter(group__in=groups).select_related("user")
    reached = [(one.group_id, _reader(one, authority)) for one in members]
    reached += [(one.pk, _address(one.email, authority)) for one in _unreached(groups, reached)]
    return _once((reader for _group, reader in reached), but=but)


def _unreached(
    groups: Iterable[WorkingGroup], reached: Iterable[tuple[int, _Reader | None]]
) -> Sequence[WorkingGroup]:
    known = {group for group, reader in reached if reader is not None}
    return [one for one in groups if one.pk not in known]


def _of_task(task: GroupTask, today: date, *, but: User | None) -> Sequence[_Reader]:
    if task.member is not None:
        return _once([_reader(task.member, task.authority)], but=but)
    return _once(_of_body(task.body, task.authority, today), but=but) if task.body else []


def _of_body(body: Body, authority: Authority, today: date) -> Sequence[_Reader | None]:
    acting = people_of_body(body=body, today=today)
    people = [_account(one.user, authority) for one in acting if one.role in BODY_ROLES]
    return people or [_address(body.email, authority)]


def _reader(member: GroupMember, authority: Authority) -> _Reader | None:
    if member.user is not None and member.user.is_active:
        return _account(member.user, authority)
    return _address(member.email, authority)


def _address(email: str, authority: Authority) -> _Reader | None:
    return _Reader(email, authority.language, has_account=False) if email else None


def _account(user: User, authority: Authority) -> _Reader:
    return _Reader(user.email, user.language or authority.language, has_account=True)


def _once(readers: Iterable[_Reader | None], *, but: User | None) -> Sequence[_Reader]:
    """Each address once; nobody is told what they did themselves."""
    found = {one.email.casefold(): one for one in readers if one is not None}
    if but is not None:
        found.pop(but.email.casefold(), None)
    return list(found.values())


def _write(
    readers: Sequence[_Reader],
    letter: Callable[[_Reader], Letter],
    authority: Authority,
    at: datetime,
) -> None:
    written = []
    for reader in readers:
        with translation.override(reader.language):
            written.append(ToWrite(reader.email, letter(reader), reader.language))
    write_notices(written, authority=authority, at=at)


def _message(message: Message, reader: _Reader) -> Letter:
    first = message.answers or message
    about = {"who": message.by.name, "title": first.title}
    heading = (
        _("%(who)s has answered: %(title)s") if message.answers else _("%(who)s writes: %(title)s")
    ) % about
    file = _("A file came with it; it can be opened on the desk: %(name)s.")
    letter = Letter(
        subject=heading,
        heading=heading,
        paragraphs=[one.strip() for one in message.words.split("\n\n") if one.strip()],
        after=[file % {"name": message.file_name}] if message.file else [],
        signed=_to_whom(message),
        genuine=_genuine(),
    )
    return _opened(letter, reader, message.authority, "region:message", first.pk)


def _to_whom(message: Message) -> str:
    return message.group.name if message.group else _("To all working groups")


def _meeting(meeting: Meeting, occasion: str, reader: _Reader) -> Letter:
    facts = [(_("Day"), _when(meeting))]
    if meeting.place:
        facts.append((_("Place"), meeting.place))
    said = {
        PLANNED: (_("Meeting on %(day)s"), meeting.agenda),
        CHANGED: (_("The meeting has changed: now on %(day)s"), meeting.agenda),
        CANCELLED: (_("The meeting on %(day)s will not take place"), meeting.cancelled_because),
        HELD: (_("What was decided on %(day)s"), meeting.decisions or meeting.minutes),
    }
    heading, words = said[occasion]
    heading %= {"day": day(meeting.on)}
    letter = Letter(
        subject=f"{heading} · {meeting.group.name}",
        heading=heading,
        paragraphs=[one.strip() for one in words.splitlines() if one.strip()],
        facts=facts,
        signed=meeting.group.name,
        genuine=_genuine(),
    )
    return _opened(letter, reader, meeting.authority, "region:meeting", meeting.pk)


def _when(meeting: Meeting) -> str:
    hour = f", {meeting.begins:%-H:%M}" if meeting.begins else ""
    return f"{day(meeting.on)}{hour}"


def _task(task: GroupTask, occasion: str, reader: _Reader) -> Letter:
    said = {
        GIVEN: _("A task for you by %(day)s"),
        SOON: _("A task is due on %(day)s"),
        LATE: _("A task was due on %(day)s"),
    }
    heading = said[occasion] % {"day": day(task.due_on)}
    letter = Letter(
        subject=heading,
        heading=heading,
        paragraphs=[task.what],
        signed=task.group.name,
        genuine=_genuine(),
    )
    return _opened(letter, reader, task.authority, "region:task", task.pk)


def _opened(letter: Letter, reader: _Reader, authority: Authority, page: str, key: int) -> Letter:
    """With the button that leads to the desk, for whoever can open it."""
    if not reader.has_account:
        return letter
    address = addresses.address(page, authority=authority, args=[key])
    return replace(letter, button=_("Open it on the desk"), address=address)


def _genuine() -> str:
    return _("You get this letter because you take part in a working group of the programme.")
