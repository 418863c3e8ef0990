import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.search import index

from prevenio.editorial.content import is_as_named
from prevenio.editorial.tenancy import now_editing
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority
from prevenio.web import pictures
from prevenio.web.refusals import sentence

FILMS_MAY_BE_LARGER = 10
_PICTURES = frozenset({"jpg", "png", "webp"})


class OwnedQuerySet(models.QuerySet[Any]):
    def own(self) -> "OwnedQuerySet":
        """Those of the authority whose editors' side is open; all of them outside of it."""
        editing = now_editing()
        return self if editing is None else self.filter(authority=editing.authority)


class OwnedPictures(ImageQuerySet, OwnedQuerySet):
    pass


class OwnedFiles(DocumentQuerySet, OwnedQuerySet):
    pass


class PictureManager(models.Manager.from_queryset(OwnedPictures)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().own()


class FileManager(models.Manager.from_queryset(OwnedFiles)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().own()


class Picture(AbstractImage):
    """A picture of one authority's pages; `description` is said to those who do not see it.

    It is kept turned upright, without what a camera wrote into it. Its address names `key`, but
    residents get it only while a page that shows it is published.
    """

    file: Any
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="pictures", editable=False
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    admin_form_fields = ("title", "file", "description")
    search_fields = [*AbstractImage.search_fields, index.FilterField("authority_id")]

    objects: ClassVar[Any] = PictureManager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def clean(self) -> None:
        super().clean()
        if not self.description.strip():
            raise ValidationError({"description": _("Say in words what the picture shows.")})
        if not self.file._committed:
            self.file = _bare_picture(self.file)

    def save(self, *arguments: Any, **options: Any) -> None:
        _give_owner(self)
        super().save(*arguments, **options)

    def is_editable_by_user(self, user: Any) -> bool:
        editing = now_editing()
        is_own = editing is None or editing.authority.pk == self.authority_id
        return is_own and bool(super().is_editable_by_user(user))


class Rendition(AbstractRendition):
    """A picture in one size; served by this house alone, never from the folder of files."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("size of a picture")
        verbose_name_plural = _("sizes of pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size"
            ),
        ]

    @property
    def url(self) -> str:
        return reverse("editorial:rendition", args=[self.pk])


class File(AbstractDocument):
    """A document, sound, film or captions of one authority's pages.

    Residents get it only while a page that offers it is published.
    """

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="page_files", editable=False
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    admin_form_fields = ("title", "file")
    search_fields = [*AbstractDocument.search_fields, index.FilterField("authority_id")]

    objects: ClassVar[Any] = FileManager()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file of a page")
        verbose_name_plural = _("files of pages")

    @property
    def url(self) -> str:
        return reverse("portal:page-file", args=[self.key, self.filename])

    @property
    def ending(self) -> str:
        return str(self.file.name).rpartition(".")[2].lower()

    def clean(self) -> None:
        super().clean()
        if self.file and not self.file._committed:
            _refuse_wrong(self.file)

    def save(self, *arguments: Any, **options: Any) -> None:
        _give_owner(self)
        super().save(*arguments, **options)


def _give_owner(row: Any) -> None:
    """What is added on an authority's editors' side is its own, and lies in its own collection."""
    editing = now_editing()
    if editing is None or not row._state.adding:
        return
    row.authority = editing.authority
    row.collection = editing.authority.pages_root.collection


def _refuse_wrong(sent: Any) -> None:
    is_film = str(sent.name).rpartition(".")[2].lower() in ("mp3", "ogg", "m4a", "mp4", "webm")
    if sent.size > settings.DOCUMENT_LIMIT * (FILMS_MAY_BE_LARGER if is_film else 1):
        raise ValidationError({"file": _("The file is too large.")})
    sent.open()
    # The head tells what a film is; a document is looked through, and is small enough for it.
    content = sent.read(64) if is_film else sent.read()
    sent.seek(0)
    if not is_as_named(sent.name, content):
        raise ValidationError({"file": _("The file is not what its name says.")})


def _bare_picture(sent: Any) -> Any:
    sent.open()
    try:
        found = pictures.cleaned(sent.name, sent.read())
    except Refused as refusal:
        raise ValidationError({"file": sentence(refusal)}) from refusal
    if found.ending not in _PICTURES:
        raise ValidationError({"file": _("Choose a picture: JPEG, PNG or WebP.")})
    stem = sent.name.rpartition(".")[0] or "picture"
    return ContentFile(found.content, name=f"{stem}.{found.ending}")
