"""What the staff fill in about one report; `given` is what the operation asks for."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.kernel.text import fold
from prevenio.kernel.written import WordsMissing
from prevenio.people.models import Body, User
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.operations.working import OUTCOMES, WORDLESS, DueInThePast, OutcomeUnknown
from prevenio.reports.queries.acting import reachable_bodies, single_bodies
from prevenio.reports.states import OUTCOMES as PUBLIC_OUTCOMES
from prevenio.web import forms as web_forms
from prevenio.web.forms import DayField, write_into
from prevenio.web.refusals import sentence

TOO_LONG = _("This is too long. Please shorten it to %(limit_value)d characters.")
words_field = partial(web_forms.words_field, error_messages={"max_length": TOO_LONG})


PARTNERS = _("Those who hear of it: with an account here, or an e-mail that is known.")


def day_from(today: date, day: date) -> date:
    """The partner's day. Raises ValidationError where it is over."""
    if day < today:
        raise forms.ValidationError(sentence(DueInThePast()))
    return day


class PlainForm(forms.Form):
    """Words that disturb nobody who writes at the same time."""

    def __init__(self, data: Any = None, *, report: Report, **options: Any) -> None:
        super().__init__(data, **options)
        self.report = report

    @property
    def given(self) -> Mapping[str, Any]:
        return self.cleaned_data


class StepForm(PlainForm):
    """One step. `seen` is the revision before the person's eyes: who comes second is told."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, data: Any = None, *, report: Report, **options: Any) -> None:
        super().__init__(data, report=report, **options)
        self.initial["seen"] = report.revision

    def see_anew(self, revision: int) -> None:
        """Once somebody else was first and the person was told: sent again, it holds."""
        write_into(self, "seen", str(revision))


class ConfirmForm(StepForm):
    note = words_field(
        _("Note"), rows=4, required=False, hint=_("What was seen on the spot. For colleagues only.")
    )


class GoOnForm(StepForm):
    note = words_field(
        _("Note"),
        rows=4,
        required=False,
        hint=_("What was answered, and how. For colleagues only."),
    )


class AskBackForm(StepForm):
    text = words_field(_("What do you need to know?"))


class InformForm(PlainForm):
    text = words_field(_("How does it stand?"), rows=8)


class NoteForm(PlainForm):
    text = words_field(_("Note"), hint=_("For colleagues only. Residents never read it."))


class AssignForm(StepForm):
    person = forms.ModelChoiceField(
        label=_("To whom?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("person", "nobody yet"),
    )

    def __init__(self, data: Any = None, *, report: Report, people: Sequence[User]) -> None:
        super().__init__(data, report=report)
        self.initial["person"] = report.person_id
        ids = [one.pk for one in people]
        offer(self.fields["person"], User.objects.filter(pk__in=ids).order_by("name", "pk"))


def offer(field: forms.Field, rows: QuerySet[Any]) -> None:
    """Let one be chosen of these rows, in their order."""
    chosen: Any = field
    chosen.queryset = rows


class BodyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of some bodies; the form offers which."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("To which body?"))
        options.setdefault("empty_label", pgettext_lazy("body", "choose a body"))
        super().__init__(queryset=Body.objects.none(), **options)


def offer_bodies(field: forms.Field, bodies: QuerySet[Body]) -> None:
    """Let one of these bodies be chosen, in the order of the names by which they are shown."""
    offer(field, bodies)
    chosen: Any = field
    ordered = sorted(bodies, key=lambda one: (fold(str(one)), one.pk))
    none = [] if chosen.empty_label is None else [("", chosen.empty_label)]
    chosen.choices = [*none, *((one.pk, str(one)) for one in ordered)]


def has_nobody(form: forms.Form) -> bool:
    """Whether no body hears of what would be passed: then nothing can be chosen."""
    field: Any = form.fields["body"]
    return not any(key for key, _name in field.choices)


class HandOverForm(StepForm):
    body = BodyField()
    reason = words_field(_("Why?"), rows=3, hint=_("For colleagues only."))

    def __init__(self, data: Any = None, *, report: Report) -> None:
        super().__init__(data, report=report)
        bodies = single_bodies(report.authority).exclude(pk=report.body_id or 0)
        offer_bodies(self.fields["body"], bodies)


class PassForm(HandOverForm):
    due_on = DayField(label=_("Until when does the partner do it?"))
    field_order = ("body", "due_on", "reason")

    def __init__(self, data: Any = None, *, report: Report, today: date) -> None:
        super().__init__(data, report=report)
        bodies = reachable_bodies(report.authority, today).exclude(pk=report.body_id or 0)
        offer_bodies(self.fields["body"], bodies)
        self.fields["body"].help_text = PARTNERS
        self.today = today

    @property
    def has_nobody(self) -> bool:
        return has_nobody(self)

    def clean_due_on(self) -> date:
        return day_from(self.today, self.cleaned_data["due_on"])


class TakeBackForm(StepForm):
    text = words_field(_("What did the partner do?"), rows=4, required=False)


class SortForm(StepForm):
    version = forms.ModelChoiceField(
        label=_("Category"),
        queryset=CategoryVersion.objects.none(),
        empty_label=pgettext_lazy("category", "choose a category"),
    )

    def __init__(self, data: Any = None, *, report: Report, versions: Any) -> None:
        super().__init__(data, report=report)
        self.fields["version"].queryset = versions.exclude(  # type: ignore[attr-defined]
            category=report.category_id
        )
        self.fields["version"].help_text = _("Until now: %(category)s") % {
            "category": report.version
        }


def outcome_field() -> forms.ChoiceField:
    """The outcomes with what residents will read of each."""
    choices = [(one, _outcome(one)) for one in OUTCOMES]
    return forms.ChoiceField(
        label=_("What came of it?"),
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": sentence(OutcomeUnknown()),
            "invalid_choice": sentence(OutcomeUnknown()),
        },
    )


def _outcome(outcome: Any) -> str:
    public = str(PUBLIC_OUTCOMES[outcome][0])
    return str(_("%(outcome)s – residents read “%(public)s”")) % {
        "outcome": str(outcome.label),
        "public": public,
    }


def answer_field(label: Any, hint: Any, data: Any) -> forms.CharField:
    """The answer at the end; of what was no report nothing need be told."""
    return words_field(
        label,
        rows=8,
        hint=hint,
        required=str((data or {}).get("outcome", "")) not in WORDLESS,
        error_messages={"max_length": TOO_LONG, "required": sentence(WordsMissing())},
    )


class CloseForm(StepForm):
    def __init__(self, data: Any = None, *, report: Report) -> None:
        super().__init__(data, report=report)
        self.fields["outcome"] = outcome_field()
        self.fields["text"] = answer_field(
            _("What do you tell whoever reported?"),
            _(
                "They read it with the words of the receipt, and by e-mail where an address was "
                "left. Needed unless it is a joke, a mistake or spam."
            ),
            data,
        )


class ReopenForm(StepForm):
    reason = words_field(_("Why?"), rows=3, hint=_("For colleagues only."))
