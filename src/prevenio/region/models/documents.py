from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.region.models.kept import WithFile


class DocumentKind(models.TextChoices):
    DECLARATION = "DECLARATION", pgettext_lazy("kind of document", "declaration")
    STATUTE = "STATUTE", pgettext_lazy("kind of document", "basic document of the project")
    RESOLUTION = "RESOLUTION", pgettext_lazy("kind of document", "resolution")
    AGREEMENT = "AGREEMENT", pgettext_lazy("kind of document", "agreement")
    RULES = "RULES", pgettext_lazy("kind of document", "rules")
    METHOD = "METHOD", pgettext_lazy("kind of document", "method")
    OTHER = "OTHER", pgettext_lazy("kind of document", "other document")


class GoverningDocumentQuerySet(models.QuerySet["GoverningDocument"]):
    def in_force_on(self, day: date) -> "GoverningDocumentQuerySet":
        """Documents that hold on a day: begun, not ended, not superseded by one that has begun."""
        superseded = Q(superseded_by__valid_from__lte=day)
        begun = self.filter(
            Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        )
        return begun.exclude(superseded)


class GoverningDocument(WithFile):
    """A document that governs the project: who issued it, from when to when it holds.

    A later document may supersede it; its own file stays.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="governing_documents")
    kind = models.CharField(
        _("kind"), max_length=12, choices=DocumentKind, default=DocumentKind.OTHER
    )
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("number"), max_length=80, blank=True)
    adopted_on = models.DateField(_("day"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    issuer = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    parties = models.ManyToManyField(Body, related_name="+", blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    is_shared = models.BooleanField(_("seen by every municipality"), default=False)
    is_public = models.BooleanField(_("shown to residents"), default=False)

    objects = GoverningDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("governing document")
        verbose_name_plural = _("governing documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="governing_document_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["authority", "valid_from"])]

    def __str__(self) -> str:
        return self.title


class NetworkMembership(WithFile):
    """That the authority belongs to a network, from day to day, with the paper that says so.

    The day may be unknown: `since_text` then holds the term as it was written.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="network_memberships")
    network = models.CharField(_("network"), max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    first_day = models.DateField(_("member from"), null=True, blank=True)
    since_text = models.CharField(_("term as written"), max_length=100, blank=True)
    last_day = models.DateField(_("member until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("membership of a network")
        verbose_name_plural = _("memberships of networks")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="network_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.network


class EquipmentState(models.TextChoices):
    IN_USE = "IN_USE", pgettext_lazy("state of equipment", "in use")
    STORED = "STORED", pgettext_lazy("state of equipment", "stored")
    IN_REPAIR = "IN_REPAIR", pgettext_lazy("state of equipment", "in repair")
    RETIRED = "RETIRED", pgettext_lazy("state of equipment", "retired")
    LOST = "LOST", pgettext_lazy("state of equipment", "lost or stolen")


class Equipment(models.Model):
    """A thing given to a body or a municipality: what, when, its value, from which money.

    The value is in the authority's currency.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="equipment")
    what = models.CharField(_("what"), max_length=200)
    inventory_number = models.CharField(_("inventory number"), max_length=60, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="equipment"
    )
    given_on = models.DateField(_("given on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source of money"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=EquipmentState, default=EquipmentState.IN_USE
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("piece of equipment")
        verbose_name_plural = _("equipment")
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(municipality__isnull=False),
                name="equipment_has_a_holder",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=Decimal(0)),
                name="equipment_value_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["authority", "given_on"])]

    def __str__(self) -> str:
        return self.what
