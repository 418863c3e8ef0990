"""The body of a page; what it may hold stands in `blocks` and never in a migration."""

from typing import Any

from django import forms
from wagtail.fields import StreamField

from prevenio.editorial.blocks import Body


class BodyField(StreamField):
    """A stream of the blocks of this room. Changing a block needs no migration."""

    def __init__(self, *_block_types: Any, **options: Any) -> None:
        options.pop("block_lookup", None)
        super().__init__(Body(), **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _arguments, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, "prevenio.editorial.fields.BodyField", [], options

    def formfield(self, **options: Any) -> forms.Field:
        field: forms.Field = super().formfield(**options)
        return field
