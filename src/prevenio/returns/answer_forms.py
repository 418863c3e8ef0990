"""What a body types into its return, by hand and without an account, turned into values."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.returns.answer_rows import Row, plain
from prevenio.returns.content import (
    LONGEST_DRAFT,
    Content,
    Section,
    choices_for,
    missing_in,
)
from prevenio.returns.models import ActionReturn, Outcome


class PlainField(forms.CharField):
    """Text as it was typed: no control characters, line ends as the browser counts them."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")


class CodeForm(forms.Form):
    """The confirmation code of a link."""

    code = forms.CharField(
        label=_("Confirmation code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "answer-code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Write the code from the letter, for example K7RM-2XQP.")},
    )


class PersonForm(forms.Form):
    """The second person of a body: who certifies, or hands back with a remark."""

    name = PlainField(
        label=_("Name and surname"), max_length=150, required=False, widget=forms.TextInput()
    )
    office = PlainField(label=_("Office"), max_length=200, required=False)
    remark = PlainField(
        label=_("What has to be changed"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    has_read = forms.BooleanField(required=False, label=_("I have read these returns."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["office"].widget.attrs["autocomplete"] = "organization-title"


class ReturnForm(forms.Form):
    """The questions of a return but its numbers: see `rows_in`."""

    outcome = forms.ChoiceField(
        label=_("State of the action"), required=False, widget=forms.RadioSelect
    )
    reason = PlainField(label=_("Why was it abandoned?"), required=False, max_length=LONGEST_DRAFT)
    narrative = PlainField(label=_("What was done"), required=False, max_length=LONGEST_DRAFT)
    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000)
    name = PlainField(label=_("Your name and surname"), required=False, max_length=150)
    office = PlainField(label=_("Your office"), required=False, max_length=200)
    certifier_name = PlainField(label=_("Name and surname"), required=False, max_length=150)
    certifier_office = PlainField(label=_("Office"), required=False, max_length=200)
    certifier_email = forms.EmailField(label=_("E-mail"), required=False)
    confirmed = forms.BooleanField(label=_("Confirmation"), required=False)

    def __init__(self, *args: Any, action_return: ActionReturn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action_return.action
        said = [(choice.outcome.value, choice.label) for choice in choices_for(self.action)]
        self.fields["outcome"].choices = [("", ""), *said]  # type: ignore[attr-defined]

    def is_draft(self) -> bool:
        """Whether a draft can be kept: an address that is only half typed does not hinder it."""
        return self.is_valid() or all(name.startswith("certifier_") for name in self.errors)

    def content(self, rows: Sequence[Row]) -> Content:
        """What was typed, as far as it could be taken."""
        typed = self.cleaned_data
        return Content(
            typed.get("outcome", ""),
            typed.get("narrative", ""),
            typed.get("reason", ""),
            tuple(row.count() for row in rows if not row.is_empty),
        )

    def find_missing(self, content: Content, *, needs_certifier: bool) -> None:
        """Mark what is missing before the return can be sent; the rows say so themselves."""
        for section, words in missing_in(content, self.action):
            if section == Section.OUTCOME:
                is_reason = content.outcome == Outcome.ABANDONED
                self.add_error("reason" if is_reason else "outcome", words)
            elif section == Section.NARRATIVE:
                self.add_error("narrative", words)
        wanted: dict[str, Any] = {
            "confirmed": _("Confirm that the data agree with your documentation."),
            "name": _("Write your name and surname: they are printed on the receipt."),
            "office": _("Write your office: it is printed on the receipt."),
        }
        if needs_certifier:
            wanted |= {
                "certifier_name": _("Write who certifies for your body."),
                "certifier_office": _("Write the office of the person who certifies."),
                "certifier_email": _("Write the address to which the link is to go."),
            }
        for name, words in wanted.items():
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, words)
