"""A report from another system: what was sent becomes what the room of reports takes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from pydantic import ValidationError

from prevenio.api.asked import NewRequest
from prevenio.api.models import ApiKey
from prevenio.api.problems import Problem, Wrong, problems_of
from prevenio.people.models import Authority
from prevenio.places.queries.searching import search_addresses
from prevenio.reports import receipts
from prevenio.reports.models import CategoryVersion, Channel
from prevenio.reports.operations.taking import Contact, Sent
from prevenio.reports.person_keys import key_of_contact

_SALT = "prevenio.api.request"
_MOST_FIELDS = 100
_LONGEST_ANSWER = 300
_LONGEST_KEY = 200
# Fields that say who sends and not what is sent.
_NOT_SAID = frozenset({"api_key"})


def read_form(pairs: Sequence[tuple[str, str]]) -> tuple[NewRequest, Mapping[str, str]]:
    """The fields of the standard, and the answers to further questions by code. Raises Wrong."""
    if len(pairs) > _MOST_FIELDS:
        raise Wrong(400, _("There are too many fields."))
    plain = {name: value for name, value in pairs if "[" not in name}
    answers = {
        name.removeprefix("attribute[").partition("]")[0]: value
        for name, value in pairs
        if name.startswith("attribute[") and value.strip()
    }
    try:
        form = NewRequest.model_validate(plain)
    except ValidationError as error:
        raise _Several(problems_of(error.errors())) from error
    if form.media_url:
        raise Wrong(
            400,
            _(
                "media_url: pictures are not fetched from other addresses. Leave it out; a picture "
                "can be added with the words of the receipt."
            ),
        )
    return form, answers


def checked_answers(version: CategoryVersion, answers: Mapping[str, str]) -> dict[str, str]:
    """Answers to questions that are asked, as they can be answered. Raises Wrong."""
    questions = {str(one["key"]): one for one in version.questions}
    problems = [
        Problem(400, f"attribute[{code[:60]}]: {sentence}")
        for code, answer in answers.items()
        if (sentence := _wrong_with(questions.get(code), answer))
    ]
    if problems:
        raise _Several(problems)
    return {code: answer.strip() for code, answer in answers.items()}


def point_of(authority: Authority, form: NewRequest) -> tuple[float, float]:
    """Latitude and longitude, else what the address says if that is clear. Raises Wrong."""
    if form.lat is not None and form.long is not None:
        return form.lat, form.long
    if form.lat is not None or form.long is not None:
        raise Wrong(400, _("lat, long: send both."))
    if not form.address_string:
        raise Wrong(400, _("lat, long: these are missing. Send them, or address_string."))
    found = search_addresses(authority, form.address_string)
    if found.first is None or not found.is_clear:
        raise Wrong(400, _("address_string: it is not clear which place is meant. Send lat, long."))
    return found.first.latitude, found.first.longitude


def sent_of(
    authority: Authority,
    form: NewRequest,
    version: CategoryVersion,
    answers: Mapping[str, str],
    *,
    key: ApiKey | None,
    visitor: str,
    language: str,
) -> Sent:
    """Without a key a person looks at it first."""
    latitude, longitude = point_of(authority, form)
    return Sent(
        version=version,
        latitude=latitude,
        longitude=longitude,
        person_key=_person_of(authority, form, key, visitor),
        place_name=form.address_string,
        words=form.description,
        answers=checked_answers(version, answers),
        contact=Contact(f"{form.first_name} {form.last_name}".strip(), form.email, form.phone),
        channel=Channel.OPEN311,
        language=language,
        doubt="" if key else "no_key",
    )


def form_key_of(
    pairs: Iterable[tuple[str, str]],
    *,
    authority: Authority,
    key: ApiKey | None,
    visitor: str,
    idempotency_key: str,
    day: datetime,
) -> str:
    """What makes the same request sent twice one report.

    Who sends is part of it: nobody gets the receipt of somebody else by guessing a key. So is what
    is sent: a system that uses one key for two reports loses neither.
    """
    sender = f"key {key.pk}" if key else f"visitor {visitor}"
    once = idempotency_key[:_LONGEST_KEY] or f"on {day.date().isoformat()}"
    said = [pair for pair in pairs if pair[0] not in _NOT_SAID]
    return receipts.key_of(f"{sender}\n{once}", authority_id=authority.pk, said=said)


def _person_of(authority: Authority, form: NewRequest, key: ApiKey | None, visitor: str) -> str:
    """By the address that was left, by what the system says of its people, else the network."""
    if form.email:
        return key_of_contact(authority, form.email)
    named = form.account_id or form.device_id
    if key is None or not named:
        return visitor
    return salted_hmac(_SALT, f"person {key.pk}\n{named}", algorithm="sha256").hexdigest()


def _wrong_with(question: Mapping[str, Any] | None, answer: str) -> str:
    if question is None:
        return _("This is not asked of this category.")
    if "\x00" in answer:
        return _("This holds signs that no text has.")
    if len(answer) > _LONGEST_ANSWER:
        return _("This is too long: at most %(most)s characters.") % {"most": _LONGEST_ANSWER}
    match question["type"]:
        case "yes_no":
            offered = ["yes", "no"]
        case "choice":
            offered = [str(one["key"]) for one in question["choices"]]
        case _:
            return ""
    if answer.strip() in offered:
        return ""
    return _("This must be one of: %(choices)s.") % {"choices": ", ".join(offered)}


class _Several(Wrong):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(400)
        self.problems = list(problems)
