from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body


class MunicipalityKind(models.TextChoices):
    UNSET = "", _("not said")
    TOWN = "TOWN", _("town")
    VILLAGE = "VILLAGE", _("village")


class Municipality(models.Model):
    """A town or village with its official code: TERYT in Poland, RÚIAN in Czechia.

    One that a document only names has no code and no kind until somebody completes it. `office` is
    the body whose people work for it: they see what is its own and what the region shares.
    Latitude and longitude (WGS84 degrees) are its definition point, for maps and lists.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="municipalities")
    office = models.ForeignKey(
        Body, models.SET_NULL, null=True, blank=True, related_name="municipalities"
    )
    code = models.CharField(_("official code"), max_length=12, blank=True, default="")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=10, choices=MunicipalityKind, blank=True, default=""
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    search_text = models.CharField(max_length=160, editable=False, default="")

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "code"],
                condition=~Q(code=""),
                name="one_municipality_per_code",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="point_of_municipality_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name
