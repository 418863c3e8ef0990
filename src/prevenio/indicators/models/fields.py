from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def plain(number: Decimal) -> str:
    """A number as text without exponent, digit for digit."""
    return format(number, "f")


class ExactDecimalField(models.CharField[Any, Any]):
    """A decimal number kept digit for digit, as text.

    SQLite keeps decimals as fractions of two and about fifteen digits; a value that has to equal
    the cell of a statistical workbook may have more.
    """

    # For the type checker alone: what may be set, what is read, what may be looked for.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter a number, for example 618 or 61.8.")
    }

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("max_length", 60)
        super().__init__(*arguments, **options)

    def from_db_value(self, value: str | None, *_context: object) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except InvalidOperation as fault:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from fault

    def get_prep_value(self, value: Any) -> str | None:
        number = self.to_python(value)
        return None if number is None else plain(number)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
