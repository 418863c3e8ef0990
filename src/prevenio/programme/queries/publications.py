"""The register of a programme's leaflets, brochures and guides."""

from django.core.paginator import Page, Paginator

from prevenio.programme.models import Programme, Publication

PAGE = 25


def publications_page(programme: Programme, *, number: str) -> "Page[Publication]":
    """A page of the register, the newest year first; two statements."""
    rows = Publication.objects.filter(programme=programme).order_by("-year", "title", "pk")
    return Paginator(rows, PAGE).get_page(number)


def publication_at(programme: Programme, key: str) -> Publication | None:
    """The publication that an address names; None if it names none of this programme."""
    if not key.isdecimal():
        return None
    return Publication.objects.filter(programme=programme, pk=int(key)).first()
