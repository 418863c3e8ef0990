"""The fields of the extra questions of a category."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.reports.models import said

TOO_LONG = _("This is too long. Please shorten it to %(limit_value)d characters.")
NOT_OFFERED = _("Choose one of what is offered.")


def question_field(question: Mapping[str, Any]) -> forms.Field:
    """The field of an extra question of a category."""
    label = said(question["labels"])
    match question["type"]:
        case "yes_no":
            yes_no = [
                ("yes", pgettext_lazy("answer", "Yes")),
                ("no", pgettext_lazy("answer", "No")),
            ]
            choices: list[tuple[str, object]] = [("", _("not said")), *yes_no]
        case "choice":
            offered = [(str(one["key"]), said(one["labels"])) for one in question["choices"]]
            choices = [("", _("not said")), *offered]
        case _:
            return forms.CharField(
                label=label,
                required=False,
                max_length=300,
                error_messages={"max_length": TOO_LONG},
            )
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": NOT_OFFERED},
    )
