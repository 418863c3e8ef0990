"""The answers of Open311 GeoReport v2, with the names that the standard gives their parts."""

from typing import Literal

from django.utils.translation import gettext_noop
from pydantic import BaseModel, Field

Datatype = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]


class Endpoint(BaseModel):
    specification: str
    url: str
    changeset: str
    type: Literal["production", "test"]
    formats: list[str]


class Discovery(BaseModel):
    changeset: str
    contact: str = Field(description=gettext_noop("Where to ask a person"))
    key_service: str = Field(description=gettext_noop("Where to ask for a key"))
    endpoints: list[Endpoint]


class ServiceOffered(BaseModel):
    """A category of reports."""

    service_code: str
    service_name: str
    description: str
    metadata: bool = Field(description=gettext_noop("Whether there are further questions"))
    type: Literal["realtime"]
    keywords: str
    group: str


class Choice(BaseModel):
    key: str
    name: str


class Attribute(BaseModel):
    """A further question of a category."""

    variable: bool
    code: str
    datatype: Datatype
    required: bool
    datatype_description: str
    order: int
    description: str
    values: list[Choice]


class ServiceDefinition(BaseModel):
    service_code: str
    attributes: list[Attribute]


class ServiceRequest(BaseModel):
    """A public report: the middle of its square, whole days, never words or contacts."""

    service_request_id: str
    status: Literal["open", "closed"]
    status_notes: str
    service_name: str
    service_code: str
    description: str = Field(
        description=gettext_noop("Always empty: words of residents are not published")
    )
    agency_responsible: str
    service_notice: str
    requested_datetime: str = Field(description=gettext_noop("The day only, at midnight"))
    updated_datetime: str = Field(description=gettext_noop("The day only, at midnight"))
    expected_datetime: str | None = Field(
        description=gettext_noop("Until when it is acted on; nothing once it has ended")
    )
    address: str = Field(description=gettext_noop("Always empty"))
    address_id: str
    zipcode: str
    lat: float = Field(description=gettext_noop("Of the middle of a square, in degrees of WGS84"))
    long: float
    media_url: str


class Taken(BaseModel):
    """What is answered to a report that was sent."""

    service_request_id: str
    service_notice: str = Field(description=gettext_noop("What the resident should know"))
    account_id: str


class Token(BaseModel):
    service_request_id: str
    token: str


class Error(BaseModel):
    code: int
    description: str
