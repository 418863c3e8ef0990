"""The form of a picture on the editors' side: says what it asks for, survives broken files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Wagtail's field lets the error of a picture that only begins like one rise."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise ValidationError(_("The file cannot be opened as a picture.")) from error


class PictureForm(BaseImageForm):
    """A picture with the words for those who do not see it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if (field := self.fields.get("file")) is not None:
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )
        if (field := self.fields.get("description")) is not None:
            field.required = True
            field.help_text = _("What the picture shows, for people who do not see it.")
