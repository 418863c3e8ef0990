"""The questions that a category asks, each in a row; rows left empty ask nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from prevenio.activities.forms.kind_questions import QuestionRow as KnownRow
from prevenio.activities.forms.kind_questions import lines_of
from prevenio.reports.packs.limits import MOST_QUESTIONS

_EMPTY_ROWS = 2
_PREFIX = "questions"

type Rows = BaseFormSet[Any]


class QuestionRow(KnownRow):
    """A question that is asked, or an empty row; one that was asked can be ticked off."""

    is_removed = forms.BooleanField(label=_("Remove this question"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.said is None:
            self.empty_permitted = True
            self.fields["type"].initial = "yes_no"
            del self.fields["is_removed"]

    def full_clean(self) -> None:
        """What is to go needs no mending."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("is_removed"):
            self._errors = forms.utils.ErrorDict()

    @property
    def is_asked(self) -> bool:
        return bool(self.cleaned_data) and not self.cleaned_data.get("is_removed")


def rows_of(
    questions: Sequence[Mapping[str, Any]],
    languages: Sequence[str],
    posted: Mapping[str, Any] | None,
) -> Rows:
    """The rows of what is asked, and a few empty ones while a category may ask more."""
    known = {str(one["key"]): one for one in questions}
    extra = min(_EMPTY_ROWS, max(MOST_QUESTIONS - len(known), 0))
    row_set = formset_factory(
        QuestionRow, extra=extra, max_num=len(known) + extra, absolute_max=len(known) + extra
    )
    initial = [_initial(one, languages) for one in known.values()]
    options = {"languages": languages, "known": known}
    return row_set(posted, initial=initial, prefix=_PREFIX, form_kwargs=options)


def _initial(said: Mapping[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    labels = {f"label_{one}": said["labels"].get(one, "") for one in languages}
    choices = {f"choices_{one}": lines_of(said, one) for one in languages}
    return {"key": said["key"], **labels, **choices}
