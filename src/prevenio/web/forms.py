"""How every form of the house is drawn: names, hints and errors joined to their fields."""

from copy import copy
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.written import LONGEST

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)


# What Django says where nothing is chosen yet; it has no Polish and no Czech for it.
NOTHING_CHOSEN = _("- Select an option -")


def write_into(form: forms.BaseForm, name: str, value: str) -> None:
    """Write into what was sent, so that the page it is shown on sends that the next time."""
    data: Any = copy(form.data)
    data[name] = value
    form.data = data


def one_of_needed(*fields: forms.Field) -> None:
    """Fields of which one has to be filled in: none of them is called optional."""
    for field in fields:
        vars(field)["is_one_of_needed"] = True


class DrawnField(BoundField):
    """A field that gives its widget the classes of the style sheet."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        # The browser's own bubble would hide the error summary, and speaks the browser's language.
        attrs.pop("required", None)
        if not widget.is_hidden and (name := _class_of(widget)):
            own = str(attrs.get("class") or widget.attrs.get("class", ""))
            wrong = f"{name}--error" if self.errors and "__" not in name else ""
            attrs["class"] = " ".join(filter(None, (name, wrong, own)))
        return attrs


class Renderer(TemplatesSetting):
    """Draws forms with the templates of this room."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = DrawnField


def words_field(label: Any, *, rows: int = 6, hint: Any = "", **options: Any) -> forms.CharField:
    """A field for words of several lines, as long as an operation keeps them."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST, widget=widget, **options
    )


class DayField(forms.DateField):
    """A day typed as people write it: 18.3.2021, 18. 3. 2021, 18/3/2021 or 2021-03-18."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter a day with its month and year, for example 18.3.2021.")
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("For example 18.3.2021"))
        options.setdefault(
            "widget",
            forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        )
        super().__init__(**options)
        self.input_formats = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = "".join(value.split())
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else value


def _class_of(widget: forms.Widget) -> str:
    return next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
