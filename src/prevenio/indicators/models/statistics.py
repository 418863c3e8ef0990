from django.db import models
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, User


class StatisticsTerritory(models.Model):
    """Which territory of an official source is an authority's own, as that source writes it."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="statistics_territories")
    source = models.CharField(_("source"), max_length=40)
    territory = models.CharField(_("territory"), max_length=80)

    class Meta:
        verbose_name = _("territory in statistics")
        verbose_name_plural = _("territories in statistics")
        constraints = [
            models.UniqueConstraint(fields=["authority", "source"], name="one_territory_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.territory}"


class StatisticsUpload(models.Model):
    """A file of official statistics as it was uploaded, kept whole; values name its digest."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="statistics_uploads")
    name = models.CharField(_("file name"), max_length=200)
    source = models.CharField(_("source"), max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    file = models.FileField(upload_to="statistics/%Y")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("uploaded at"))
    kept_at = models.DateTimeField(_("kept at"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of statistics")
        verbose_name_plural = _("files of statistics")
        constraints = [
            models.UniqueConstraint(fields=["authority", "sha256"], name="one_upload_per_digest")
        ]

    def __str__(self) -> str:
        return self.name
