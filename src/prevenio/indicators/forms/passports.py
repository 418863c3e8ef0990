"""The passport of an indicator as people type it."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.indicators.formulas import LONGEST
from prevenio.indicators.models import (
    Direction,
    Frequency,
    Indicator,
    IndicatorClass,
    IndicatorGroup,
    LinkKind,
    Nature,
)
from prevenio.indicators.operations.passports import Link, Passport
from prevenio.indicators.queries.links import GOALS
from prevenio.people.models import Authority, Body
from prevenio.programme.models import Action, AreaOfAction, Statement
from prevenio.web.forms import DayField

_CODE = re.compile(r"[^\W_][\w.-]{0,19}")


def _text(label: Any, rows: int = 2, **options: Any) -> forms.CharField:
    options.setdefault("max_length", 2_000)
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class PassportForm(forms.Form):
    """What an indicator is, and what of the programme it measures."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("For example W-04"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    definition = _text(_("What it counts"), 3)
    formula = _text(
        _("Formula"),
        3,
        max_length=LONGEST,
        help_text=_(
            "Left empty: values are entered or imported. Else for example "
            'share(activities.lesson.activities, 40) or indicator("W-01") - previous('
            'indicator("W-01")).'
        ),
    )
    nature = forms.ChoiceField(label=_("Nature"), choices=Nature)
    unit = forms.CharField(
        label=_("Unit"),
        max_length=40,
        required=False,
        help_text=_("For example crimes. A share with the unit % is written as 55.9."),
    )
    population = forms.CharField(label=_("Share of what"), max_length=200, required=False)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    owner = forms.ModelChoiceField(Body.objects.none(), label=_("Owner"), required=False)
    frequency = forms.ChoiceField(label=pgettext_lazy("indicator", "How often"), choices=Frequency)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction)
    group = forms.ChoiceField(
        label=_("Group"),
        choices=IndicatorGroup,
        help_text=_("Crimes and petty offences stand apart and are never added up."),
    )
    is_management = forms.BooleanField(label=_("A measure of management control"), required=False)
    data_class = forms.ChoiceField(label=_("Class"), choices=IndicatorClass)
    smallest_shown = forms.IntegerField(
        label=_("Smallest number shown"),
        min_value=1,
        max_value=1000,
        help_text=_("Residents do not see fewer events than this."),
    )
    stale_after = forms.IntegerField(
        label=_("Days until a value is due"), min_value=0, max_value=2000
    )
    disaggregation = forms.CharField(label=_("Broken down by"), max_length=200, required=False)
    stand_in = _text(
        pgettext_lazy("indicator", "Stands in for"),
        help_text=_("If the source does not have the figure that was asked for: say what differs."),
    )
    first_day = DayField(label=_("Valid from"), required=False)
    last_day = DayField(label=_("Valid until"), required=False)
    goals = forms.MultipleChoiceField(
        label=_("Goals"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.MultipleChoiceField(
        label=_("Areas of action"), required=False, widget=forms.CheckboxSelectMultiple
    )
    actions = forms.CharField(
        label=_("Actions"),
        max_length=1_000,
        required=False,
        help_text=_("Their numbers, separated by commas: 4.1, 4.2"),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        authority: Authority,
        version: Subquery,
        indicator: Indicator | None = None,
        **options: Any,
    ) -> None:
        self.version = version
        if indicator is not None:
            options.setdefault("initial", _initial(indicator, version))
        super().__init__(*args, **options)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = Body.objects.filter(authority=authority).order_by("short_name")
        self._offer("goals", Statement.objects.filter(version=version, kind__in=GOALS), "text")
        self._offer("areas", AreaOfAction.objects.filter(version=version), "title")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        if not _CODE.fullmatch(code):
            raise forms.ValidationError(
                _("A code has letters, digits, points and hyphens, for example W-04.")
            )
        return code

    def clean_formula(self) -> str:
        return " ".join(str(self.cleaned_data["formula"]).split())

    def clean_actions(self) -> list[UUID]:
        codes = [one.strip() for one in str(self.cleaned_data["actions"]).split(",")]
        codes = [one for one in codes if one]
        known = dict(
            Action.objects.filter(version=self.version, code__in=codes).values_list(
                "code", "lineage"
            )
        )
        unknown = [one for one in codes if one not in known]
        if unknown:
            raise forms.ValidationError(
                _("There is no action %(code)s in the newest version."),
                params={"code": unknown[0]},
            )
        return list(known.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first one."))
        return cleaned

    @property
    def passport(self) -> Passport:
        names = Passport.__dataclass_fields__
        return Passport(**{name: self.cleaned_data[name] for name in names})

    @property
    def links(self) -> list[Link]:
        chosen = self.cleaned_data
        return [
            *((LinkKind.GOAL, UUID(one)) for one in chosen["goals"]),
            *((LinkKind.AREA, UUID(one)) for one in chosen["areas"]),
            *((LinkKind.ACTION, one) for one in chosen["actions"]),
        ]

    def _offer(self, name: str, rows: Any, words: str) -> None:
        """What of the programme can be chosen; where there is nothing, nothing is asked."""
        choices = [
            (str(lineage), str(title)[:200])
            for lineage, title in rows.order_by("position").values_list("lineage", words)
        ]
        widget = None if choices else forms.MultipleHiddenInput
        self.fields[name] = forms.MultipleChoiceField(
            label=self.fields[name].label,
            required=False,
            choices=choices,
            widget=widget or forms.CheckboxSelectMultiple,
        )


def _initial(indicator: Indicator, version: Subquery) -> Mapping[str, Any]:
    names = Passport.__dataclass_fields__
    links = list(indicator.links.all())
    lineages = [one.lineage for one in links if one.kind == LinkKind.ACTION]
    codes = Action.objects.filter(version=version, lineage__in=lineages).order_by("position")
    return {
        **{name: getattr(indicator, name) for name in names},
        "goals": [str(one.lineage) for one in links if one.kind == LinkKind.GOAL],
        "areas": [str(one.lineage) for one in links if one.kind == LinkKind.AREA],
        "actions": ", ".join(codes.values_list("code", flat=True)),
        "revision": indicator.revision,
    }
