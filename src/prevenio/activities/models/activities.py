import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities.models.kinds import ActivityKind, KindMeasure
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.programme.models import Action, Initiative


class ActivityState(models.TextChoices):
    PLANNED = "PLANNED", pgettext_lazy("state of an activity", "planned")
    DONE = "DONE", pgettext_lazy("state of an activity", "done")
    CANCELLED = "CANCELLED", pgettext_lazy("state of an activity", "called off")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("state of an activity", "withdrawn")


class Delivery(models.TextChoices):
    UNSAID = "", pgettext_lazy("way of holding", "not said")
    ON_SITE = "ON_SITE", pgettext_lazy("way of holding", "on site")
    ONLINE = "ONLINE", pgettext_lazy("way of holding", "online")
    MIXED = "MIXED", pgettext_lazy("way of holding", "on site and online")


class ActivitySeries(models.Model):
    """Activities that come back: every week, month or year, within a season if it has one.

    `rule` is the RRULE of RFC 5545 without its name: `FREQ=WEEKLY;BYDAY=TU`.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="activity_series")
    rule = models.CharField(_("rule"), max_length=200)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("series of activities")
        verbose_name_plural = _("series of activities")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="series_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.first_day}"


class Activity(models.Model):
    """One thing done, or planned, by a body: when, where, for whom, with how much of what.

    `lineage` names the action across the versions of its programme; `action` is the row it was
    recorded under. `public_key` stands in public addresses. A withdrawn activity stays, but counts
    nowhere. `form_key` makes a form that is sent twice one activity.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="activities")
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="activities")
    body = models.ForeignKey(Body, models.PROTECT, related_name="activities")
    partners = models.ManyToManyField(Body, related_name="partnered_activities", blank=True)
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    lineage = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    series = models.ForeignKey(
        ActivitySeries, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    public_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ActivityState, default=ActivityState.DONE
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    begins_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    delivery = models.CharField(
        _("way of holding"), max_length=8, choices=Delivery, blank=True, default=""
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    precinct = models.CharField(_("precinct"), max_length=80, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    is_on_calendar = models.BooleanField(_("shown in the public calendar"), default=False)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    sign_up_until = models.DateTimeField(_("sign-up until"), null=True, blank=True)
    source = models.CharField(_("recorded from"), max_length=200, blank=True)
    is_by_bureau = models.BooleanField(_("recorded by the bureau for the body"), default=False)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))
    changed_at = models.DateTimeField(_("changed at"))
    revision = models.PositiveIntegerField(default=1)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(fields=["authority", "form_key"], name="one_activity_per_form"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="activity_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="activity_point_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "first_day"]),
            models.Index(fields=["authority", "state", "last_day"]),
            models.Index(fields=["body", "first_day"]),
            models.Index(fields=["lineage", "first_day"]),
        ]

    def __str__(self) -> str:
        return self.title or str(self.kind)


class MeasureValue(models.Model):
    """A number of an activity: how many seniors, how many hours."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="values")
    measure = models.ForeignKey(KindMeasure, models.PROTECT, related_name="values")
    number = models.DecimalField(_("number"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("number of an activity")
        verbose_name_plural = _("numbers of activities")
        constraints = [
            models.UniqueConstraint(fields=["activity", "measure"], name="one_number_per_measure"),
            models.CheckConstraint(condition=Q(number__gte=Decimal(0)), name="number_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.number}"


class ActivityFile(models.Model):
    """A photo or file of an activity. Photos are kept without their metadata."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="activities/%Y")
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("file of an activity")
        verbose_name_plural = _("files of activities")

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")
