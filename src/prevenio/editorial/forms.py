"""What the bureau enters about the media and its channels, turned into values."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.editorial.models import Channel, ChannelKind, Mention, MentionKind
from prevenio.editorial.operations.channels import Described
from prevenio.editorial.operations.logging import Said
from prevenio.people.models import Authority, Body
from prevenio.programme.models import AreaOfAction
from prevenio.programme.queries.pinned import public_programme
from prevenio.web.forms import DayField

_NOTHING = _("nothing chosen")


class MentionForm(forms.Form):
    """One entry of the media log."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MentionKind)
    title = forms.CharField(label=_("Title"), max_length=300)
    outlet = forms.CharField(label=_("Newspaper, station or site"), max_length=150, required=False)
    day = DayField(label=_("Day"))
    link = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    area = forms.ModelChoiceField(
        AreaOfAction.objects.none(),
        label=_("Area of action"),
        required=False,
        empty_label=_NOTHING,
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Body"), required=False, empty_label=_NOTHING
    )

    def __init__(self, *arguments: Any, authority: Authority, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        shown = public_programme(authority=authority, today=today)
        areas = AreaOfAction.objects.filter(version=shown.version if shown else None)
        bodies = Body.objects.filter(authority=authority)
        self.fields["area"].queryset = areas.order_by("position", "pk")  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies.order_by("short_name", "pk")  # type: ignore[attr-defined]

    def said(self) -> Said:
        return Said(**self.cleaned_data)

    @staticmethod
    def initial_of(mention: Mention) -> dict[str, object]:
        names = ("kind", "title", "outlet", "day", "link", "area", "body")
        return {name: getattr(mention, name) for name in names}


class ChannelForm(forms.Form):
    """One channel of an authority."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ChannelKind)
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=150)
    link = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Body"), required=False, empty_label=_NOTHING
    )
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)

    def __init__(self, *arguments: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*arguments, **options)
        bodies = Body.objects.filter(authority=authority)
        self.fields["body"].queryset = bodies.order_by("short_name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        return cleaned

    def described(self) -> Described:
        return Described(**self.cleaned_data)

    @staticmethod
    def initial_of(channel: Channel) -> dict[str, object]:
        names = ("kind", "name", "link", "note", "body", "first_day", "last_day")
        return {name: getattr(channel, name) for name in names}
