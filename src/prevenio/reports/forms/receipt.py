"""What residents fill in beside a report: a confirmation, the words of a receipt, a message."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.reports.forms.questions import TOO_LONG
from prevenio.reports.forms.resident import BOTH_HOURS, ReportForm, email_field
from prevenio.reports.operations.taking import When
from prevenio.web.forms import words_field
from prevenio.web.guarding import GuardedForm


class ConfirmForm(GuardedForm):
    """Somebody sees it too, or says that it is gone."""

    guard_name = "report-confirm"
    # One press on what one has just read; limits and the work still hold.
    soonest = timedelta(0)

    email = email_field(
        label=_("E-mail"),
        help_text=_("Only if you want to hear what comes of it. You get a receipt in any case."),
    )
    # The questions of the report itself, with their errors.
    weekdays = ReportForm.base_fields["weekdays"]
    from_hour = ReportForm.base_fields["from_hour"]
    to_hour = ReportForm.base_fields["to_hour"]
    language = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if (given.get("from_hour") is None) != (given.get("to_hour") is None):
            self.add_error("from_hour", BOTH_HOURS)
        return given

    @property
    def when(self) -> When:
        given = self.cleaned_data
        days = sum(1 << day for day in set(given["weekdays"]))
        return When(days, given["from_hour"], given["to_hour"])

    @property
    def is_told(self) -> bool:
        """Whether one of the questions was answered or is wrong: their part then stands open."""
        names = ("weekdays", "from_hour", "to_hour")
        return any(name in self.errors or self[name].value() for name in names)


class ConfirmInsteadForm(ConfirmForm):
    """The same from the last page of a report, with the token of that page."""

    guard_name = "report"


class ReceiptForm(forms.Form):
    """The words of a receipt."""

    code = forms.CharField(
        label=_("Your five words"),
        help_text=_("Capitals, accents and dashes do not matter."),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Enter the words of your receipt."),
            "max_length": TOO_LONG,
        },
    )


class MessageForm(forms.Form):
    """Something to add to a report."""

    text = words_field(
        _("Write to us"),
        rows=4,
        error_messages={
            "required": _("Write something before you send it."),
            "max_length": TOO_LONG,
        },
    )


class StillForm(forms.Form):
    """What is still wrong, though the report or a part of it was closed."""

    text = words_field(
        _("What is still wrong?"),
        rows=3,
        error_messages={
            "required": _("Say what is still wrong, then the report is opened again."),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, data: Any = None, *, part: str = "") -> None:
        # A page may hold one for each part of a report.
        super().__init__(data, auto_id=f"still{part}_%s")
