from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.region.forms.parts import bodies_of, line, tick, words
from prevenio.region.models import Declaration
from prevenio.region.operations.declarations import DeclarationSaid
from prevenio.web.forms import DayField


class DeclarationForm(forms.Form):
    """A declaration with its parties and its file."""

    name = line(pgettext_lazy("declaration", "Name"), longest=200)
    signed_on = DayField(label=_("Signed on"))
    bodies = forms.ModelMultipleChoiceField(
        label=_("Which bodies signed it?"),
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = words(
        _("Who else signed it?"), required=False, rows=2, hint=_("One name on each line.")
    )
    scope = words(pgettext_lazy("declaration", "What is it about?"), required=False)
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_to = DayField(label=_("Valid to"), required=False)
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, ODT, DOCX or a photo of the paper.")
    )
    is_shared = tick(_("Every municipality sees it"))
    is_public = tick(_("Residents see it, with its file"))

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        authority: Authority,
        declaration: Declaration | None = None,
    ) -> None:
        super().__init__(data, files, initial=_initial(declaration) if declaration else None)
        self.fields["bodies"].queryset = bodies_of(authority)  # type: ignore[attr-defined]

    @property
    def said(self) -> DeclarationSaid:
        said = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return DeclarationSaid(**{**said, "others": said["others"].splitlines()})


def _initial(one: Declaration) -> dict[str, object]:
    parties = list(one.parties.order_by("position", "pk"))
    names = ("name", "signed_on", "scope", "valid_from", "valid_to", "is_shared", "is_public")
    return {
        **{name: getattr(one, name) for name in names},
        "bodies": [party.body_id for party in parties if party.body_id],
        "others": "\n".join(party.name for party in parties if party.name),
    }
