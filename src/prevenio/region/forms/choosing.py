"""Fields that the forms of projects share."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.region.files import Upload
from prevenio.region.models import Project

type Offered = Mapping[str, Callable[[Authority], Any]]


def words(label: Any, *, required: bool = False, rows: int = 3, hint: Any = "") -> Any:
    """A field for sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
    )


def line(label: Any, most: int, *, required: bool = False, hint: Any = "") -> Any:
    """A field for a name or a few words."""
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint)


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A body of the authority; the form gives the rows."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", Body.objects.none())
        super().__init__(**options)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)[:120]


class ProjectChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A project of the authority; the form gives the rows."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", Project.objects.none())
        super().__init__(**options)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.initiative.name)[:120]


def bodies(authority: Authority) -> Any:
    """The bodies that a field offers."""
    return Body.objects.filter(authority=authority).order_by("short_name", "pk")


def municipalities(authority: Authority) -> Any:
    """The municipalities that a field offers."""
    return Municipality.objects.filter(authority=authority).order_by("name", "pk")


def projects(authority: Authority) -> Any:
    """The projects that a field offers."""
    rows = Project.objects.filter(authority=authority).select_related("initiative")
    return rows.order_by("initiative__position", "pk")


class FormOfAuthority(forms.Form):
    """A form whose choices belong to one authority; `offered` says which field offers what."""

    offered: ClassVar[Offered] = {}

    def __init__(self, *arguments: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, rows in self.offered.items():
            self.fields[name].queryset = rows(authority)  # type: ignore[attr-defined]


class FileField(forms.FileField):
    """One file, read whole; one byte more than is taken is enough for it to be refused."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("label", _("File"))
        options.setdefault("help_text", _("A PDF, a document (DOCX, XLSX, ODT, ODS) or a photo."))
        super().__init__(**options)


def upload_of(form: forms.Form, most: int, name: str = "file") -> Upload | None:
    """The file that was sent with a form."""
    sent = form.cleaned_data.get(name)
    if not isinstance(sent, UploadedFile):
        return None
    return Upload(sent.name or "", sent.read(most + 1))
