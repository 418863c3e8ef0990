from datetime import date
from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality, Precinct
from prevenio.reports.models.categories import Category, CategoryVersion
from prevenio.reports.models.problem_places import ProblemPlace


class ReportState(models.TextChoices):
    """Where a report is; labels are those of the staff, residents read those in `states.py`."""

    HELD = "HELD", pgettext_lazy("state of a report", "To be looked at")
    RECEIVED = "RECEIVED", pgettext_lazy("state of a report", "To be read")
    VERIFYING = "VERIFYING", pgettext_lazy("state of a report", "To be verified")
    CONFIRMED = "CONFIRMED", pgettext_lazy("state of a report", "To be acted on")
    WAITING = "WAITING", pgettext_lazy("state of a report", "Waiting for the resident")
    WITH_PARTNER = "WITH_PARTNER", pgettext_lazy("state of a report", "With a partner")
    CLOSED = "CLOSED", pgettext_lazy("state of a report", "Closed")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("state of a report", "Withdrawn")


class Outcome(models.TextChoices):
    """What came of a report; apart from its state, and only of a closed one."""

    OPEN = "", pgettext_lazy("outcome of a report", "still open")
    SOLVED = "SOLVED", pgettext_lazy("outcome of a report", "solved")
    PASSED_ON = "PASSED_ON", pgettext_lazy("outcome of a report", "given to another authority")
    NOT_CONFIRMED = "NOT_CONFIRMED", pgettext_lazy("outcome of a report", "not confirmed")
    NO_MEANS = "NO_MEANS", pgettext_lazy("outcome of a report", "confirmed, nothing can be done")
    MERGED = "MERGED", pgettext_lazy("outcome of a report", "joined with another report")
    SPLIT = "SPLIT", pgettext_lazy("outcome of a report", "split into several")
    MISTAKE = "MISTAKE", pgettext_lazy("outcome of a report", "joke or mistake")
    SPAM = "SPAM", pgettext_lazy("outcome of a report", "spam")


class Step(models.TextChoices):
    """What is to be done next with an open report, each with a day of its own."""

    READ = "READ", pgettext_lazy("step of a report", "read")
    VERIFY = "VERIFY", pgettext_lazy("step of a report", "verify")
    ACT = "ACT", pgettext_lazy("step of a report", "act")
    NONE = "", pgettext_lazy("step of a report", "nothing")


class Channel(models.TextChoices):
    WEB = "WEB", pgettext_lazy("how a report came", "public page")
    DESK = "DESK", pgettext_lazy("how a report came", "in person")
    PHONE = "PHONE", pgettext_lazy("how a report came", "phone")
    EMAIL = "EMAIL", pgettext_lazy("how a report came", "e-mail")
    OPEN311 = "OPEN311", pgettext_lazy("how a report came", "another system")


class Nature(models.TextChoices):
    """What a report is in law: each brings something else to who sends it."""

    INFORMATION = "INFORMATION", pgettext_lazy("nature of a report", "information")
    REQUEST = "REQUEST", pgettext_lazy("nature of a report", "request")


# The states in which a step is due, and those in which the clock goes on.
OPEN_STATES = (
    ReportState.HELD,
    ReportState.RECEIVED,
    ReportState.VERIFYING,
    ReportState.CONFIRMED,
    ReportState.WAITING,
    ReportState.WITH_PARTNER,
)
# What residents may see: neither what waits to be looked at nor what was no report.
UNSEEN_STATES = (ReportState.HELD, ReportState.WITHDRAWN)
# Questions whose answers are chosen, not written.
_OFFERED = ("yes_no", "choice")
UNSEEN_OUTCOMES = (Outcome.MERGED, Outcome.SPLIT, Outcome.MISTAKE, Outcome.SPAM)


