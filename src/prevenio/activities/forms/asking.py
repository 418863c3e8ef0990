"""The fields that a kind adds to the form of an activity: its questions and its findings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prevenio.activities import written
from prevenio.activities.models import word_in
from prevenio.activities.queries.suggesting import Subjects
from prevenio.people.models import Body
from prevenio.web.forms import DayField

FINDINGS = 3
YES_NO = (("", _("not said")), ("yes", _("yes")), ("no", _("no")))


def groups_of(subjects: Subjects) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for label, group in ((_("Of this body"), subjects.own), (_("All others"), subjects.rest)):
        if group:
            yield str(label), [(one.value, one.label) for one in group]


def question_field(question: Mapping[str, Any]) -> forms.Field:
    """The field of a question of the catalogue: text, yes or no, or a choice."""
    label = word_in(question.get("labels") or {}) or str(question.get("key", ""))
    match question.get("type"):
        case "yes_no":
            return forms.ChoiceField(label=label, required=False, choices=YES_NO)
        case "choice":
            choices = [_choice_of(one) for one in question.get("choices", ())]
            return forms.ChoiceField(
                label=label, required=False, choices=[("", _("not said")), *choices]
            )
    return forms.CharField(label=label, required=False, max_length=written.LONGEST_ANSWER)


def _choice_of(choice: Mapping[str, Any]) -> tuple[str, str]:
    """A choice is a key with its word in each language."""
    key = str(choice.get("key", ""))
    return key, word_in(choice.get("labels") or {}) or key


def finding_fields(bodies: Sequence[Body]) -> dict[str, forms.Field]:
    choices = [("", _("somebody else")), *((one.pk, one.short_name) for one in bodies)]
    found: dict[str, forms.Field] = {}
    for row in range(FINDINGS):
        found[f"f_what_{row}"] = forms.CharField(
            label=_("What is wrong"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        found[f"f_due_{row}"] = DayField(label=_("To be remedied by"), required=False, help_text="")
        found[f"f_body_{row}"] = forms.TypedChoiceField(
            label=_("Who puts it right"), required=False, coerce=int, choices=choices
        )
        found[f"f_who_{row}"] = forms.CharField(
            label=_("Who, if somebody else: an office or company, no person"),
            required=False,
            max_length=200,
        )
        found[f"f_ordered_{row}"] = forms.BooleanField(
            label=_("Ordered by a decision"), required=False
        )
    return found
