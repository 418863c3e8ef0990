"""What residents fill in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.advice.models import Topic
from prevenio.places.models import Municipality
from prevenio.web.forms import words_field
from prevenio.web.guarding import GuardedForm

_TOO_LONG = _("This is too long. Please shorten it to %(limit_value)d characters.")


class AskForm(GuardedForm):
    """A question. The municipality is asked only where there are several."""

    guard_name = "advice"

    municipality = forms.ModelChoiceField(
        label=_("Where do you live, or what place is it about?"),
        queryset=Municipality.objects.none(),
        empty_label=pgettext_lazy("municipality", "choose a town or village"),
        error_messages={
            "required": _("Choose the town or village, so that the right people answer."),
            "invalid_choice": _("Choose one of the municipalities."),
        },
    )
    topic = forms.ModelChoiceField(
        label=_("What is it about?"),
        queryset=Topic.objects.none(),
        empty_label=pgettext_lazy("topic", "choose a topic"),
        error_messages={
            "required": _("Choose a topic. “Another question” will do."),
            "invalid_choice": _("Choose one of the topics."),
        },
    )
    text = words_field(
        _("Your question"),
        rows=8,
        hint=_(
            "Do not write names, addresses or illnesses of other people. What happened, when, and "
            "what you want to know is enough."
        ),
        error_messages={"required": _("Write your question."), "max_length": _TOO_LONG},
    )
    email = forms.EmailField(
        label=_("E-mail for the answer"),
        help_text=_(
            "You can stay anonymous: you get a code with which you read the answer on this page."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Enter an e-mail address as name@example.org.")},
    )
    may_be_published = forms.BooleanField(
        label=_("The question may be published with its answer, without names"),
        help_text=_(
            "Only if you tick this. You can change it later with your code. Staff black out "
            "whatever could tell who you are."
        ),
        required=False,
    )
    danger_seen = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        municipalities: Sequence[Municipality],
        topics: Sequence[Topic],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        _choose_from(self.fields["topic"], Topic.objects.all(), topics)
        if len(municipalities) > 1:
            _choose_from(self.fields["municipality"], Municipality.objects.all(), municipalities)
        else:
            self.only_place = next(iter(municipalities), None)
            del self.fields["municipality"]

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\x00", "")

    @property
    def place(self) -> Municipality | None:
        """The chosen municipality; the only one where there is no choice."""
        if "municipality" in self.fields:
            place: Municipality | None = self.cleaned_data["municipality"]
            return place
        return self.only_place


class CodeForm(forms.Form):
    """The code of a receipt."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Fifteen letters and digits, for example K7MQX-3RTVB-9HWAC."),
        max_length=100,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "govuk-input--width-20",
            }
        ),
        error_messages={"required": _("Enter the code of your receipt.")},
    )


class MessageForm(forms.Form):
    """Something to add to a question."""

    text = words_field(
        _("Write again"),
        rows=4,
        error_messages={
            "required": _("Write something before you send it."),
            "max_length": _TOO_LONG,
        },
    )


def _choose_from(field: forms.Field, rows: Any, choices: Sequence[Any]) -> None:
    """Offer rows that were read already, so that drawing the form asks nothing more."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows.filter(pk__in=[one.pk for one in choices])
    field.choices = [("", field.empty_label), *((one.pk, str(one)) for one in choices)]
