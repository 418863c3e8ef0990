"""Open311 GeoReport v2: where it is, what can be reported, and what else is asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext
from ninja import Query

from prevenio.api import shapes
from prevenio.api.asked import Place
from prevenio.api.problems import Wrong
from prevenio.api.views.answering import list_of, one_of
from prevenio.api.views.authorities import authority_of
from prevenio.api.views.interface import Format, described, interface
from prevenio.people.models import Authority
from prevenio.reports.models import CategoryVersion, said
from prevenio.reports.queries.categories import categories_on

_SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
# When this interface last changed for those who use it.
_CHANGED = "2026-11-30T00:00:00Z"


def right_place(authority: Authority, jurisdiction: str) -> None:
    """One interface serves one authority; another one is not there. Raises Wrong."""
    if jurisdiction and jurisdiction not in (authority.slug, authority.host_name):
        raise Wrong(404, _("jurisdiction_id: there is no such authority here. Leave it out."))


def category_on_offer(authority: Authority, code: str) -> CategoryVersion:
    """A category that can be reported today. Raises Wrong."""
    offered = categories_on(authority, timezone.localdate())
    found = next((one for one in offered if one.category.code == code), None)
    if found is None:
        raise Wrong(404, _("service_code: there is no such category."))
    return found


@interface.get(
    "open311/v2/discovery.{fmt}",
    url_name="discovery",
    tags=["Open311 GeoReport v2"],
    summary=gettext_noop("Where the interface is and what it speaks"),
    openapi_extra=described(404, json=shapes.Discovery, xml="discovery"),
)
def discovery(request: HttpRequest, fmt: Format) -> HttpResponse:
    authority = authority_of(request)
    page = request.build_absolute_uri(reverse("api:page"))
    base = request.build_absolute_uri(reverse("api:discovery", args=[fmt])).rsplit("/", 1)[0]
    found = shapes.Discovery(
        changeset=_CHANGED,
        contact=f"{authority.name}: {page}",
        key_service=page,
        endpoints=[
            shapes.Endpoint(
                specification=_SPECIFICATION,
                url=base,
                changeset=_CHANGED,
                type="test" if authority.is_sample else "production",
                formats=["text/xml", "application/json"],
            )
        ],
    )
    items = {"endpoints": "endpoint", "formats": "format"}
    return one_of(fmt, found, root="discovery", items=items)


@interface.get(
    "open311/v2/services.{fmt}",
    url_name="services",
    tags=["Open311 GeoReport v2"],
    summary=gettext_noop("What can be reported"),
    openapi_extra=described(400, 404, json=shapes.ServiceOffered, is_list=True, xml="services"),
)
def services(request: HttpRequest, fmt: Format, asked: Query[Place]) -> HttpResponse:
    authority = authority_of(request)
    right_place(authority, asked.jurisdiction_id)
    found = [_service_of(one) for one in categories_on(authority, timezone.localdate())]
    return list_of(fmt, found, root="services", item="service")


@interface.get(
    "open311/v2/services/{code}.{fmt}",
    url_name="service",
    tags=["Open311 GeoReport v2"],
    summary=gettext_noop("What else is asked of a category"),
    openapi_extra=described(400, 404, json=shapes.ServiceDefinition, xml="service_definition"),
)
def service(request: HttpRequest, code: str, fmt: Format, asked: Query[Place]) -> HttpResponse:
    authority = authority_of(request)
    right_place(authority, asked.jurisdiction_id)
    version = category_on_offer(authority, code)
    found = shapes.ServiceDefinition(
        service_code=version.category.code,
        attributes=[
            _attribute_of(question, order)
            for order, question in enumerate(version.questions, start=1)
        ],
    )
    items = {"attributes": "attribute", "values": "value"}
    return one_of(fmt, found, root="service_definition", items=items)


def _service_of(version: CategoryVersion) -> shapes.ServiceOffered:
    return shapes.ServiceOffered(
        service_code=version.category.code,
        service_name=str(version),
        description=version.hint,
        metadata=bool(version.questions),
        type="realtime",
        keywords=version.kmzb,
        group="",
    )


def _attribute_of(question: dict[str, Any], order: int) -> shapes.Attribute:
    choices = choices_of(question)
    return shapes.Attribute(
        variable=True,
        code=str(question["key"]),
        datatype="singlevaluelist" if choices else "string",
        required=False,
        datatype_description="",
        order=order,
        description=said(question["labels"]),
        values=choices,
    )


def choices_of(question: dict[str, Any]) -> list[shapes.Choice]:
    """What can be answered; nothing where words are."""
    match question["type"]:
        case "yes_no":
            return [
                shapes.Choice(key="yes", name=pgettext("answer", "Yes")),
                shapes.Choice(key="no", name=pgettext("answer", "No")),
            ]
        case "choice":
            return [
                shapes.Choice(key=str(one["key"]), name=said(one["labels"]))
                for one in question["choices"]
            ]
    return []
