"""What comes from elsewhere: numbers fetched once more, numbers and text taken from parts."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.returns import operations
from prevenio.returns.actors import Answerer
from prevenio.returns.models import ActionReturn
from prevenio.returns.views.answering_doors import LinkRequest
from prevenio.web.keys import KEY
from prevenio.web.trying import tried


def fetch(request: LinkRequest, saved: ActionReturn) -> HttpResponse:
    """Bring the numbers up to date; what was typed stays."""
    tried(
        request,
        lambda: operations.fetch_numbers(
            action_return=saved,
            revision=saved.revision,
            by=Answerer(request.link),
            at=timezone.now(),
        ),
        _("The numbers are up to date. What you typed has stayed as it was."),
    )
    address = reverse("answers:return", args=[request.token, saved.pk])
    return HttpResponseRedirect(f"{address}#numbers")


def take(request: LinkRequest, saved: ActionReturn) -> HttpResponse:
    """Take a number, a text or a sum from the parts beside the form."""
    done = tried(
        request,
        lambda: _taken(request, saved),
        _("It stands in your form now. The part stays as it was sent."),
    )
    address = reverse("answers:return", args=[request.token, saved.pk])
    is_text = request.POST.get("act", "").startswith("take text")
    return HttpResponseRedirect(f"{address}#{'narrative' if is_text and done else 'numbers'}")


def _taken(request: LinkRequest, saved: ActionReturn) -> ActionReturn:
    _take, what, *keys = request.POST.get("act", "").split(" ")
    numbers = [int(key) for key in keys if KEY.fullmatch(key)]
    how: dict[str, Any] = {
        "action_return": saved,
        "revision": saved.revision,
        "by": Answerer(request.link),
        "at": timezone.now(),
    }
    match what, numbers, keys:
        case "text", [sealed_id], _:
            return operations.take_text(sealed_id=sealed_id, **how)
        case "number", [sealed_id, row], _:
            return operations.take_number(sealed_id=sealed_id, row=row, **how)
        case "total", _, [mark]:
            return operations.take_total(mark=mark, **how)
    raise operations.PartGone
