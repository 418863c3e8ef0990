"""What a person writes about an activity, and what stands against it.

Plain values in, refusals out: forms, bulk entry and series go through the same check.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from prevenio.activities.models import ActivityKind, KindMeasure
from prevenio.activities.personal import Personal, personal_in
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.programme.models import Action, Initiative

EARLIEST = date(1990, 1, 1)
LATEST_YEARS = 10
LARGEST = Decimal("999999999999.99")
LONGEST_NOTE = 5000
LONGEST_ANSWER = 1000


class NamesAPerson(Refused):
    """Names cannot be told from words; what reaches one person can."""


class NamesAnAddress(NamesAPerson):
    message = _("Leave e-mail addresses out. A number of people is enough.")


class NamesAPhone(NamesAPerson):
    message = _("Leave phone numbers out. A number of people is enough.")


class NamesABirthNumber(NamesAPerson):
    message = _("This looks like a personal identification number. Leave it out: nobody is named.")


class KindEnded(Refused):
    message = _("“%(kind)s” could not be recorded on %(day)s. Choose another kind or day.")


class DaysOutOfOrder(Refused):
    message = _("The last day is before the first one.")


class DayOutOfReach(Refused):
    message = _("Enter a day between 1990 and ten years from now.")


class DayNotYet(Refused):
    message = _("This day has not come. Plan the activity, or correct the day.")


class OnlyNumbers(Refused):
    message = _("Of this kind only days and numbers are recorded: no place, no words, no files.")


class NothingCounted(Refused):
    message = _("Enter at least one number.")


class NothingToPlan(Refused):
    message = _("Of this kind nothing is planned; its numbers are recorded afterwards.")


class NumberWrong(Refused):
    message = _("“%(measure)s” takes a number from 0 on, with two decimals at most.")


class NumberNotWhole(Refused):
    message = _("“%(measure)s” takes whole numbers only.")


class UnknownNumber(Refused):
    message = _("This kind does not ask for “%(measure)s”.")


class AnswerUnknown(Refused):
    message = _("This kind does not ask that, or not with this answer.")


class PointWrong(Refused):
    message = _("The position is not a place on Earth. Leave it out or take it again.")


class TooLong(Refused):
    message = _("This text is too long: %(most)s characters at most.")


class OfAnotherAuthority(Refused):
    message = _("What was chosen does not belong to this authority.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One activity as a person writes it; `numbers` go by the key of the measure.

    What is planned has no numbers yet. Action and initiative may both stay out: outside the
    programme.
    """

    kind: ActivityKind
    body: Body
    first_day: date
    last_day: date
    is_planned: bool = False
    title: str = ""
    begins_at: time | None = None
    ends_at: time | None = None
    delivery: str = ""
    place: str = ""
    precinct: str = ""
    municipality: Municipality | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    action: Action | None = None
    initiative: Initiative | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    note: str = ""
    audience: str = ""
    partners: Sequence[Body] = ()
    is_on_calendar: bool = False
    capacity: int | None = None
    sign_up_until: datetime | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the row itself."""
        apart = {"is_planned", "numbers", "partners", "answers"}
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in apart}
        lineage = self.action.lineage if self.action else None
        return {**plain, "lineage": lineage, "answers": dict(self.answers)}


# Free text that others read, with the most characters; a sensitive kind has none of it.
_LONGEST = {"title": 200, "place": 200, "precinct": 80, "note": LONGEST_NOTE, "audience": 200}
_TEXTS = tuple(_LONGEST)
_NOT_SENSITIVE = (*_TEXTS, "latitude", "begins_at", "ends_at", "capacity", "sign_up_until")


def refuse_unsound(
    written: Written, *, authority: Authority, measures: Sequence[KindMeasure], today: date
) -> None:
    """Raise the first refusal that stands against what was written, if any."""
    _refuse_foreign(written, authority)
    _refuse_days(written, today)
    _refuse_point(written)
    if written.kind.is_sensitive:
        _refuse_words(written)
    else:
        _refuse_texts(written)
    _refuse_answers(written)
    _refuse_numbers(written, measures)


def refuse_personal(texts: Iterable[str]) -> None:
    """Raise a refusal where a text reaches or names one person. Raises NamesAPerson."""
    for text in texts:
        match personal_in(text):
            case Personal.EMAIL:
                raise NamesAnAddress
            case Personal.PHONE:
                raise NamesAPhone
            case Personal.BIRTH:
                raise NamesABirthNumber


def _refuse_foreign(written: Written, authority: Authority) -> None:
    things = (written.kind, written.body, written.municipality, *written.partners)
    owners = {thing.authority_id for thing in things if thing is not None}
    for thing in (written.action, written.initiative):
        if thing is not None:
            owners.add(thing.version.programme.authority_id)
    if owners - {authority.pk}:
        raise OfAnotherAuthority


def _refuse_days(written: Written, today: date) -> None:
    if written.last_day < written.first_day:
        raise DaysOutOfOrder
    if written.first_day < EARLIEST or written.last_day.year > today.year + LATEST_YEARS:
        raise DayOutOfReach
    if not written.is_planned and written.last_day > today:
        raise DayNotYet
    if not written.kind.is_current(written.last_day):
        raise KindEnded(kind=str(written.kind), day=written.last_day)


def _refuse_point(written: Written) -> None:
    latitude, longitude = written.latitude, written.longitude
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise PointWrong
    is_number = latitude.is_finite() and longitude.is_finite()
    if not (is_number and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise PointWrong


def _refuse_words(written: Written) -> None:
    given = [name for name in _NOT_SENSITIVE if getattr(written, name) not in ("", None)]
    if written.is_planned:
        raise NothingToPlan
    words = set(written.answers) - {key for key, known in _known_answers(written.kind) if known}
    if given or words or written.partners or written.is_on_calendar:
        raise OnlyNumbers
    if not written.numbers:
        raise NothingCounted


def _refuse_texts(written: Written) -> None:
    for name, most in _LONGEST.items():
        if len(getattr(written, name)) > most:
            raise TooLong(most=most)
    if any(len(one) > LONGEST_ANSWER for one in written.answers.values()):
        raise TooLong(most=LONGEST_ANSWER)
    refuse_personal([*(getattr(written, name) for name in _TEXTS), *written.answers.values()])


def _refuse_answers(written: Written) -> None:
    """Only what the kind asks is answered, and a choice with one of its words."""
    known = dict(_known_answers(written.kind))
    for key, answer in written.answers.items():
        if key not in known or (known[key] and answer not in known[key]):
            raise AnswerUnknown


def _known_answers(kind: ActivityKind) -> Iterator[tuple[str, frozenset[str]]]:
    """Each question of a kind with the answers it takes; none where any words are taken."""
    for question in kind.questions:
        answers = {"yes", "no"} if question.get("type") == "yes_no" else set()
        answers |= {str(one["key"]) for one in question.get("choices", ())}
        yield str(question.get("key", "")), frozenset(answers)


def _refuse_numbers(written: Written, measures: Sequence[KindMeasure]) -> None:
    known = {one.key: one for one in measures}
    for key, number in written.numbers.items():
        measure = known.get(key)
        if measure is None:
            raise UnknownNumber(measure=key)
        if not number.is_finite() or not 0 <= number <= LARGEST or number != round(number, 2):
            raise NumberWrong(measure=str(measure))
        if measure.is_whole and number != int(number):
            raise NumberNotWhole(measure=str(measure))
