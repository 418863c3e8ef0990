"""What the body of a page is made of: few blocks, each with what the law asks of its content."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

_is_web = URLValidator(schemes=["http", "https"])
_is_local = re.compile(r"/(?!/)[^\s\\]*").fullmatch
SOUNDS = ("mp3", "ogg", "m4a")
FILMS = ("mp4", "webm")
CAPTIONS = ("vtt",)


def safe_link(value: str) -> None:
    """Raises ValidationError unless it leads to the web or to a page of this site."""
    if _is_local(value):
        return
    try:
        _is_web(value)
    except ValidationError as error:
        raise ValidationError(
            _("Write a whole address (https://…), or one of this site that begins with /.")
        ) from error


def _refuse(errors: dict[str, object]) -> None:
    if errors:
        raise blocks.StructBlockValidationError(
            block_errors={name: ValidationError(str(said)) for name, said in errors.items()}
        )


def _is_one_of(chosen: Any, endings: tuple[str, ...]) -> bool:
    return str(chosen.file.name).rpartition(".")[2].lower() in endings


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")


class AudioBlock(blocks.StructBlock):
    """Sound alone needs its words in writing (WCAG 1.2.1)."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    file = DocumentChooserBlock(label=_("Sound (MP3, OGG, M4A)"))
    transcript = blocks.TextBlock(label=_("What is said, word for word"))

    class Meta:
        icon = "media"
        label = _("Sound")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not _is_one_of(cleaned["file"], SOUNDS):
            _refuse({"file": _("Choose a sound: MP3, OGG or M4A.")})
        return cleaned


class VideoBlock(blocks.StructBlock):
    """A film needs captions (WCAG 1.2.2); what was sent live gets them within 14 days."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    file = DocumentChooserBlock(label=_("Film (MP4, WebM)"))
    captions = DocumentChooserBlock(label=_("Captions (VTT)"), required=False)
    transcript = blocks.TextBlock(label=_("What is said and shown"), required=False)
    live_on = blocks.DateBlock(
        label=_("Recorded from a live broadcast on"),
        required=False,
        help_text=_("Captions then follow within 14 days."),
    )

    class Meta:
        icon = "media"
        label = _("Film")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, object] = {}
        if not _is_one_of(cleaned["file"], FILMS):
            errors["file"] = _("Choose a film: MP4 or WebM.")
        if cleaned["captions"] and not _is_one_of(cleaned["captions"], CAPTIONS):
            errors["captions"] = _("Choose captions: a file that ends in .vtt.")
        elif not cleaned["captions"] and not cleaned["live_on"]:
            errors["captions"] = _("Add captions, or say on which day it was broadcast live.")
        _refuse(errors)
        return cleaned


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Words"))
    who = blocks.CharBlock(label=_("Who said it"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class CallOutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"))
    button = blocks.CharBlock(label=_("Words on the button"), required=False, max_length=60)
    address = blocks.CharBlock(
        label=_("Where it leads"), required=False, max_length=400, validators=[safe_link]
    )

    class Meta:
        icon = "pick"
        label = _("Call-out with a button")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["button"]) != bool(cleaned["address"]):
            _refuse({"button": _("A button needs its words and where it leads.")})
        return cleaned


class LinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Words"), max_length=200)
    address = blocks.CharBlock(label=_("Where it leads"), max_length=400, validators=[safe_link])

    class Meta:
        icon = "link"
        label = _("Link")


class Body(blocks.StreamBlock):
    paragraph = blocks.RichTextBlock(
        label=_("Text"), features=["bold", "ol", "ul", "link", "document-link"]
    )
    heading = blocks.CharBlock(label=pgettext_lazy("in an article", "Heading"), max_length=150)
    picture = PictureBlock()
    gallery = blocks.ListBlock(PictureBlock(), label=_("Pictures side by side"), min_num=2)
    audio = AudioBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    call_out = CallOutBlock()
    table = TypedTableBlock([("text", blocks.CharBlock(label=_("Text")))], label=_("Table"))
    links = blocks.ListBlock(LinkBlock(), label=_("List of links"))