class Report(models.Model):
    """What a resident says of a place; state, days and people are the projection of its events.

    Words lie in `ReportText` and photos in `ReportPhoto`, where they can be erased. The point is
    for the staff; residents see `public_latitude` and `public_longitude`, the middle of a square of
    `blur_metres`, from `public_at` on; `public_cell` is where on a map that lies (`tiles.cell_of`).
    `public_municipality` and `public_precinct` are what lies in that middle: those of the point
    would tell on which side of a boundary it is, where one goes through the square. `received_on`
    is the day of `received_at` by the authority's clock: lists for residents stand in its order.
    `weekdays` holds a bit for each day, Monday first; hours are those of the authority's clock,
    `to_hour` included, and may go over midnight. Of the receipt only a digest is kept. `person_key`
    tells independent people apart: it is made from the contact, else from the network of the day,
    and cannot be turned back. `route` says by which rule it went where,
    `{"rule": 4, "precinct": "12", "as_of": "2026-05-03"}`. Days of steps are both included;
    `law_due_on` is the first day by which a request that was joined with it is to be answered.
    `apart_from` holds the ids of near reports that staff said are another matter, and
    `apart_from_places` those of problem places that they took it out of.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="reports")
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=16)
    category = models.ForeignKey(Category, models.PROTECT, related_name="reports")
    version = models.ForeignKey(CategoryVersion, models.PROTECT, related_name="reports")
    nature = models.CharField(
        pgettext_lazy("of a report", "nature"),
        max_length=12,
        choices=Nature,
        default=Nature.INFORMATION,
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.WEB)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    blur_metres = models.PositiveSmallIntegerField(_("blurred to metres"), default=100)
    public_latitude = models.FloatField()
    public_longitude = models.FloatField()
    public_cell = models.BigIntegerField()
    public_municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    public_precinct = models.ForeignKey(
        Precinct, models.PROTECT, null=True, blank=True, related_name="+"
    )
    public_at = models.DateTimeField(_("public from"))
    place_name = models.CharField(_("place"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    precinct = models.ForeignKey(
        Precinct, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    weekdays = models.PositiveSmallIntegerField(
        _("weekdays"), default=0, validators=[MaxValueValidator(127)]
    )
    from_hour = models.PositiveSmallIntegerField(_("from hour"), null=True, blank=True)
    to_hour = models.PositiveSmallIntegerField(_("to hour"), null=True, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=5)
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="own_reports"
    )
    contact_name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    postal_address = models.CharField(_("postal address"), max_length=200, blank=True)
    person_key = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64, unique=True)
    doubt = models.CharField(_("why it was held"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=ReportState)
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome, blank=True, default="")
    step = models.CharField(_("step"), max_length=6, choices=Step, blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    due_on = models.DateField(_("until"), null=True, blank=True)
    read_due_on = models.DateField(_("read by"))
    verify_due_on = models.DateField(_("verify by"))
    act_due_on = models.DateField(_("act by"))
    law_due_on = models.DateField(_("answer to joined requests by"), null=True, blank=True)
    read_on = models.DateField(_("read on"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    acted_on = models.DateField(_("acted on"), null=True, blank=True)
    paused_on = models.DateField(_("clock stands since"), null=True, blank=True)
    partner = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    partner_due_on = models.DateField(_("partner's day"), null=True, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="reports")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    route = models.JSONField(default=dict, blank=True)
    place = models.ForeignKey(
        ProblemPlace, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts"
    )
    apart_from = models.JSONField(default=list, blank=True)
    apart_from_places = models.JSONField(default=list, blank=True)
    received_at = models.DateTimeField(_("received at"))
    received_on = models.DateField()
    changed_at = models.DateTimeField(_("changed at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    feedback_asked_at = models.DateTimeField(_("asked for feedback at"), null=True, blank=True)
    is_happy = models.BooleanField(_("happy with the result"), null=True, blank=True)
    verify_missed = models.BooleanField(_("a day to verify was missed before"), default=False)
    act_missed = models.BooleanField(_("a day to act was missed before"), default=False)
    contact_erased_at = models.DateTimeField(_("contact erased at"), null=True, blank=True)
    text_erased_at = models.DateTimeField(_("words erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["authority", "state", "due_on"], name="report_by_due_day"),
            # The desk's list in its order: a page of it costs the same however many are closed.
            models.Index(
                fields=["authority", "due_on", "received_at", "id"],
                name="open_report_by_due_day",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(fields=["authority", "body", "state"], name="report_by_body"),
            models.Index(fields=["authority", "received_at"], name="report_by_moment"),
            models.Index(fields=["authority", "latitude"], name="report_by_latitude"),
            models.Index(fields=["authority", "public_at"], name="report_by_public_moment"),
            models.Index(fields=["authority", "-received_on", "key"], name="report_by_public_day"),
            # All that a tile of the map is counted by: its rows are read in the index alone.
            models.Index(
                fields=[
                    *("authority", "public_cell", "public_at", "version", "state", "outcome"),
                    *("public_latitude", "public_longitude"),
                ],
                name="report_by_public_cell",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "reference"], name="one_report_per_reference"
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="point_of_report_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(from_hour__isnull=True, to_hour__isnull=True)
                | Q(from_hour__lte=23, to_hour__lte=23),
                name="hours_of_report_in_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="") | ~Q(state="CLOSED"), name="closed_report_has_outcome"
            ),
            models.CheckConstraint(
                condition=Q(text_erased_at__isnull=True)
                | Q(email="", phone="", contact_name="", postal_address="", place_name=""),
                name="erased_report_says_nothing_private",
            ),
        ]

    def __str__(self) -> str:
        # Goes into the journal, so it says nothing that a resident wrote.
        return f"{self._meta.verbose_name} {self.reference}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def has_contact(self) -> bool:
        return bool(self.email or self.phone or self.postal_address)

    @property
    def days(self) -> list[int]:
        """The weekdays on which it happens, Monday is 0."""
        return [day for day in range(7) if self.weekdays >> day & 1]

    @property
    def hours(self) -> tuple[int, int] | None:
        """From and until when it happens, both hours included."""
        if self.from_hour is None or self.to_hour is None:
            return None
        return self.from_hour, self.to_hour

    @property
    def free_answers(self) -> dict[str, str]:
        """What was answered in one's own words, by the keys of the questions."""
        offered = {str(one["key"]) for one in self.version.questions if one["type"] in _OFFERED}
        return {key: str(said) for key, said in self.answers.items() if key not in offered}

    def is_late_on(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today


class Confirmation(models.Model):
    """Somebody else says that a report is right, or that it is gone; with a receipt of their own.

    Whoever says so of a problem place as a whole speaks of no report: then `place` stands instead.
    Whoever confirms hears what came of it as whoever reported it does. One that is not counted is a
    receipt and no voice: whoever said it had said it already, or had sent the report.
    """

    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="confirmations"
    )
    place = models.ForeignKey(
        ProblemPlace, models.PROTECT, null=True, blank=True, related_name="confirmations"
    )
    is_there = models.BooleanField(_("it is still there"), default=True)
    weekdays = models.PositiveSmallIntegerField(_("weekdays"), default=0)
    from_hour = models.PositiveSmallIntegerField(_("from hour"), null=True, blank=True)
    to_hour = models.PositiveSmallIntegerField(_("to hour"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=5)
    email = models.EmailField(_("e-mail"), blank=True)
    person_key = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64, unique=True)
    is_counted = models.BooleanField(default=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("confirmation of a report")
        verbose_name_plural = _("confirmations of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "person_key", "is_there"],
                condition=Q(is_counted=True),
                name="one_confirmation_per_person",
            ),
            models.UniqueConstraint(
                fields=["place", "person_key", "is_there"],
                condition=Q(is_counted=True),
                name="one_confirmation_of_place_per_person",
            ),
            models.CheckConstraint(
                condition=Q(report__isnull=True, place__isnull=False)
                | Q(report__isnull=False, place__isnull=True),
                name="confirmation_of_report_or_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
