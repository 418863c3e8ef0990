import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority
from prevenio.places.models import Municipality


class PointKind(models.TextChoices):
    LEGAL = "LEGAL", pgettext_lazy("kind of help", "Legal advice")
    PSYCHOLOGICAL = "PSYCHOLOGICAL", pgettext_lazy("kind of help", "Psychological help")
    FAMILY = "FAMILY", pgettext_lazy("kind of help", "Families")
    ADDICTION = "ADDICTION", pgettext_lazy("kind of help", "Addiction")
    VICTIMS = "VICTIMS", pgettext_lazy("kind of help", "Victims of crime")
    VIOLENCE = "VIOLENCE", pgettext_lazy("kind of help", "Violence at home")
    SENIORS = "SENIORS", pgettext_lazy("kind of help", "Seniors")
    DEBT = "DEBT", pgettext_lazy("kind of help", "Debt and consumers")
    OTHER = "OTHER", pgettext_lazy("kind of help", "Other help")


class AdvicePointQuerySet(models.QuerySet["AdvicePoint"]):
    def on(self, day: object) -> "AdvicePointQuerySet":
        """Points that are open on a day, as far as their days are known."""
        return self.filter(
            Q(first_day__isnull=True) | Q(first_day__lte=day),
            Q(last_day__isnull=True) | Q(last_day__gte=day),
        )


class AdvicePoint(models.Model):
    """A place where help is found: what for, for whom, where, when, what it costs.

    Without a municipality it is there for the whole authority. Point in WGS84 degrees.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="advice_points")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="advice_points"
    )
    kind = models.CharField(_("kind of help"), max_length=15, choices=PointKind)
    name = models.CharField(_("name"), max_length=150)
    purpose = models.CharField(_("what for"), max_length=300)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("page"), blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    cost = models.CharField(_("what it costs"), max_length=120, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    access = models.CharField(_("access to the building"), max_length=200, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = AdvicePointQuerySet.as_manager()

    class Meta:
        verbose_name = _("advice point")
        verbose_name_plural = _("advice points")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="advice_point_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="advice_point_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name
