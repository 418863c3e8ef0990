"""Pages of the living sheet of parts: only tests and the people who draw the parts see them."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prevenio.kernel.colour import TooLittleContrast, checked, look_from_colour
from prevenio.kernel.errors import NotAllowed
from prevenio.web.refusals import sentence
from prevenio.web.strips import Part
from prevenio.web.tests.sample_forms import EveryField


@dataclass(frozen=True, slots=True)
class SampleAuthority:
    name: str = "Kielce"
    second_line: str = "Program bezpieczeństwa"
    contact: str = "Prowadzi Biuro Bezpieczeństwa Urzędu Miasta."
    emergency_number: str = "112"
    brand: str = "#1F4173"
    brand_deep: str = "#14294A"
    brand_mid: str = "#6C8DBB"
    brand_line: str = "#B4C5DD"
    brand_soft: str = "#E9EFF7"
    is_sample: bool = True
    languages: tuple[str, ...] = ("pl", "cs")


PARTS = [
    Part("done", 71, "wykonane"),
    Part("going", 22, "w toku"),
    Part("open", 12, "czeka"),
    Part("late", 5, "opóźnione"),
]


def public(request: HttpRequest) -> HttpResponse:
    return _page(request, "public")


def desk(request: HttpRequest) -> HttpResponse:
    return _page(request, "desk")


def task(request: HttpRequest) -> HttpResponse:
    return _page(request, "task")


def refused(request: HttpRequest) -> HttpResponse:
    raise NotAllowed


def pale(request: HttpRequest) -> HttpResponse:
    try:
        checked(look_from_colour("#E2001A"))
    except TooLittleContrast as refusal:
        return HttpResponse(sentence(refusal), status=403)
    raise AssertionError("A pale colour must be refused.")


def failed(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This page always fails.")


def _page(request: HttpRequest, kind: str) -> HttpResponse:
    context = {
        "authority": SampleAuthority(),
        "menu": "programme",
        "parts": PARTS,
        "page": Paginator(range(200), 10).page(4),
        "form": EveryField(request.GET if "name" in request.GET else None),
    }
    return render(request, f"web_tests/{kind}.html", context)
