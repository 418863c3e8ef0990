"""The form of a page on the editors' side: it offers what belongs to the authority alone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from prevenio.editorial.tenancy import now_editing
from prevenio.kernel.text import fold
from prevenio.places.models import Municipality
from prevenio.programme.models import AreaOfAction, Initiative
from prevenio.programme.queries.pinned import public_programme


class ItemForm(WagtailAdminPageForm):
    """Places and parts of the programme are those of the authority whose side is open."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        editing = now_editing()
        if editing is None:
            return
        shown = public_programme(authority=editing.authority, today=timezone.localdate())
        version = shown.version if shown else None
        municipalities = Municipality.objects.filter(authority=editing.authority)
        offered = {
            "municipality": municipalities.order_by("name", "pk"),
            "area": AreaOfAction.objects.filter(version=version).order_by("position", "pk"),
            "initiative": Initiative.objects.filter(version=version).order_by("position", "pk"),
        }
        for name, rows in offered.items():
            if name in self.fields:
                self.fields[name].queryset = rows

    def clean_slug(self) -> str:
        """Addresses are made of plain letters, as people dictate them."""
        return slugify(fold(self.cleaned_data.get("slug") or "")) or "page"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError(_("The last day is before the first.")))
        return cleaned
