from django.db import models
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority


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
