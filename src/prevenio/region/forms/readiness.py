from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.region.forms.parts import line, tick, words
from prevenio.region.models import Counted
from prevenio.region.operations.readiness import ItemSaid
from prevenio.web.forms import DayField


class MarkForm(forms.Form):
    """Whether an item is done, since when, and a note."""

    is_done = forms.TypedChoiceField(
        label=_("Is it done?"),
        choices=[("yes", _("Yes")), ("no", _("No, it is open again"))],
        widget=forms.RadioSelect,
        initial="yes",
        coerce=lambda value: value == "yes",
    )
    on = DayField(label=_("Since which day?"))
    note = line(_("Note"), longest=300, required=False)


class ItemForm(forms.Form):
    """An item of the check-list in the language of the page."""

    text = line(_("What should a municipality have?"), longest=300)
    reason = words(_("Why is it asked?"), required=False, rows=2)
    counted = forms.ChoiceField(
        label=_("How is it known?"), choices=Counted.choices, required=False
    )
    is_required = tick(_("Needed for joining"))
    is_asked = tick(_("Ask for it"))

    @property
    def said(self) -> ItemSaid:
        return ItemSaid(**self.cleaned_data)
