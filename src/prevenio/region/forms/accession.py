"""Forms of the ledger: a step, its correction, many municipalities into a wave; waves, counts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.region.forms.parts import bodies_of, line, precision, tick, words
from prevenio.region.models import OF_MUNICIPALITIES, OF_PARTNERS, Standing, Wave
from prevenio.region.operations.accession import NewStep
from prevenio.region.operations.waves import CountSaid, WaveSaid
from prevenio.web.forms import DayField


class StepForm(forms.Form):
    """One step of a municipality or of a partner; a partner joins no wave."""

    standing = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    on = DayField(label=_("On which day?"), required=False)
    precision = precision(_("How exactly is it known?"))
    known_by = DayField(
        label=_("If the day is not known: by when had it certainly happened?"), required=False
    )
    wave = forms.ModelChoiceField(
        label=_("With which wave?"),
        queryset=Wave.objects.none(),
        required=False,
        empty_label=pgettext_lazy("wave", "none"),
    )
    note = words(_("Note"), required=False, rows=2, hint=_("Residents do not see it."))
    is_public = tick(_("Name it on the public pages"))

    def __init__(
        self, data: Any = None, *, authority: Authority, of_partner: bool, **options: Any
    ) -> None:
        super().__init__(data, **options)
        standings = OF_PARTNERS if of_partner else OF_MUNICIPALITIES
        self.fields["standing"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in standings
        ]
        if of_partner:
            del self.fields["wave"]
        else:
            self.fields["wave"].queryset = waves_of(authority)  # type: ignore[attr-defined]

    @property
    def step(self) -> NewStep:
        return NewStep(**self.cleaned_data)


class CorrectionForm(StepForm):
    """What stands in the place of a wrong step: another one, or nothing at all."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = self.fields["standing"].choices  # type: ignore[attr-defined]
        never = (Standing.MISTAKE.value, _("nothing: it was entered by mistake"))
        self.fields["standing"].choices = [*choices, never]  # type: ignore[attr-defined]


class JoiningForm(forms.Form):
    """Many municipalities that join with one wave."""

    wave = forms.ModelChoiceField(label=_("With which wave?"), queryset=Wave.objects.none())
    on = DayField(label=_("On which day?"), required=False)
    precision = precision(_("How exactly is it known?"))
    known_by = DayField(
        label=_("If the day is not known: by when had it certainly happened?"), required=False
    )
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Which municipalities join?"),
        queryset=Municipality.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    note = words(_("Note"), required=False, rows=2, hint=_("Residents do not see it."))

    def __init__(
        self, data: Any = None, *, authority: Authority, able: Sequence[int], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["wave"].queryset = waves_of(authority)  # type: ignore[attr-defined]
        rows = Municipality.objects.filter(authority=authority, pk__in=able)
        self.fields["municipalities"].queryset = rows.order_by(  # type: ignore[attr-defined]
            "name", "pk"
        )

    @property
    def step(self) -> NewStep:
        said = self.cleaned_data
        return NewStep(
            standing=Standing.JOINED,
            on=said["on"],
            known_by=said["known_by"],
            precision=said["precision"],
            note=said["note"],
            is_public=True,
        )


class PartnerForm(forms.Form):
    """The body that becomes a partner."""

    body = forms.ModelChoiceField(label=_("Which body?"), queryset=Body.objects.none())

    def __init__(self, data: Any = None, *, authority: Authority) -> None:
        super().__init__(data)
        self.fields["body"].queryset = bodies_of(authority)  # type: ignore[attr-defined]


class WaveForm(forms.Form):
    """A wave: its name, its day, whether it is shown."""

    name = line(pgettext_lazy("wave", "Name"), longest=120)
    on = DayField(label=_("On which day?"), required=False)
    precision = precision(_("How exactly is it known?"))
    note = words(_("Note"), required=False)
    is_published = tick(_("Show it to municipalities and residents"))

    @property
    def said(self) -> WaveSaid:
        return WaveSaid(**self.cleaned_data)


class CountForm(forms.Form):
    """A count that a document states."""

    standing = forms.ChoiceField(
        label=_("What does it count?"),
        choices=[(one.value, one.label) for one in OF_MUNICIPALITIES],
    )
    number = forms.IntegerField(label=_("How many?"), min_value=0, max_value=100_000)
    on = DayField(label=_("As of which day?"))
    source = line(_("Where is it said?"), longest=250)

    @property
    def said(self) -> CountSaid:
        return CountSaid(**self.cleaned_data)


def waves_of(authority: Authority) -> Any:
    return Wave.objects.filter(authority=authority).order_by("-on", "name")
