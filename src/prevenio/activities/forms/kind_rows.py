"""What the rows of a kind have in common, its numbers and its questions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from prevenio.activities.forms.kinds import in_language

LONGEST_LABEL = 100


class Row(forms.Form):
    """A row with a key if it was there before, and with words in each language."""

    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, languages: Sequence[str], **options: Any) -> None:
        # An added row is never skipped because it was left empty: it is filled in or removed.
        super().__init__(*arguments, **{**options, "empty_permitted": False})
        self.languages = languages

    @property
    def known_key(self) -> str:
        return str(self["key"].value() or "")

    @property
    def is_open(self) -> bool:
        """Whether the row is shown unfolded: one that is new, or has something to mend."""
        return bool(self.errors) or not self.known_key

    @property
    def name(self) -> str:
        """What the row is called while it is folded."""
        return str(self[f"label_{self.languages[0]}"].value() or "")

    @property
    def button(self) -> str:
        """What the button says that removes this row."""
        return str(self.prefix)

    def add_words(self, name: str, label: str, *, is_needed: bool, **options: Any) -> None:
        """A field for each language; only the first one has to be filled in."""
        for number, language in enumerate(self.languages):
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=in_language(label, language, self.languages),
                required=is_needed and number == 0,
                **options,
            )

    def fields_of(self, name: str) -> Sequence[forms.BoundField]:
        return [self[f"{name}_{one}"] for one in self.languages if f"{name}_{one}" in self.fields]

    @property
    def label_fields(self) -> Sequence[forms.BoundField]:
        return self.fields_of("label")

    def words(self, name: str) -> dict[str, str]:
        said = ((one, self.cleaned_data.get(f"{name}_{one}", "")) for one in self.languages)
        return {language: word for language, word in said if word}
