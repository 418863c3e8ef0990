"""Forms about sign-ups: the one that residents fill in, and attendance."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prevenio.activities.models import SignUp
from prevenio.activities.signing_up import MOST_PEOPLE
from prevenio.people.models import Authority


class SignUpForm(forms.Form):
    """A place for some people. `website` is a trap: people never see it, machines fill it in."""

    people = forms.IntegerField(
        label=_("How many people will come?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "invalid": _("Enter a number from 1 to 10."),
            "min_value": _("Enter a number from 1 to 10."),
            "max_value": _("One sign-up is for at most 10 people. Sign the others up apart."),
        },
    )
    name = forms.CharField(
        label=_("How shall we address you?"),
        help_text=_("A first name is enough."),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_(
            "We send a link that confirms, and a message if something changes. Then the address "
            "is deleted."
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address: the confirmation goes there."),
            "invalid": _("Enter an e-mail address as name@example.org."),
        },
    )
    language = forms.ChoiceField(label=_("Language of the letters"))
    website = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(settings.LANGUAGES)
        own = [code for code in authority.languages if code in known] or list(known)
        here = get_language() or ""
        codes = own if here in own or here not in known else [*own, here]
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, known[code]) for code in codes]
        field.initial = here if here in codes else codes[0]
        if len(codes) == 1:
            field.widget, field.required = forms.HiddenInput(), False
        trap = self.fields["website"]
        trap.widget.attrs.update({"autocomplete": "off", "tabindex": "-1"})

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class AttendanceForm(forms.Form):
    """How many people came, for each sign-up; an empty box says nothing."""

    def __init__(self, *args: Any, sign_ups: list[SignUp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign_ups = sign_ups
        for one in sign_ups:
            self.fields[f"came_{one.pk}"] = forms.IntegerField(
                label=_("People who came"),
                min_value=0,
                max_value=99,
                required=False,
                initial=one.people_came,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "invalid": _("Enter a number from 0 to 99."),
                    "min_value": _("Enter a number from 0 to 99."),
                    "max_value": _("Enter a number from 0 to 99."),
                },
            )

    @property
    def rows(self) -> list[tuple[SignUp, forms.BoundField]]:
        return [(one, self[f"came_{one.pk}"]) for one in self.sign_ups]

    @property
    def came(self) -> dict[int, int | None]:
        return {one.pk: self.cleaned_data[f"came_{one.pk}"] for one in self.sign_ups}
