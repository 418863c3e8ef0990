"""A kind with its numbers and questions as one page: what was typed, and its rows rearranged."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from prevenio.activities.forms.kind_measures import MOST_MEASURES, MeasureRow
from prevenio.activities.forms.kind_questions import MOST_QUESTIONS, QuestionRow, lines_of
from prevenio.activities.forms.kinds import KindForm, initial_of, languages_of
from prevenio.activities.models import ActivityKind, DataClass, MeasureRole, word_in
from prevenio.activities.operations.kind_choices import KindChoices
from prevenio.activities.packs.reading import PackMeasure
from prevenio.activities.queries.catalogue import family_names, shared_measures
from prevenio.people.models import Authority

MEASURES, QUESTIONS = "measures", "questions"

type Rows = BaseFormSet[Any]
_MeasureRows = formset_factory(
    MeasureRow, extra=0, max_num=MOST_MEASURES, absolute_max=MOST_MEASURES + 1, validate_max=True
)
_QuestionRows = formset_factory(
    QuestionRow,
    extra=0,
    max_num=MOST_QUESTIONS,
    absolute_max=MOST_QUESTIONS + 1,
    validate_max=True,
)


class KindSheet:
    """The form of a kind and its two lists of rows; adding or removing a row saves nothing."""

    def __init__(
        self, authority: Authority, kind: ActivityKind | None, posted: Mapping[str, Any] | None
    ) -> None:
        self.authority = authority
        self.kind = kind
        self.languages = languages_of(authority)
        self.shared = {**shared_measures(authority), **_measures_of(kind)}
        self.asked = {str(one["key"]): one for one in kind.questions} if kind else {}
        self.is_rearranged = False
        main = initial_of(kind, self.languages) if kind else {"data_class": DataClass.PUBLIC}
        measures = [self._measure(key) for key in _measures_of(kind)]
        questions = [self._question(one) for one in self.asked.values()]
        self._draw(main, measures, questions, posted)
        if posted is not None and ("add" in posted or "remove" in posted):
            self._rearrange(posted)

    def _draw(
        self,
        main: Mapping[str, Any],
        measures: Sequence[Mapping[str, Any]],
        questions: Sequence[Mapping[str, Any]],
        posted: Mapping[str, Any] | None,
    ) -> None:
        families = family_names(self.authority)
        self.main = KindForm(
            posted, initial=dict(main), authority=self.authority, families=families
        )
        self.measures: Rows = _MeasureRows(
            posted,
            initial=[dict(one) for one in measures],
            prefix=MEASURES,
            form_kwargs={"languages": self.languages, "known": self.shared},
        )
        self.questions: Rows = _QuestionRows(
            posted,
            initial=[dict(one) for one in questions],
            prefix=QUESTIONS,
            form_kwargs={"languages": self.languages, "known": self.asked},
        )

    def _rearrange(self, posted: Mapping[str, Any]) -> None:
        """Draw the page anew with what was typed, one row more or less."""
        measures, questions = _typed_rows(self.measures), _typed_rows(self.questions)
        removed, _dash, number = posted.get("remove", "").rpartition("-")
        rows = {MEASURES: measures, QUESTIONS: questions}.get(removed, [])
        if number.isascii() and number.isdigit() and len(number) < 4 and int(number) < len(rows):
            del rows[int(number)]
        if posted.get("add") == "measure":
            key = posted.get("shared", "")
            if not key or all(one["key"] != key for one in measures):
                measures.append(self._measure(key))
        if posted.get("add") == "question":
            questions.append({"key": "", "type": "yes_no"})
        self.is_rearranged = True
        self._draw(_typed(self.main), measures[:MOST_MEASURES], questions[:MOST_QUESTIONS], None)

    def is_valid(self) -> bool:
        parts = [self.main.is_valid(), self.measures.is_valid(), self.questions.is_valid()]
        return all(parts)

    def add_error(self, field: str | None, error: str) -> None:
        self.main.add_error(field, error)

    @property
    def errors(self) -> bool:
        """Whether there is anything to mend."""
        rows = (*self.measures.errors, *self.questions.errors)
        return bool(self.main.errors or any(rows) or self._of_lists())

    def non_field_errors(self) -> Sequence[str]:
        return [*(str(one) for one in self.main.non_field_errors()), *self._of_lists()]

    def __iter__(self) -> Iterator[forms.BoundField]:
        yield from self.main
        for row in (*self.measures, *self.questions):
            yield from row

    def _of_lists(self) -> Sequence[str]:
        lists = (*self.measures.non_form_errors(), *self.questions.non_form_errors())
        return [str(one) for one in lists]

    @property
    def offered(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """The numbers that other kinds count too and this one does not, by what they count."""
        present = {row.known_key for row in self.measures}
        by_role: dict[str, list[tuple[str, str]]] = {role: [] for role in MeasureRole.values}
        for key, said in self.shared.items():
            if key not in present:
                by_role[said.role].append((key, word_in(said.labels)))
        return [(str(MeasureRole(role).label), rows) for role, rows in by_role.items() if rows]

    def choices(self) -> KindChoices:
        """What was typed, as the operations take it."""
        said = self.main.cleaned_data
        return KindChoices(
            names=self.main.words("name"),
            hints=self.main.words("hint"),
            family=said["family"],
            data_class=said["data_class"],
            smallest_shown=said["smallest_shown"],
            measures=[row.choice() for row in self.measures],
            questions=[row.question() for row in self.questions],
            has_findings=said["has_findings"],
            remedy_days=said["remedy_days"],
            takes_sign_up=said["takes_sign_up"],
            season_first=said["season_first"],
            season_last=said["season_last"],
        )

    def _measure(self, key: str) -> dict[str, Any]:
        said = self.shared.get(key)
        if said is None:
            return {"key": ""}
        labels = {f"label_{one}": said.labels.get(one, "") for one in self.languages}
        units = {f"unit_{one}": said.units.get(one, "") for one in self.languages}
        return {"key": key, **labels, **units}

    def _question(self, said: Mapping[str, Any]) -> dict[str, Any]:
        labels = {f"label_{one}": said["labels"].get(one, "") for one in self.languages}
        choices = {f"choices_{one}": lines_of(said, one) for one in self.languages}
        return {"key": said["key"], **labels, **choices}


def _measures_of(kind: ActivityKind | None) -> Mapping[str, PackMeasure]:
    if kind is None:
        return {}
    return {
        one.key: PackMeasure(one.key, one.role, one.group, one.labels, one.units, one.is_whole)
        for one in kind.measures.order_by("position", "pk")
    }


def _typed(form: forms.Form) -> dict[str, Any]:
    return {name: form[name].value() for name in form.fields}


def _typed_rows(rows: Rows) -> list[dict[str, Any]]:
    return [_typed(row) for row in rows.forms]
