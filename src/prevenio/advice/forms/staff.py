"""What the staff fill in about a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.advice.models import Question
from prevenio.advice.operations.publishing import LONGEST_TITLE, Prepared
from prevenio.people.models import Body
from prevenio.web.forms import DayField, words_field


class StepForm(forms.Form):
    """One step. `seen` is the revision before the person's eyes: who comes second is told."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, question: Question) -> None:
        super().__init__(data, initial={"seen": question.revision})
        self.question = question


class AnswerForm(StepForm):
    """An answer, or a newer one."""

    text = words_field(
        _("Answer"),
        rows=12,
        hint=_("An empty line begins a paragraph, “- ” an item of a list, **two stars** are bold."),
    )


class AskBackForm(StepForm):
    """What has to be known before one can answer."""

    text = words_field(_("What do you need to know?"))


class HandOverForm(StepForm):
    """To which body, why, and whether there is a new day."""

    body = forms.ModelChoiceField(
        label=_("To which body?"),
        queryset=Body.objects.none(),
        empty_label=pgettext_lazy("body", "choose a body"),
    )
    reason = words_field(
        _("Why?"), rows=3, hint=_("The resident reads to whom it went, not this reason.")
    )
    due_on = DayField(
        label=_("New day for the answer"),
        required=False,
        help_text=_(
            "Leave it empty to keep the promised day. A new one is justified by the reason."
        ),
    )

    def __init__(self, data: Any = None, *, question: Question) -> None:
        super().__init__(data, question=question)
        bodies = Body.objects.filter(authority=question.authority_id)
        self.fields["body"].queryset = bodies.order_by("short_name")  # type: ignore[attr-defined]


class CloseForm(StepForm):
    """Why a question is closed; one with an answer needs no reason."""

    reason = words_field(
        pgettext_lazy("of closing a question", "Reason"),
        rows=3,
        required=False,
        hint=_("The resident reads this. Needed only where there is no answer."),
    )


class PublishForm(StepForm):
    """What residents are to read."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("The question in one sentence, in plain words."),
        max_length=LONGEST_TITLE,
    )
    text = words_field(
        pgettext_lazy("of a resident", "Question"),
        rows=8,
        hint=_(
            "Put [[ before and ]] after everything that could tell who it is: names, addresses, "
            "numbers, rare events. The words between them are removed for good."
        ),
    )
    answer = words_field(_("Answer"), rows=10)

    def __init__(
        self, data: Any = None, *, question: Question, prepared: Prepared | None = None
    ) -> None:
        super().__init__(data, question=question)
        if prepared is not None:
            self.initial.update(
                title=prepared.title, text=prepared.question, answer=prepared.answer
            )

    @property
    def prepared(self) -> Prepared:
        given = self.cleaned_data
        return Prepared(given["title"], given["text"], given["answer"])
