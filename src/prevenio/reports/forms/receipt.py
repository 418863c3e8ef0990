"""What residents fill in beside a report: a confirmation, the words of a receipt, a message."""

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.reports.forms.questions import TOO_LONG
from prevenio.reports.forms.resident import email_field
from prevenio.web.forms import words_field
from prevenio.web.guarding import GuardedForm


class ConfirmForm(GuardedForm):
    """Somebody sees it too, or says that it is gone."""

    guard_name = "report-confirm"

    email = email_field(
        label=_("E-mail"),
        help_text=_("Only if you want to hear what comes of it. You get a receipt in any case."),
    )
    language = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)


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
    """Something to add to a report, or what is still wrong."""

    text = words_field(
        _("Write to us"),
        rows=4,
        error_messages={
            "required": _("Write something before you send it."),
            "max_length": TOO_LONG,
        },
    )
