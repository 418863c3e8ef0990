"""Proposals to change a programme, as the desk lists them."""

from django.core.paginator import Page, Paginator

from prevenio.programme.models import Programme, Proposal

PAGE = 25


def proposals_page(programme: Programme, *, number: str) -> "Page[Proposal]":
    """A page of a programme's proposals, unanswered ones first, then the newest; two statements."""
    rows = (
        Proposal.objects.filter(programme=programme)
        .select_related("body", "by")
        .order_by("-state", "-at", "-pk")
    )
    return Paginator(rows, PAGE).get_page(number)
