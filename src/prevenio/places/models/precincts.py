from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority
from prevenio.places.models.imports import PlaceImport
from prevenio.places.models.municipalities import Municipality


class PrecinctKind(models.Model):
    """One way to divide the ground, and the role of who answers for a part of it.

    Several kinds lie over each other: state police, city guard, councillor, road manager, social
    worker. Names are kept by language (`{"pl": ..., "cs": ..., "en": ...}`).
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="precinct_kinds")
    code = models.SlugField(_("code"), max_length=40)
    names = models.JSONField(_("names"), default=dict)
    roles = models.JSONField(_("names of the role"), default=dict)
    purposes = models.JSONField(_("what people turn to it for"), default=dict)
    icon = models.CharField(_("icon"), max_length=40, default="shield")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_expected = models.BooleanField(_("every address should have one"), default=True)

    class Meta:
        verbose_name = _("kind of precinct")
        verbose_name_plural = _("kinds of precincts")
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="one_kind_per_code"),
        ]

    def __str__(self) -> str:
        return self.code


class PrecinctQuerySet(models.QuerySet["Precinct"]):
    def existing_on(self, day: date) -> "PrecinctQuerySet":
        """Precincts but those whose last boundary has ended; not drawn yet is no end."""
        drawn = Boundary.objects.filter(precinct=OuterRef("pk"))
        lasting = drawn.filter(Q(last_day__isnull=True) | Q(last_day__gte=day))
        return self.filter(~Exists(drawn) | Exists(lasting))


class Precinct(models.Model):
    """A part of the ground for which somebody answers, known by its code within its kind."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="precincts")
    kind = models.ForeignKey(PrecinctKind, models.PROTECT, related_name="precincts")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="precincts"
    )
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("where it runs, in words"), max_length=300, blank=True)

    objects = PrecinctQuerySet.as_manager()

    class Meta:
        verbose_name = _("precinct")
        verbose_name_plural = _("precincts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="one_precinct_per_code"),
        ]

    def __str__(self) -> str:
        return self.name

    def ended_on(self, today: date) -> date | None:
        """The last day of a precinct that is no more; None for one that is, or was never drawn."""
        days = self.boundaries.values_list("last_day", flat=True)
        ends = [day for day in days if day is not None and day < today]
        return max(ends) if ends and len(ends) == len(days) else None


class BoundaryQuerySet(models.QuerySet["Boundary"]):
    def on(self, day: date) -> "BoundaryQuerySet":
        """Boundaries in force on a day."""
        return self.filter(
            Q(first_day__isnull=True) | Q(first_day__lte=day),
            Q(last_day__isnull=True) | Q(last_day__gte=day),
        )


class Boundary(models.Model):
    """Where a municipality or a precinct runs, from day to day.

    `shape` is a polygon or multipolygon as WKB, longitude before latitude, WGS84 degrees; `west`
    to `north` is its bounding box. A boundary that changes ends; a new row begins the day after.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="boundaries")
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="boundaries"
    )
    precinct = models.ForeignKey(
        Precinct, models.CASCADE, null=True, blank=True, related_name="boundaries"
    )
    shape = models.BinaryField(_("shape"))
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    first_day = models.DateField(_("valid from"), null=True, blank=True)
    last_day = models.DateField(_("valid to"), null=True, blank=True)
    came_with = models.ForeignKey(
        PlaceImport, models.SET_NULL, null=True, blank=True, related_name="boundaries"
    )

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) ^ Q(precinct__isnull=True),
                name="boundary_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="boundary_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(last_day__isnull=True, municipality__isnull=False),
                name="one_open_boundary_per_municipality",
            ),
            models.UniqueConstraint(
                fields=["precinct"],
                condition=Q(last_day__isnull=True, precinct__isnull=False),
                name="one_open_boundary_per_precinct",
            ),
        ]

    def __str__(self) -> str:
        return str(self.precinct or self.municipality)


class PlacesVersion(models.Model):
    """How often the boundaries and duties of an authority have changed.

    Each process keeps its index of boundaries until this number grows: so a change is seen in
    every process without a restart.
    """

    authority = models.OneToOneField(
        Authority, models.CASCADE, primary_key=True, related_name="places_version"
    )
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("version of the places")
        verbose_name_plural = _("versions of the places")

    def __str__(self) -> str:
        return f"{self.authority}: {self.number}"
