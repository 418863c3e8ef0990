from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities.models import Activity
from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality, Precinct
from prevenio.programme.models import Action
from prevenio.reports.models.categories import Category


class PlaceState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("state of a problem place", "being looked into")
    IN_ACTION = "IN_ACTION", pgettext_lazy("state of a problem place", "something is being done")
    SOLVED = "SOLVED", pgettext_lazy("state of a problem place", "solved")
    CLOSED = "CLOSED", pgettext_lazy("state of a problem place", "closed without a solution")


class ProblemPlace(models.Model):
    """Where reports belong together: patrols see places, not tickets.

    The point is the middle of its reports (WGS84 degrees), `radius` in metres holds them all.
    `action` or `activity` is what the programme does about it. `review_due_on` is set when so many
    reports of so many people came in so many months that a review must be recorded, or when the day
    draws near that a review has planned for the next one (`next_review_on`).
    `is_public` lets residents see it, blurred as the most private of its reports.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="problem_places")
    key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    radius = models.PositiveIntegerField(_("radius in metres"), default=50)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="problem_places"
    )
    precinct = models.ForeignKey(
        Precinct, models.PROTECT, null=True, blank=True, related_name="problem_places"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="problem_places"
    )
    action = models.ForeignKey(
        Action, models.SET_NULL, null=True, blank=True, related_name="problem_places"
    )
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="problem_places"
    )
    state = models.CharField(_("state"), max_length=10, choices=PlaceState, default=PlaceState.OPEN)
    is_public = models.BooleanField(_("public"), default=False)
    revision = models.PositiveIntegerField(default=0)
    review_due_on = models.DateField(_("review by"), null=True, blank=True)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    changed_at = models.DateTimeField(_("changed at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("problem place")
        verbose_name_plural = _("problem places")
        indexes = [models.Index(fields=["authority", "state"], name="problem_place_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="problem_place_on_earth",
            )
        ]

    def __str__(self) -> str:
        # Goes into the journal, where a name that the staff took back would stay.
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in (PlaceState.OPEN, PlaceState.IN_ACTION)


class PlaceEventKind(models.TextChoices):
    OPENED = "OPENED", pgettext_lazy("event of a problem place", "opened")
    CHANGED = "CHANGED", pgettext_lazy("event of a problem place", "changed")
    JOINED = "JOINED", pgettext_lazy("event of a problem place", "a report was added")
    LEFT = "LEFT", pgettext_lazy("event of a problem place", "a report was taken out")
    TRIED = "TRIED", pgettext_lazy("event of a problem place", "something was tried")
    ACTION = "ACTION", pgettext_lazy("event of a problem place", "an action takes it up")
    ACTIVITY = "ACTIVITY", pgettext_lazy("event of a problem place", "an activity takes it up")
    PROPOSED = "PROPOSED", pgettext_lazy("event of a problem place", "a new action was proposed")
    RESULT = "RESULT", pgettext_lazy("event of a problem place", "a result was told")
    REVIEW_DUE = "REVIEW_DUE", pgettext_lazy("event of a problem place", "a review is due")
    REVIEWED = "REVIEWED", pgettext_lazy("event of a problem place", "reviewed")
    SHOWN = "SHOWN", pgettext_lazy("event of a problem place", "made public")
    HIDDEN = "HIDDEN", pgettext_lazy("event of a problem place", "no longer public")
    SOLVED = "SOLVED", pgettext_lazy("event of a problem place", "solved")
    CLOSED = "CLOSED", pgettext_lazy("event of a problem place", "closed without a solution")
    REOPENED = "REOPENED", pgettext_lazy("event of a problem place", "opened again")


class PlaceEvent(AppendOnlyModel):
    """What happened with a problem place; `text` is the staff's own words, `is_public` shows them.

    `action` and `activity` are what took it up then: a place sees many visits.

    `people` and `reports` are the numbers at that moment, of a review that became due; none where
    it was planned. A review was held on a day by some bodies (`took_part`), and may name the day of
    the next one. Where a review names no day, its text says all of it.
    """

    place = models.ForeignKey(ProblemPlace, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(
        pgettext_lazy("of a problem place", "event"), max_length=10, choices=PlaceEventKind
    )
    text = models.TextField(_("text"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    reports = models.PositiveIntegerField(_("reports"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    next_on = models.DateField(_("next review"), null=True, blank=True)
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("event of a problem place")
        verbose_name_plural = _("events of problem places")
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="one_place_event_per_number")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ReviewBody(AppendOnlyModel):
    """A body that took part in a review of a problem place."""

    event = models.ForeignKey(PlaceEvent, models.PROTECT, related_name="took_part")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("body in a review")
        verbose_name_plural = _("bodies in reviews")
        constraints = [
            models.UniqueConstraint(fields=["event", "body"], name="one_body_once_per_review")
        ]

    def __str__(self) -> str:
        return str(self.body)


class PlaceReminder(models.Model):
    """That the staff were told of a review on one occasion, so that no letter goes twice."""

    place = models.ForeignKey(ProblemPlace, models.CASCADE, related_name="reminders")
    occasion = models.CharField(_("occasion"), max_length=20)
    due_on = models.DateField(_("until"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reminder of a review")
        verbose_name_plural = _("reminders of reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "occasion", "due_on"], name="one_place_reminder_per_occasion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.occasion}"


class ReviewTrigger(models.Model):
    """How many reports of how many people in how many months force a review, and by when.

    British law on anti-social behaviour knows it as the case review: a right of residents.
    """

    authority = models.OneToOneField(
        Authority, models.CASCADE, related_name="review_trigger", verbose_name=_("authority")
    )
    reports = models.PositiveSmallIntegerField(_("reports"), default=5)
    people = models.PositiveSmallIntegerField(_("people"), default=3)
    months = models.PositiveSmallIntegerField(_("months"), default=6)
    days = models.PositiveSmallIntegerField(_("working days for the review"), default=20)

    class Meta:
        verbose_name = _("trigger of reviews")
        verbose_name_plural = _("triggers of reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(reports__gte=2)
                & Q(people__gte=1)
                & Q(people__lte=F("reports"))
                & Q(months__range=(1, 36))
                & Q(days__range=(1, 120)),
                name="trigger_of_reviews_makes_sense",
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
