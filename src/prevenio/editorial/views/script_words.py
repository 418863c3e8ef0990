"""The words of Wagtail's scripts, with those that its catalogue lacks."""

from gettext import c2py
from typing import Any

from django.utils.translation import get_language, override
from django.views.i18n import JavaScriptCatalog

from prevenio.editorial.borrowed import scripts

# One, a few, many: whole numbers that ask for every form of a word.
_NUMBERS = (1, 2, 5)


class ScriptWords(JavaScriptCatalog):
    """Wagtail's own catalogue for scripts; what this room says of it goes before."""

    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        catalog: dict[str, Any] = super().get_catalog()
        if (get_language() or "en").startswith("en"):
            return catalog
        with override(None):
            asked = [str(word) for word in scripts.WORDS]
            asked_with_numbers = [word % 1 for word in scripts.COUNTED]
        catalog.update(zip(asked, map(str, scripts.WORDS), strict=True))
        catalog.update(zip(asked_with_numbers, map(self._forms, scripts.COUNTED), strict=True))
        return catalog

    def _forms(self, word: Any) -> list[str]:
        """A word with a number in as many forms as the language has, in their order.

        Scripts count whole things; the form for fractions is that for a few.
        """
        place = c2py(str(self.get_plural()))
        said = {place(number): word % number for number in _NUMBERS}
        return [said.get(at, said[place(2)]) for at in range(self._num_plurals)]  # type: ignore[attr-defined]
