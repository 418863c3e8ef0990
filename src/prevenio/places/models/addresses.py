from django.db import models
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority
from prevenio.places.models.imports import PlaceImport
from prevenio.places.models.municipalities import Municipality


class Address(models.Model):
    """A house with its street and number, and the point where it stands (WGS84 degrees).

    Nothing about who lives there is ever kept. `search_text` is street, number, part and
    municipality in small letters without diacritics.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="addresses")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="addresses"
    )
    code = models.CharField(_("official code"), max_length=40, blank=True)
    street = models.CharField(_("street"), max_length=120, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    part = models.CharField(_("part or settlement"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    search_text = models.CharField(max_length=400, editable=False, default="")
    came_with = models.ForeignKey(
        PlaceImport, models.SET_NULL, null=True, blank=True, related_name="addresses"
    )

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        indexes = [
            models.Index(fields=["authority", "search_text"], name="address_by_words"),
            models.Index(fields=["authority", "latitude", "longitude"], name="address_by_point"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="address_on_earth",
            ),
            models.UniqueConstraint(
                fields=["authority", "code"],
                condition=~models.Q(code=""),
                name="one_address_per_code",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.street or self.part, self.number) if part)
