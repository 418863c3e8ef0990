"""What the bureau fills in about routing rules, templates and the trigger of reviews."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, Precinct
from prevenio.places.wording import said as said_of_kind
from prevenio.reports.models import (
    Category,
    CategoryVersion,
    ReplyTemplate,
    ReviewTrigger,
    RoutingRule,
    said,
)
from prevenio.reports.operations.rules import Written

_HOURS = [("", "–"), *((str(hour), f"{hour}:00") for hour in range(24))]


# The conditions of a rule as they are folded away on its page.
_PARTS = (
    (_("Categories"), ("categories",)),
    (_("Where"), ("precincts", "municipalities")),
    (_("When it happens"), ("weekdays", "from_hour", "to_hour")),
    (_("What was answered"), ("answers",)),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Conditions of one sort: how many are chosen, and whether some are wrong."""

    title: Any
    fields: Sequence[forms.BoundField]
    chosen: int
    is_wrong: bool


class RuleForm(forms.Form):
    """A rule: what a report must be like, and who gets it. What is left empty fits all."""

    name = forms.CharField(label=_("Name"), max_length=120)
    body = forms.ModelChoiceField(label=_("Who gets it?"), queryset=Body.objects.none())
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
        versions: Sequence[CategoryVersion],
        rule: RoutingRule | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(rule))
        self.authority = authority
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(authority=authority).order_by("short_name", "pk")
        self._offer("categories", [(one.category.code, str(one)) for one in versions])
        self._offer("precincts", _precincts(authority))
        self._offer("municipalities", _towns(authority))
        self._offer("answers", _answers(versions))

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        if not choices:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("from_hour")) != bool(values.get("to_hour")):
            self.add_error("to_hour", _("Give both hours, or neither."))
        return values

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
        return Written(name=values["name"], conditions=self._conditions(), body=values["body"])

    def _conditions(self) -> dict[str, Any]:
        values = self.cleaned_data
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


class TemplateForm(forms.ModelForm[ReplyTemplate]):
    """Words that begin an answer."""

    class Meta:
        model = ReplyTemplate
        fields = ("name", "category", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, versions: Iterable[CategoryVersion], **options: Any) -> None:
        super().__init__(*args, **options)
        names = {one.category_id: str(one) for one in versions}
        field: Any = self.fields["category"]
        field.queryset = Category.objects.filter(pk__in=names)
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
    if rule is None:
        return {}
    kept = rule.conditions
    hours = kept.get("hours") or ("", "")
    return {
        "name": rule.name,
        "body": rule.body_id,
        "categories": kept.get("categories", []),
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


def _chosen(field: forms.BoundField) -> int:
    value = field.value() or ()
    return int(bool(value)) if isinstance(value, str) else len(value)


def _precincts(authority: Authority) -> list[tuple[str, str]]:
    rows = Precinct.objects.filter(authority=authority).select_related("kind")
    ordered = rows.order_by("kind__position", "kind__code", "code", "pk")
    return [
        (
            f"{one.kind.code}/{one.code}",
            f"{said_of_kind(one.kind.names) or one.kind.code}: {one.code} {one.name}",
        )
        for one in ordered
    ]


def _towns(authority: Authority) -> list[tuple[str, str]]:
    rows = Municipality.objects.filter(authority=authority).order_by("name", "pk")
    towns = [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
    return towns if len(towns) > 1 else []


def _answers(versions: Sequence[CategoryVersion]) -> list[tuple[str, str]]:
    """Every answer that can be chosen, with its question; one that several ask stands once."""
    found: dict[str, str] = {}
    for version in versions:
        for question in version.questions:
            label = said(question.get("labels", {}))
            for key, words in _choices(question):
                found.setdefault(f"{question['key']}={key}", f"{version}: {label} {words}")
    return list(found.items())


def _choices(question: dict[str, Any]) -> list[tuple[str, str]]:
    match question.get("type"):
        case "yes_no":
            return [("yes", str(_("yes"))), ("no", str(_("no")))]
        case "choice":
            choices = question.get("choices", ())
            return [(str(one["key"]), said(one.get("labels", {}))) for one in choices]
    return []
