"""The register of acts of an authority."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch

from prevenio.people.models import Authority
from prevenio.programme.models import Act, ProgrammeVersion
from prevenio.programme.operations.versions import in_force_on

PAGE = 25


def acts_page(authority: Authority, *, number: str) -> "Page[Act]":
    """A page of the register, the newest act first, each with its versions; three statements."""
    versions = ProgrammeVersion.objects.select_related("programme").order_by("pk")
    acts = (
        Act.objects.filter(authority=authority)
        .prefetch_related(Prefetch("versions", versions))
        .order_by("-adopted_on", "-pk")
    )
    return Paginator(acts, PAGE).get_page(number)


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act with what follows from it."""

    act: Act
    in_force_on: date | None
    versions: Sequence[ProgrammeVersion]
    signatories: Sequence[tuple[str, str]]


def act_page(act: Act) -> ActPage:
    """An act, its first day in force, the versions it adopts, and who signed; two statements."""
    return ActPage(
        act=act,
        in_force_on=in_force_on(act),
        versions=list(act.versions.select_related("programme").order_by("pk")),
        signatories=list(act.signatories.order_by("pk").values_list("name", "office")),
    )
