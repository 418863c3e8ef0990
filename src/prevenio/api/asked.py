"""What machines may ask for, as it is read and described: a number is a number, a day is a day."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from prevenio.api.problems import Wrong
from prevenio.reports.operations.taking import LONGEST_WORDS

# The standard allows no answer more.
MOST = 1_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_PLUS = re.compile(r" (\d\d:?\d\d)$")
_CODES = re.compile(r"[-\w]{1,40}", re.ASCII)


def day_of(written: object) -> date | None:
    """A day or a moment of ISO 8601, as a day of the authority's clock.

    A plus sign may have come as a space.
    """
    text = str(written or "").strip()
    if not text:
        return None
    whole = _PLUS.sub(r"+\1", text)
    try:
        moment: date | None = parse_date(text) or parse_datetime(whole)
    except ValueError:
        moment = None
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(_("Write a day as 2026-03-31 or a moment as 2026-03-31T08:00:00+02:00."))
    if not isinstance(moment, datetime):
        return moment
    return (moment if timezone.is_naive(moment) else timezone.localtime(moment)).date()


def codes_in(text: str) -> list[str]:
    """What is parted by commas; anything that can be no code is left out of the search."""
    parts = [one.strip() for one in text.split(",") if one.strip()]
    return [one for one in parts if _CODES.fullmatch(one)]


def categories_in(text: str) -> list[str]:
    """Codes of categories; none where none was asked for. Raises Wrong where none can be one."""
    codes = codes_in(text)
    if text.strip() and not codes:
        raise Wrong(400, _("category: write codes of categories, parted by commas."))
    return codes


def _empty_is_nothing(value: object) -> object:
    return None if value == "" else value


def _whole(text: str) -> str:
    if "\x00" in text:
        raise ValueError(_("This holds signs that no text has."))
    return text.strip()


def _email(text: str) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise ValueError(_("Enter an e-mail address as name@example.org.")) from error
    return text


Day = Annotated[date | None, BeforeValidator(day_of)]
Words = Annotated[str, AfterValidator(_whole)]
Degrees = Annotated[float | None, BeforeValidator(_empty_is_nothing)]
PAGE: Any = Field(1, ge=1, le=1_000_000, description=gettext_noop("Which page, from 1"))
PAGE_SIZE: Any = Field(
    MOST, ge=1, le=MOST, description=gettext_noop("How many on a page, at most 1,000")
)
JURISDICTION: Any = Field(
    "", max_length=100, description=gettext_noop("The authority's short name; may be left out")
)


_CONTACT = gettext_noop("For an answer; only the staff see it")
_PERSON = gettext_noop("Tells the people of one system apart; is not kept")


class Asked(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Place(Asked):
    jurisdiction_id: str = JURISDICTION


class RequestsAsked(Asked):
    jurisdiction_id: str = JURISDICTION
    service_request_id: str = Field(
        "",
        max_length=20_000,
        description=gettext_noop("Several are parted by commas; nothing else counts"),
    )
    service_code: str = Field(
        "", max_length=4_000, description=gettext_noop("Several, parted by commas")
    )
    start_date: Day = Field(
        None,
        description=gettext_noop("First day, by the authority's clock; 90 days back if left out"),
    )
    end_date: Day = Field(
        None,
        description=gettext_noop(
            "Last day, by the authority's clock; at most 90 days after the first"
        ),
    )
    status: str = Field("", max_length=40, description=gettext_noop("open, closed, or both"))
    page: int = PAGE
    page_size: int = PAGE_SIZE


class NewRequest(Asked):
    """A report that another system sends. `attribute[code]` answers further questions."""

    service_code: Words = Field(max_length=40, description=gettext_noop("The category"))
    lat: Degrees = Field(
        None, ge=-90, le=90, allow_inf_nan=False, description=gettext_noop("Degrees of WGS84")
    )
    long: Degrees = Field(
        None, ge=-180, le=180, allow_inf_nan=False, description=gettext_noop("Degrees of WGS84")
    )
    address_string: Words = Field(
        "",
        max_length=200,
        description=gettext_noop("Where it is; alone only if it is clear what is meant"),
    )
    address_id: Words = Field("", max_length=200, description=gettext_noop("Is not used here"))
    description: Words = Field(
        "", max_length=LONGEST_WORDS, description=gettext_noop("For the staff only")
    )
    email: Annotated[Words, AfterValidator(_email)] = Field(
        "", max_length=254, description=_CONTACT
    )
    first_name: Words = Field("", max_length=60, description=_CONTACT)
    last_name: Words = Field("", max_length=60, description=_CONTACT)
    phone: Words = Field("", max_length=40, description=_CONTACT)
    device_id: Words = Field("", max_length=200, description=_PERSON)
    account_id: Words = Field("", max_length=200, description=_PERSON)
    media_url: Words = Field(
        "",
        max_length=2_000,
        description=gettext_noop("Is refused: nothing is fetched from other addresses"),
    )
    api_key: Words = Field(
        "",
        max_length=200,
        description=gettext_noop("Without one a person looks at the report first"),
    )
    jurisdiction_id: Words = JURISDICTION


StateAsked = Literal[
    "open",
    "closed",
    "received",
    "verifying",
    "waiting",
    "with_partner",
    "confirmed",
    "solved",
    "passed_on",
    "not_confirmed",
    "no_means",
]
OneState = Annotated[StateAsked | None, BeforeValidator(_empty_is_nothing)]
CATEGORY: Any = Field(
    "",
    max_length=4_000,
    description=gettext_noop(
        "Codes of categories (letters without accents, digits, - and _), several parted by commas"
    ),
)


class TileAsked(Asked):
    category: str = CATEGORY
    state: OneState = Field(None, description=gettext_noop("How the report stands"))
    first: Day = Field(None, alias="from", description=gettext_noop("First day of receipt"))
    last: Day = Field(None, alias="to", description=gettext_noop("Last day of receipt"))


class ReportsAsked(TileAsked):
    bbox: str = Field(
        "", max_length=120, description=gettext_noop("west,south,east,north in degrees of WGS84")
    )
    page: int = PAGE
    page_size: int = PAGE_SIZE


PlaceStateAsked = Literal["open", "in_action", "solved", "closed"]


class PlacesAsked(Asked):
    category: str = CATEGORY
    state: Annotated[PlaceStateAsked | None, BeforeValidator(_empty_is_nothing)] = Field(
        None, description=gettext_noop("How the place stands")
    )
    page: int = PAGE
    page_size: int = PAGE_SIZE


class CountsAsked(Asked):
    category: str = CATEGORY
    year: Annotated[int | None, BeforeValidator(_empty_is_nothing)] = Field(
        None,
        ge=_FIRST_YEAR,
        le=_LAST_YEAR,
        description=gettext_noop("The last twelve months if left out"),
    )
