"""A refusal that no view has caught becomes a page with its sentence."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import localize
from django.utils.translation import gettext, gettext_noop

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.web.templatetags.parts import day

# The kernel knows no translations: its own sentences are listed here for the translators.
KERNEL_SENTENCES = (
    gettext_noop("You are not allowed to do this."),
    gettext_noop("This has changed in the meantime. Open it again and look."),
    gettext_noop("Write something before you send it."),
    gettext_noop("This is too long: at most %(most)s characters."),
    gettext_noop("Say why."),
    gettext_noop("Write the colour as # and six digits or letters, for example #1F4173."),
    # Translators: name is a technical name as "brand-deep"; colour and ground as "#1F4173"
    gettext_noop(
        "The colour “%(name)s” (%(colour)s) has a contrast of %(ratio)s to 1 with %(ground)s; "
        "at least %(least)s to 1 is needed. Choose a darker colour."
    ),
)


def sentence(refusal: Refused) -> str:
    """The refusal in the language of the page, its numbers too."""
    words = gettext(str(refusal.message))
    facts = {name: _in_words(fact) for name, fact in refusal.facts.items()}
    return words % facts if facts else words


def _in_words(fact: object) -> object:
    """A day as every page writes it; numbers by the language."""
    return day(fact) if isinstance(fact, date) else localize(fact)


class RefusalMiddleware:
    """Answers 403 with the refusal's sentence where a person may see a thing but not act on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotAllowed):
            return None
        return render(request, "403.html", {"refusal": sentence(exception)}, status=403)
