"""Forms of messages to working groups."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.region.forms.parts import line, words


class ReplyForm(forms.Form):
    """What somebody answers."""

    words = words(_("Your reply"), rows=5)
    file = forms.FileField(
        label=_("A file"), required=False, help_text=_("PDF, ODT, DOCX, XLSX or a picture.")
    )


class MessageForm(forms.Form):
    """What a message is about and what it says."""

    title = line(pgettext_lazy("message", "What is it about?"), longest=150)
    words = words(_("What do you want to say?"), rows=8)
    file = forms.FileField(
        label=_("A file"), required=False, help_text=_("PDF, ODT, DOCX, XLSX or a picture.")
    )
