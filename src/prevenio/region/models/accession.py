from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.programme.models import DatePrecision


class Wave(models.Model):
    """Municipalities that join the project together, on one day or in one month.

    A wave that is published is seen by every municipality and by residents; its day may be ahead.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="waves")
    name = models.CharField(_("name"), max_length=120)
    on = models.DateField(_("day"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    note = models.TextField(_("note"), blank=True)
    is_published = models.BooleanField(_("shown to municipalities and residents"), default=False)

    class Meta:
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="one_wave_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    """How far a municipality (the first four) or a partner body (the next four) has come."""

    CONTACTED = "CONTACTED", pgettext_lazy("standing of a municipality", "contacted")
    PREPARING = "PREPARING", pgettext_lazy("standing of a municipality", "preparing")
    JOINED = "JOINED", pgettext_lazy("standing of a municipality", "joined")
    LEFT = "LEFT", pgettext_lazy("standing of a municipality", "left")
    FOUND = "FOUND", pgettext_lazy("standing of a partner", "found")
    IN_TALKS = "IN_TALKS", pgettext_lazy("standing of a partner", "in talks")
    AGREED = "AGREED", pgettext_lazy("standing of a partner", "agreed")
    ENDED = "ENDED", pgettext_lazy("standing of a partner", "ended")
    # Only ever supersedes: what it stands for never was.
    MISTAKE = "MISTAKE", pgettext_lazy("standing of a municipality", "entered by mistake")


OF_MUNICIPALITIES = (Standing.CONTACTED, Standing.PREPARING, Standing.JOINED, Standing.LEFT)
OF_PARTNERS = (Standing.FOUND, Standing.IN_TALKS, Standing.AGREED, Standing.ENDED)


class AccessionStep(AppendOnlyModel):
    """One step of a municipality, or of a partner body, towards the project or out of it.

    Rows are only added; one that is wrong is superseded by another. Where the day is not known,
    `known_by` is a day on which the step had certainly been taken; a municipality counts from it.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="accession_steps")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="accession_steps"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="accession_steps"
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    on = models.DateField(_("day"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    known_by = models.DateField(_("known at the latest on"), null=True, blank=True)
    wave = models.ForeignKey(
        Wave, models.PROTECT, null=True, blank=True, related_name="accession_steps"
    )
    note = models.TextField(_("note"), blank=True)
    is_public = models.BooleanField(_("named on the public pages"), default=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("step of accession")
        verbose_name_plural = _("steps of accession")
        indexes = [models.Index(fields=["authority", "municipality"], name="steps_by_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) ^ Q(body__isnull=True),
                name="step_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(on__isnull=True) ^ Q(known_by__isnull=True),
                name="step_has_one_day",
            ),
            models.CheckConstraint(
                condition=~Q(standing="JOINED") | Q(wave__isnull=False) | Q(on__isnull=True),
                name="joining_belongs_to_a_wave",
            ),
            models.CheckConstraint(
                condition=~Q(standing="MISTAKE") | Q(supersedes__isnull=False),
                name="mistake_supersedes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality or self.body}: {self.get_standing_display()}"

    @property
    def counts_from(self) -> date:
        """The day from which it counts: its own, or the one by which it had been taken."""
        day = self.on or self.known_by
        assert day is not None  # a constraint of the table
        return day


class StatedCount(models.Model):
    """How many municipalities a document says there are, whether or not it names them.

    Counts of a later day add those that it counts and nobody has named yet.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="stated_counts")
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    on = models.DateField(_("as of"))
    number = models.PositiveIntegerField(_("number"))
    source = models.CharField(_("where it is said"), max_length=250)

    class Meta:
        verbose_name = _("stated count")
        verbose_name_plural = _("stated counts")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "standing", "on"], name="one_stated_count_per_day"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["CONTACTED", "PREPARING", "JOINED", "LEFT"]),
                name="stated_count_of_municipalities",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_standing_display()}: {self.number}"


class Declaration(models.Model):
    """A signed paper on which working together stands: parties, day, scope, from when to when.

    One without a municipality is the authority's own. The file is served only to those who may
    see the declaration.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="declarations")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="declarations"
    )
    name = models.CharField(_("name"), max_length=200)
    signed_on = models.DateField(_("signed on"))
    scope = models.TextField(_("what it is about"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    is_shared = models.BooleanField(_("seen by every municipality"), default=False)
    is_public = models.BooleanField(_("seen by residents"), default=False)
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True)
    file_kind = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveIntegerField(null=True, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    file = models.FileField(_("file"), upload_to="region/declarations/", max_length=200, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of municipalities", "declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="declaration_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeclarationParty(models.Model):
    """Who signed a declaration: a body, or somebody outside by name."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="parties")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("party of a declaration")
        verbose_name_plural = _("parties of declarations")
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True) ^ Q(name=""), name="party_is_body_or_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.body)


class Counted(models.TextChoices):
    """What the system can see by itself."""

    NOT = "", pgettext_lazy("item of readiness", "a person ticks it")
    PRECINCTS = "PRECINCTS", pgettext_lazy("item of readiness", "its precincts are drawn")
    PEOPLE = "PEOPLE", pgettext_lazy("item of readiness", "every precinct has enough people named")
    GROUP = "GROUP", pgettext_lazy("item of readiness", "its working group has members")
    DECLARATION = "DECLARATION", pgettext_lazy("item of readiness", "a declaration in force")
    CONTACT = "CONTACT", pgettext_lazy("item of readiness", "its group has an address")


class ReadinessItem(models.Model):
    """One thing that a municipality should have before it joins; texts are kept by language."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="readiness_items")
    code = models.SlugField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    texts = models.JSONField(_("texts"), default=dict)
    reasons = models.JSONField(_("why it is asked"), default=dict)
    counted = models.CharField(
        _("how it is known"), max_length=12, choices=Counted, blank=True, default=""
    )
    is_required = models.BooleanField(_("needed for joining"), default=True)
    is_asked = models.BooleanField(_("asked now"), default=True)

    class Meta:
        verbose_name = _("item of readiness")
        verbose_name_plural = _("items of readiness")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "code"], name="one_readiness_item_per_code"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ReadinessMark(AppendOnlyModel):
    """That somebody ticked an item for a municipality, or took the tick back; the last holds."""

    item = models.ForeignKey(ReadinessItem, models.PROTECT, related_name="marks")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="readiness_marks")
    is_done = models.BooleanField(_("done"))
    on = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("mark of readiness")
        verbose_name_plural = _("marks of readiness")
        indexes = [models.Index(fields=["municipality", "item"], name="marks_by_place")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.item}"
