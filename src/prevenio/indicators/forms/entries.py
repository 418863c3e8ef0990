"""Values, targets and breaks as people type them."""

from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.indicators.figures import span_words
from prevenio.indicators.forms.fields import NumberField
from prevenio.indicators.models import Frequency, Indicator, IndicatorValue, Nature, TargetKind
from prevenio.indicators.operations.values import Figure
from prevenio.indicators.spans import back, span_with
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority
from prevenio.programme.models import Act
from prevenio.web.forms import DayField

_QUOTIENT = Context(prec=28)
_SPANS_OFFERED = {
    Frequency.YEAR: 30,
    Frequency.SCHOOL_YEAR: 30,
    Frequency.HALF_YEAR: 30,
    Frequency.QUARTER: 40,
    Frequency.MONTH: 60,
}


def _reason(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=2_000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ValueForm(forms.Form):
    """One figure of an indicator; a share is typed as a part and a whole."""

    span = forms.ChoiceField(label=_("For which days"))
    number = NumberField(label=_("Value"))
    part = NumberField(label=_("How many"))
    whole = NumberField(label=_("Of how many"))
    breakdown = forms.CharField(
        label=_("Part"),
        max_length=100,
        required=False,
        help_text=_("Left empty: the whole. Never the name of a person."),
    )
    as_of = DayField(label=_("As of"))
    source = forms.CharField(label=_("Source"), max_length=300)
    reason = _reason(
        _("Why it is corrected"), help_text=_("Only where there is a value for these days already.")
    )
    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        today: date,
        value: IndicatorValue | None = None,
        **options: Any,
    ) -> None:
        self.indicator = indicator
        spans = _spans(indicator.frequency, today, value)
        options.setdefault("initial", _initial(indicator, value, spans, today))
        super().__init__(*args, **options)
        span = self.fields["span"]
        if isinstance(span, forms.ChoiceField):
            span.choices = [
                (one.first.isoformat(), span_words(indicator.frequency, one)) for one in spans
            ]
        for name in ("number",) if self.is_share else ("part", "whole"):
            del self.fields[name]

    @property
    def is_share(self) -> bool:
        """Whether the share is made here of its part and its whole."""
        return self.indicator.nature == Nature.SHARE and self.indicator.unit != "%"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        part, whole = cleaned.get("part"), cleaned.get("whole")
        if part is None or whole is None:
            return cleaned
        if whole <= 0 or whole != whole.to_integral_value():
            self.add_error("whole", _("Enter a whole number larger than nothing."))
        elif part != part.to_integral_value() or not 0 <= part <= whole:
            self.add_error("part", _("Enter a whole number that is not larger than the whole."))
        return cleaned

    @property
    def figure(self) -> Figure:
        typed = self.cleaned_data
        number: Decimal = typed.get("number", Decimal(0))
        if self.is_share:
            number = _QUOTIENT.divide(typed["part"], typed["whole"])
        return Figure(
            span=span_with(self.indicator.frequency, date.fromisoformat(typed["span"])),
            number=number,
            denominator=typed.get("whole"),
            breakdown=typed["breakdown"].strip(),
            as_of=typed["as_of"],
            source=typed["source"].strip(),
        )


class WithdrawForm(forms.Form):
    """Why a value does not hold."""

    reason = _reason(_("Why it does not hold"), required=True)


class TargetForm(forms.Form):
    """An entry of the ledger of targets."""

    kind = forms.ChoiceField(label=_("Kind of entry"), choices=TargetKind)
    first_year = forms.IntegerField(label=_("From year"), min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label=_("To year"), min_value=1990, max_value=2100)
    number = NumberField(
        label=pgettext_lazy("value of an indicator", "Number"),
        required=False,
        help_text=_("Left empty: these years have no target, and the entry says why."),
    )
    act = forms.ModelChoiceField(Act.objects.none(), label=_("Act of the register"), required=False)
    act_text = forms.CharField(
        label=_("Or another act"), max_length=200, required=False, help_text=_("Its number or name")
    )
    reason = _reason(_("Why"), required=True)

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        act = self.fields["act"]
        if isinstance(act, forms.ModelChoiceField):
            act.queryset = Act.objects.filter(authority=authority).order_by("-adopted_on", "-pk")


class BreakForm(forms.Form):
    """From when an indicator counts something else."""

    day = DayField(label=_("From which day"))
    what = _reason(_("What changed"), required=True, help_text=_("One sentence for the page."))
    label = forms.CharField(
        label=_("In a few words"),
        max_length=60,
        required=False,
        help_text=_("For the chart: theft from 800 PLN, not from 500"),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)


def _spans(frequency: str, today: date, value: IndicatorValue | None) -> Sequence[DateSpan]:
    """The newest spans that have begun, the newest first; of a value its own one alone."""
    if value is not None:
        return [DateSpan(value.first_day, value.last_day)]
    newest = span_with(frequency, today)
    return [back(frequency, newest, steps) for steps in range(_SPANS_OFFERED[Frequency(frequency)])]


def _initial(
    indicator: Indicator, value: IndicatorValue | None, spans: Sequence[DateSpan], today: date
) -> dict[str, Any]:
    if value is None:
        # The newest span that is over is the one whose figure people have.
        span = next((one for one in spans if one.last and one.last < today), spans[0])
        return {"span": span.first.isoformat(), "as_of": today, "source": indicator.source}
    return {
        "span": value.first_day.isoformat(),
        "breakdown": value.breakdown,
        "as_of": value.as_of,
        "source": value.source,
        "instead_of": value.pk,
    }
