"""What a machine is told when something is wrong: codes and sentences, as GeoReport asks for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

_MOST = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `code` is the status of HTTP, as the standard has it."""

    code: int
    description: str


class Wrong(Exception):
    """Ends the answering of a request with what is wrong with it."""

    def __init__(self, code: int, *descriptions: str) -> None:
        super().__init__(code, *descriptions)
        self.problems = [Problem(code, one) for one in descriptions]


def not_there() -> Wrong:
    return Wrong(404, _("There is nothing at this address."))


def problems_of(errors: Iterable[Mapping[str, Any]]) -> Sequence[Problem]:
    """What pydantic found, in sentences: which field, what is wrong, how to mend it."""
    return [
        Problem(400, f"{_field_of(error)}: {_sentence_of(error)}") for error in list(errors)[:_MOST]
    ]


def _field_of(error: Mapping[str, Any]) -> str:
    """The name as it was asked for: ninja puts where it stands before it."""
    names = [str(part) for part in error["loc"] if isinstance(part, str)]
    return names[-1][:60] if names else "?"


def _sentence_of(error: Mapping[str, Any]) -> str:
    facts = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return _("This is missing.")
        case "string_too_long":
            return _("This is too long: at most %(most)s characters.") % {
                "most": facts["max_length"]
            }
        case "literal_error" | "enum":
            return _("This must be one of: %(choices)s.") % {"choices": facts["expected"]}
        case "float_parsing" | "float_type" | "int_parsing" | "finite_number" | "int_from_float":
            return _("This must be a number.")
        case "greater_than_equal" | "less_than_equal" | "int_parsing_size":
            return _("This number is too small or too large.")
        case "value_error":
            return str(facts["error"])
        case _:
            return _("This cannot be read.")
