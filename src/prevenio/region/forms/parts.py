"""Fields that several forms of the region share."""

from typing import Any

from django import forms

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.programme.models import DatePrecision
from prevenio.region.files import Upload

LONGEST = 8_000


def words(label: Any, *, required: bool = True, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
    )


def line(label: Any, *, longest: int, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=longest, help_text=hint)


def tick(label: Any, *, hint: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=hint)


def precision(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=DatePrecision.choices, initial=DatePrecision.DAY)


def upload_of(form: forms.Form, name: str = "file") -> Upload | None:
    """The file that was sent with a form; None where there was none."""
    sent = form.cleaned_data.get(name)
    return Upload(sent.name, sent.read()) if sent else None


def bodies_of(authority: Authority) -> Any:
    return Body.objects.filter(authority=authority).order_by("short_name", "pk")


def municipalities_of(authority: Authority) -> Any:
    return Municipality.objects.filter(authority=authority).order_by("name", "pk")
