"""What people answer while a reading is reviewed and checked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prevenio.programme.importing.readers import TooLarge, UnreadableDocument, read_source
from prevenio.programme.importing.source import Source
from prevenio.web.forms import DayField


class DocumentForm(forms.Form):
    """A document to read; a refusal of the readers becomes the field's error."""

    document = forms.FileField(
        label=_("Document of the programme"),
        help_text=_("The resolution with its annex, as PDF, DOCX, Markdown or plain text."),
        error_messages={
            "required": _("Choose the file with the programme."),
            "empty": _("This file is empty. Choose the file with the programme."),
        },
    )

    def clean_document(self) -> tuple[Source, bytes]:
        upload = self.cleaned_data["document"]
        name, language = upload.name or "", get_language() or "en"
        try:
            if upload.size is not None and upload.size > settings.DOCUMENT_LIMIT:
                raise TooLarge(name, upload.size, settings.DOCUMENT_LIMIT)
            content = upload.read()
            return read_source(content, name, limit=settings.DOCUMENT_LIMIT), content
        except UnreadableDocument as refusal:
            raise forms.ValidationError(refusal.message(language)) from refusal


NEVER_EMPTY = frozenset({"programme_title", "title", "name", "text"})
LONGEST = {
    "programme_title": 300,
    "number": 60,
    "body": 200,
    "title": 400,
    "name": 300,
    "responsible": 80,
    "partners": 80,
    "implementers": 80,
    "audience": 200,
    "funding": 200,
}


class MendForm(forms.Form):
    """One value of a reading, put right: a text, or one item on each line."""

    value = forms.CharField(label=_("What it should say"), required=False, max_length=20_000)

    def __init__(self, *args: Any, field: str, is_list: bool, is_date: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_list = is_list
        self.is_date = is_date
        self.limit = LONGEST.get(field)
        self.may_be_empty = field not in NEVER_EMPTY
        if is_date:
            self.fields["value"] = DayField(label=_("What it should say"), required=False)
        else:
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 6})
        if is_list:
            self.fields["value"].help_text = _("One on each line.")

    def clean_value(self) -> str | list[str]:
        value = self.cleaned_data["value"]
        if self.is_date:
            return value.isoformat() if value else ""
        rows = [" ".join(line.split()) for line in value.splitlines() if line.strip()]
        kept = rows if self.is_list else [" ".join(rows)]
        if not any(kept) and not self.may_be_empty:
            raise forms.ValidationError(
                _("Write what it should say. If it does not belong, leave the whole thing out.")
            )
        if self.limit and max(map(len, kept), default=0) > self.limit:
            raise forms.ValidationError(
                _("Shorten this to %(limit)s characters at most."), params={"limit": self.limit}
            )
        return kept if self.is_list else kept[0]


class BodyAnswerForm(forms.Form):
    """Who an unknown spelling is: a body of its own, one that is already there, or nobody."""

    answer = forms.ChoiceField(
        choices=[("new", ""), ("other", ""), ("leave_out", "")],
        error_messages={"required": _("Choose who this is, or skip the question.")},
    )
    name = forms.CharField(required=False, max_length=250)
    other = forms.CharField(required=False, max_length=120)

    def __init__(self, *args: Any, bodies: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = frozenset(bodies)

    def clean(self) -> dict[str, Any]:
        answered = super().clean() or {}
        if answered.get("answer") == "other" and answered.get("other") not in self.bodies:
            self.add_error("other", _("Choose the body from the list."))
        return answered

    @property
    def decision(self) -> tuple[str, dict[str, Any]]:
        """The choice and its value, as the decisions of an import keep them."""
        answer = self.cleaned_data["answer"]
        if answer == "other":
            return "MEND", {"same_as": self.cleaned_data["other"]}
        if answer == "leave_out":
            return "SKIP", {"leave_out": True}
        return "ACCEPT", {"name": self.cleaned_data["name"].strip()}


class WaiverForm(forms.Form):
    """Why a finding is let stand."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        help_text=_("It stays in sight beside the finding, with your name and the date."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason why this finding is let stand.")},
    )
