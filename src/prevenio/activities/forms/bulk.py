"""Forms about files of activities: the upload, what each column is, the withdrawal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from prevenio.activities.bulk.checking import Known
from prevenio.activities.bulk.heads import MEASURE
from prevenio.activities.bulk.reading import MOST_BYTES
from prevenio.activities.bulk.writing import field_labels, measure_label
from prevenio.activities.models import ActivityBatch, ActivityKind
from prevenio.activities.queries.bulk import measures_of
from prevenio.people.models import Body


class UploadForm(forms.Form):
    """A file with activities."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV, up to 5 MB and 5000 rows. The first row names the columns."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            said = _("The file is too large: 5 MB at most. Cut it into several files.")
            raise forms.ValidationError(said)
        return file


class ColumnsForm(forms.Form):
    """What each column is, and the kind and body of rows that name none."""

    kind = forms.ChoiceField(label=_("Kind, where the row names none"), required=False)
    body = forms.TypedChoiceField(
        label=_("Body, where the row names none"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self, *args: Any, batch: ActivityBatch, known: Known, bodies: Sequence[Body], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.batch, self.bodies = batch, bodies
        kinds: dict[str, ActivityKind] = {
            one.key: one for group in known.kinds.values() for one in group
        }
        in_order = sorted(kinds.values(), key=lambda one: (one.position, one.pk))
        self._choose("kind", [("", gettext("none")), *((one.key, str(one)) for one in in_order)])
        self._choose("body", [("", gettext("none")), *((one.pk, one.shown_name) for one in bodies)])
        self.fields["kind"].initial, self.fields["body"].initial = batch.kind_key, batch.body_id
        choices = _targets(known)
        for place, name in enumerate(batch.table["head"]):
            self.fields[f"c_{place}"] = forms.ChoiceField(
                label=name or gettext("column %(number)s") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=batch.columns[place] if place < len(batch.columns) else "",
            )

    def columns(self) -> list[str]:
        return [self.cleaned_data.get(f"c_{place}", "") for place in self._places]

    def bound_columns(self) -> list[tuple[BoundField, str]]:
        """Each column's list of choices with an example from the first rows."""
        rows = self.batch.table["rows"][:20]
        examples = (
            next((str(cells[place]) for _number, cells in rows if cells[place]), "")
            for place in self._places
        )
        return [
            (self[f"c_{place}"], example)
            for place, example in zip(self._places, examples, strict=True)
        ]

    @property
    def _places(self) -> range:
        return range(len(self.batch.table["head"]))

    def body_chosen(self) -> Body | None:
        chosen = self.cleaned_data.get("body")
        return next((one for one in self.bodies if one.pk == chosen), None)

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why everything of a file is taken back."""

    reason = forms.CharField(
        label=_("Why?"), max_length=300, error_messages={"required": _("Say why.")}
    )


def _targets(known: Known) -> list[tuple[str, Any]]:
    measures = [(f"{MEASURE}{one.key}", measure_label(one)) for one in measures_of(known)]
    return [
        ("", pgettext("column", "left out")),
        (gettext("What is told"), list(field_labels().items())),
        (gettext("What is counted"), measures),
    ]
