"""Two people at one form: the later one is told before the earlier one's words are lost."""

import hashlib
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _


def seen_mark(form: forms.Form, rows: Any = None) -> str:
    """A short mark of what a form showed before anything was typed."""
    shown = sorted((name, str(value)) for name, value in form.initial.items())
    if rows is not None:
        shown.append(("rows", str(rows.initial)))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def is_overtaken(request: HttpRequest, form: forms.Form, rows: Any = None) -> bool:
    """Whether the thing has changed since the form was opened; the form says so then.

    Sent once more, the form carries the new mark, and what it says holds.
    """
    seen = request.POST.get("seen", "")
    if not seen or seen == seen_mark(form, rows):
        return False
    form.add_error(
        None,
        _(
            "Somebody has changed this while you were writing. The fields hold your words. "
            "Open the page in a second window to see the others, then keep yours once more."
        ),
    )
    return True
