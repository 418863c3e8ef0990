from django.db import models
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority


class ActKind(models.TextChoices):
    RESOLUTION = "RESOLUTION", _("resolution of the council")
    ORDER = "ORDER", _("order of the executive")
    OPINION = "OPINION", _("decision after the commission's opinion")
    DECLARATION = "DECLARATION", _("declaration")


class Act(models.Model):
    """The act that adopts or amends a programme: who decided, when, on which legal basis.

    `legal_basis` is a list of citations as written. Entry into force follows from publication where
    the act says so many days after it; the day of publication is not counted.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="acts")
    kind = models.CharField(_("kind"), max_length=20, choices=ActKind, default=ActKind.RESOLUTION)
    number = models.CharField(_("number"), max_length=60, blank=True)
    adopted_on = models.DateField(_("date"), null=True, blank=True)
    body_name = models.CharField(_("deciding body"), max_length=200, blank=True)
    subject = models.TextField(_("subject"), blank=True)
    legal_basis = models.JSONField(_("legal basis"), default=list, blank=True)
    executor = models.CharField(_("entrusted with carrying it out"), max_length=200, blank=True)
    publication = models.CharField(_("published in"), max_length=250, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    days_to_force = models.PositiveSmallIntegerField(
        _("days from publication to entry into force"), null=True, blank=True
    )
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "number"],
                condition=~models.Q(number=""),
                name="one_act_per_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class Signatory(models.Model):
    """Who signed an act, in the office held on that day."""

    act = models.ForeignKey(Act, models.CASCADE, related_name="signatories")
    name = models.CharField(_("name"), max_length=150)
    office = models.CharField(_("office"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return self.name
