"""What the bureau fills in about routing rules, templates and the trigger of reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body, User
from prevenio.reports.forms import rule_choices
from prevenio.reports.models import Category, ReplyTemplate, ReviewTrigger, RoutingRule
from prevenio.reports.operations.rules import RuleEnded, RulePersonElsewhere, Written
from prevenio.reports.queries.acting import staffed_bodies
from prevenio.reports.queries.categories import KeptCategory
from prevenio.reports.routing import ConditionsUnclear, conditions_of

_HOURS = [("", "–"), *((str(hour), f"{hour}:00") for hour in range(24))]


# The conditions of a rule as they are folded away on its page.
_PARTS = (
    (_("Categories"), ("categories",)),
    (_("Where"), ("precincts", "municipalities")),
    (_("When it happens"), ("weekdays", "from_hour", "to_hour")),
    (_("What was answered"), ("answers",)),
)
_CONDITIONS = tuple(name for _title, names in _PARTS for name in names)


@dataclass(frozen=True, slots=True)
class Part:
    """Conditions of one sort: how many are chosen, and whether some are wrong."""

    title: Any
    fields: Sequence[forms.BoundField]
    chosen: int
    is_wrong: bool


class RuleForm(forms.Form):
    """A rule: what a report must be like, and who gets it. What is left empty fits all.

    `wording` is the row that the person had before their eyes: of another one nobody can say
    which of its conditions they took away.
    """

    wording = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=120)
    body = forms.ModelChoiceField(label=_("Who gets it?"), queryset=Body.objects.none())
    person = forms.ChoiceField(
        label=_("Who of them?"),
        required=False,
        help_text=_(
            "One of those who work for this body. Without a choice it goes to all of them."
        ),
    )
    categories = forms.MultipleChoiceField(
        label=_("Categories"), required=False, widget=forms.CheckboxSelectMultiple
    )
    precincts = forms.MultipleChoiceField(
        label=_("Precincts"),
        required=False,
        help_text=_("Several can be chosen, on a keyboard with Ctrl. None means everywhere."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    municipalities = forms.MultipleChoiceField(
        label=_("Municipalities"),
        required=False,
        help_text=_("Several can be chosen, on a keyboard with Ctrl. None means everywhere."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("It happens on"),
        required=False,
        choices=[(str(day), name) for day, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    from_hour = forms.ChoiceField(label=_("It happens from"), required=False, choices=_HOURS)
    to_hour = forms.ChoiceField(
        label=_("It happens to"),
        required=False,
        choices=_HOURS,
        help_text=_("Up to the end of this hour; it may lie after midnight."),
    )
    answers = forms.MultipleChoiceField(
        label=_("What was answered"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any = None,
        *,
        authority: Authority,
        kept: Sequence[KeptCategory],
        today: date,
        rule: RoutingRule | None = None,
    ) -> None:
        held = _initial(rule)
        super().__init__(data, initial=held)
        self.rule = rule
        choices = rule_choices
        bodies = staffed_bodies(authority, today, held=rule.body_id if rule else None)
        self._bodies = {one.body_id: one for one in bodies}
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(authority=authority, pk__in=self._bodies)
        body.choices = [("", body.empty_label), *((one.body_id, one.name) for one in bodies)]
        person: Any = self.fields["person"]
        nobody = pgettext_lazy("person of a rule", "nobody in particular")
        by_body = choices.people(bodies, rule)
        person.choices = [("", nobody), *((name, [*one.items()]) for name, one in by_body.items())]
        self._offer("categories", choices.categories(kept, held["categories"]))
        self._offer("precincts", choices.precincts(authority, today, held["precincts"]))
        self._offer("municipalities", choices.municipalities(authority, held["municipalities"]))
        self._offer("answers", choices.answers(kept, held["answers"]))

    def _offer(self, name: str, choices: Mapping[str, str]) -> None:
        if not choices:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = list(choices.items())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.rule is not None:
            self._check_nothing_is_lost(self.rule)
        if bool(values.get("from_hour")) != bool(values.get("to_hour")):
            self.add_error("to_hour", _("Give both hours, or neither."))
        if values.get("person") and "body" in values and self._person(values) is None:
            self.add_error("person", RulePersonElsewhere.message)
        return values

    def _person(self, values: Mapping[str, Any]) -> User | None:
        """Who was chosen, if they work for the body that was chosen."""
        body = values["body"].pk
        theirs = {rule_choices.person_key(body, pk): pk for pk in self._bodies[body].people}
        found = theirs.get(values.get("person", ""))
        return None if found is None else User.objects.get(pk=found)

    def _check_nothing_is_lost(self, rule: RoutingRule) -> None:
        """A condition that this page did not show is no condition that somebody took away."""
        if self.cleaned_data.get("wording") != rule.pk:
            raise forms.ValidationError(RuleEnded.message)
        if not self._shows_whole(rule):
            raise forms.ValidationError(
                _(
                    "This rule has a condition that this page cannot show. So that it is not lost, "
                    "end this rule and write a new one."
                )
            )

    def _shows_whole(self, rule: RoutingRule) -> bool:
        shown = {name: _among(self.fields.get(name), self.initial[name]) for name in _CONDITIONS}
        try:
            return conditions_of(_conditions(shown)) == conditions_of(rule.conditions)
        except ConditionsUnclear:
            return False

    @property
    def parts(self) -> Sequence[Part]:
        """The conditions that this authority can set, by what they are about."""
        return [
            Part(title, fields, sum(map(_chosen, fields)), any(one.errors for one in fields))
            for title, names in _PARTS
            if (fields := [self[name] for name in names if name in self.fields])
        ]

    @property
    def written(self) -> Written:
        """The rule as the operation takes it."""
        values = self.cleaned_data
        return Written(values["name"], _conditions(values), values["body"], self._person(values))


class TemplateForm(forms.ModelForm[ReplyTemplate]):
    """Words that begin an answer."""

    class Meta:
        model = ReplyTemplate
        fields = ("name", "purpose", "category", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, kept: Sequence[KeptCategory], **options: Any) -> None:
        super().__init__(*args, **options)
        held = self.instance.category_id
        names = {
            one.category.pk: one.in_words
            for one in kept
            if not one.is_ended or one.category.pk == held
        }
        field: Any = self.fields["category"]
        field.queryset = Category.objects.filter(pk__in=names)
        field.label = _("Category")
        field.choices = [("", _("all categories")), *names.items()]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = ReplyTemplate.objects.filter(authority=self.instance.authority, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a template with this name already."))
        return name


class TriggerForm(forms.Form):
    """What forces a review."""

    reports = forms.IntegerField(label=_("Reports"), min_value=2, max_value=100)
    people = forms.IntegerField(label=_("of so many people"), min_value=1, max_value=100)
    months = forms.IntegerField(label=_("in so many months"), min_value=1, max_value=36)
    days = forms.IntegerField(label=_("Working days until the review"), min_value=1, max_value=120)

    def __init__(self, data: Any = None, *, trigger: ReviewTrigger) -> None:
        names = ("reports", "people", "months", "days")
        super().__init__(data, initial={name: getattr(trigger, name) for name in names})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("people", 0) > values.get("reports", 0) and not self.errors:
            self.add_error("people", _("There cannot be more people than reports."))
        return values


def _initial(rule: RoutingRule | None) -> dict[str, Any]:
    """What a rule holds as the form shows it; of a new one nothing."""
    kept = rule.conditions if rule is not None else {}
    hours = kept.get("hours") or ("", "")
    conditions = {
        "categories": [str(one) for one in kept.get("categories", ())],
        "precincts": ["/".join(one) for one in kept.get("precincts", ())],
        "municipalities": [str(one) for one in kept.get("municipalities", ())],
        "weekdays": [str(day) for day in kept.get("weekdays", ())],
        "from_hour": str(hours[0]),
        "to_hour": str(hours[1]),
        "answers": [
            f"{question}={answer}"
            for question, answers in kept.get("answers", {}).items()
            for answer in answers
        ],
    }
    if rule is None:
        return conditions
    person = rule_choices.person_key(rule.body_id, rule.person_id) if rule.person_id else ""
    named = {"wording": rule.pk, "name": rule.name, "body": rule.body_id, "person": person}
    return {**named, **conditions}


def _conditions(values: Mapping[str, Any]) -> dict[str, Any]:
    """The conditions as a row keeps them, from the values of the form."""
    answers: dict[str, list[str]] = {}
    for one in values.get("answers", ()):
        question, _sign, answer = one.partition("=")
        answers.setdefault(question, []).append(answer)
    conditions: dict[str, Any] = {
        "categories": values.get("categories"),
        "precincts": [one.split("/", 1) for one in values.get("precincts", ())],
        "municipalities": values.get("municipalities"),
        "weekdays": [int(day) for day in values["weekdays"]],
        "answers": answers,
    }
    if values["from_hour"] and values["to_hour"]:
        conditions["hours"] = [int(values["from_hour"]), int(values["to_hour"])]
    return {key: value for key, value in conditions.items() if value}


def _among(field: Any, held: Any) -> Any:
    """The part of what a rule holds that its field offers."""
    offered = {key for key, _words in field.choices} if field is not None else set()
    if isinstance(held, str):
        return held if held in offered else ""
    return [one for one in held if one in offered]


def _chosen(field: forms.BoundField) -> int:
    value = field.value() or ()
    return int(bool(value)) if isinstance(value, str) else len(value)
