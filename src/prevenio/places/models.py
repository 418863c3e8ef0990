from django.db import models
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority


class MunicipalityKind(models.TextChoices):
    UNSET = "", _("not said")
    TOWN = "TOWN", _("town")
    VILLAGE = "VILLAGE", _("village")


class Municipality(models.Model):
    """A town or village with its official code: TERYT in Poland, RÚIAN in Czechia.

    One that a document only names has no code and no kind until somebody completes it.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="municipalities")
    code = models.CharField(_("official code"), max_length=12, blank=True, default="")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=10, choices=MunicipalityKind, blank=True, default=""
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "code"],
                condition=~models.Q(code=""),
                name="one_municipality_per_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name
