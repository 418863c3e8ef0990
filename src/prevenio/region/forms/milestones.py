from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.region.forms.parts import line, precision, tick, words
from prevenio.region.operations.milestones import MilestoneSaid
from prevenio.web.forms import DayField


class MilestoneForm(forms.Form):
    """What is to be reached, by when, and who sees it."""

    text = line(_("What is to be reached?"), longest=200)
    planned_on = DayField(label=_("By when?"))
    precision = precision(_("How exactly is it known?"))
    note = words(_("Note"), required=False, rows=2)
    is_shared = tick(_("Every municipality sees it"))
    is_public = tick(_("Residents see it"))

    @property
    def said(self) -> MilestoneSaid:
        return MilestoneSaid(**self.cleaned_data)


class WordingForm(MilestoneForm):
    """The same without the day, which changes only by moving the milestone."""

    planned_on = None  # type: ignore[assignment]


class MoveForm(forms.Form):
    """Another day, and why."""

    to = DayField(label=_("To which day?"))
    reason = words(pgettext_lazy("of moving", "Reason"))


class ReachedForm(forms.Form):
    """The day on which it was reached."""

    on = DayField(label=_("Reached on"))
