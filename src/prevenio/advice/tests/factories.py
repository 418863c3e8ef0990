"""Topics, groups and questions for tests: say only what the test is about."""

from datetime import UTC, datetime
from itertools import count

from prevenio.advice.models import AdvicePoint, PointKind, Question, Topic
from prevenio.advice.operations import answering, asking, publishing
from prevenio.advice.operations.asking import Asked
from prevenio.advice.operations.publishing import Prepared
from prevenio.people.models import Authority, User
from prevenio.places.models import GroupMember, Municipality, WorkingGroup

# A Monday; five working days later it is Monday 9 March 2026.
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_topic(authority: Authority, *, code: str = "", days: int = 5, **fields: object) -> Topic:
    return Topic.objects.create(
        authority=authority,
        code=code or f"topic-{next(_numbers)}",
        names={"pl": "Seniorzy", "cs": "Senioři", "en": "Seniors"},
        promised_days=days,
        **fields,
    )


def make_place(authority: Authority, name: str = "Stříbro", **fields: object) -> Municipality:
    return Municipality.objects.create(
        authority=authority, name=name, search_text=name.lower(), **fields
    )


def make_group(
    authority: Authority, *, place: Municipality | None = None, member: User | None = None
) -> WorkingGroup:
    group = WorkingGroup.objects.create(
        authority=authority, municipality=place, name=f"Pracovní skupina {next(_numbers)}"
    )
    if member is not None:
        GroupMember.objects.create(group=group, user=member, person_name=member.name)
    return group


def make_question(
    authority: Authority,
    *,
    topic: Topic | None = None,
    place: Municipality | None = None,
    text: str = "Volal mi muž jménem Ondřej Novotný. Co mám dělat?",
    email: str = "",
    consent: bool = True,
    doubt: str = "",
    key: str = "",
    at: datetime = MORNING,
) -> Question:
    asked = Asked(
        text=text,
        topic=topic or make_topic(authority),
        municipality=place,
        email=email,
        may_be_published=consent,
        language="cs",
        doubt=doubt,
    )
    return asking.ask(
        authority=authority, asked=asked, form_key=key or f"key-{next(_numbers)}", at=at
    )


def make_answered(authority: Authority, by: User, **fields: object) -> Question:
    question = make_question(authority, **fields)  # type: ignore[arg-type]
    return answering.answer(
        question=question, seen=question.revision, text="Zavěste.", by=by, at=MORNING
    )


def make_published(authority: Authority, by: User, second: User, **fields: object) -> Question:
    question = make_answered(authority, by, **fields)
    shown = publishing.prepare(
        question=question,
        seen=question.revision,
        prepared=Prepared(
            "Volal mi cizí muž. Co mám dělat?",
            "Volal mi muž jménem [[Ondřej Novotný]]. Co mám dělat?",
            "**Zavěste.** Potom:\n- zavolejte 158,\n- řekněte to rodině.",
        ),
        by=by,
        at=MORNING,
    )
    publishing.publish(shown=shown, by=second, at=MORNING)
    question.refresh_from_db()
    return question


def make_point(authority: Authority, **fields: object) -> AdvicePoint:
    point = AdvicePoint(
        authority=authority,
        **{
            "kind": PointKind.LEGAL,
            "name": f"Poradna {next(_numbers)}",
            "purpose": "Bezplatná rada.",
            **fields,
        },
    )
    point.search_text = point.name.lower()
    point.save()
    return point
