"""What people type about corrective actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.programme.models import Action
from prevenio.reviews.operations import Correction
from prevenio.web.forms import DayField


def _words(label: Any, *, required: bool = True, rows: int = 3, hint: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
    )


class _ActionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.shown_title}"[:120]


class CorrectionForm(forms.Form):
    """What is wrong, what is to be done, by whom, by when, about which action."""

    wrong = _words(_("What is wrong?"))
    to_do = _words(_("What is to be done?"))
    body = forms.ModelChoiceField(
        label=_("Who is to do it?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("the bureau itself"),
    )
    due_on = DayField(label=_("By when?"))
    action = _ActionChoice(
        label=_("Which action of the programme is it about?"),
        queryset=Action.objects.none(),
        required=False,
        empty_label=pgettext_lazy("action", "none in particular"),
    )

    def __init__(self, data: Any = None, *, authority: Authority, about: int | None = None) -> None:
        super().__init__(data, initial={"action": about})
        bodies = Body.objects.filter(authority=authority).order_by("short_name")
        # The wording in force, and the one that a link from an assessment speaks of.
        actions = Action.objects.filter(
            version__programme__authority=authority, version__is_public=True
        )
        if about is not None:
            actions |= Action.objects.filter(version__programme__authority=authority, pk=about)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["action"].queryset = actions.order_by(  # type: ignore[attr-defined]
            "version", "area__position", "position"
        )

    @property
    def correction(self) -> Correction:
        return Correction(**self.cleaned_data)


class DoneForm(forms.Form):
    """What was done, and what shows it."""

    words = _words(_("What was done"))
    evidence = _words(
        _("What shows it"),
        required=False,
        rows=2,
        hint=_("For example a protocol with its number, or an address of a page."),
    )


class NotEffectiveForm(forms.Form):
    """Why it did not help, and the new day."""

    words = _words(_("What shows that it did not help"))
    due_on = DayField(label=_("To be done again by"))


class DropForm(forms.Form):
    """Why a corrective action is given up."""

    reason = _words(pgettext_lazy("of dropping", "Reason"))
