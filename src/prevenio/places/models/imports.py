from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, User


class ImportState(models.TextChoices):
    PREVIEW = "PREVIEW", pgettext_lazy("state of an import of places", "to be looked at")
    APPLIED = "APPLIED", pgettext_lazy("state of an import of places", "taken over")
    DROPPED = "DROPPED", pgettext_lazy("state of an import of places", "dropped")


class PlaceImport(models.Model):
    """A file of boundaries or addresses: what was read in it, and whether it was taken over.

    `kind` is `municipality`, `address` or the code of a kind of precinct; `report` is what the
    reader found (counts, repairs, overlaps, gaps, rows it cannot use), as shown in the preview.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="place_imports")
    kind = models.CharField(_("what it holds"), max_length=40)
    file_name = models.CharField(_("file"), max_length=200)
    file = models.FileField(_("file"), upload_to="places/", max_length=200, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    settings = models.JSONField(_("how it is read"), default=dict)
    report = models.JSONField(_("what was found"), default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEW
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("taken over at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of places")
        verbose_name_plural = _("imports of places")

    def __str__(self) -> str:
        return self.file_name
