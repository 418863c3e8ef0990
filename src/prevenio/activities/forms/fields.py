"""Fields that take what people type: numbers with spaces and commas, several files at once."""

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'"))
_LONGEST_NUMBER = 30


class NumberField(forms.Field):
    """A number as people write it: 1 200, 1200,5 or 1200.5; empty is none."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter a number, for example 24."),
        "whole": _("Enter a whole number, for example 24."),
        "negative": _("Enter a number from 0 on."),
    }

    def __init__(self, *, is_whole: bool = True, is_people: bool = False, **options: Any) -> None:
        self.is_whole, self.is_people = is_whole, is_people
        options.setdefault("required", False)
        mode = "numeric" if is_whole else "decimal"
        options["widget"] = forms.TextInput(
            attrs={"inputmode": mode, "autocomplete": "off", "class": "number"}
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").translate(_SPACES).replace(",", ".")
        if not text:
            return None
        if len(text) > _LONGEST_NUMBER or not text.isascii():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not number.is_finite() or "e" in text.lower():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if number < 0:
            raise forms.ValidationError(self.error_messages["negative"], code="negative")
        if self.is_whole and number != int(number):
            raise forms.ValidationError(self.error_messages["whole"], code="whole")
        return number

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each with its content by the rules of the operation."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        accept = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx,.odt,.ods"
        options["widget"] = ManyFilesInput(attrs={"accept": accept})
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        # An empty file is named by the operation, with its name and what to do.
        return [one for one in files if isinstance(one, UploadedFile)]
