import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.programme.models.versions import ProgrammeVersion


class Chapter(models.Model):
    """A numbered chapter of the printed programme with its prose."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="chapters")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("title"), max_length=400)
    text = models.TextField(_("text"), blank=True)
    source_lines = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class StatementKind(models.TextChoices):
    MAIN_GOAL = "MAIN_GOAL", _("main goal")
    GOAL = "GOAL", _("goal")
    FORM = "FORM", _("form of work")
    PARTICIPANT = "PARTICIPANT", _("participant")
    COMMISSION_DUTY = "COMMISSION_DUTY", _("duty of the commission")
    STRATEGY = "STRATEGY", _("goal of the authority's strategy")


class Statement(models.Model):
    """One item of a list in the programme: a goal, a form of work, a participant, a duty.

    A participant may name the body that it is; a goal may name the strategy goal it serves.
    """

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="statements")
    kind = models.CharField(_("kind"), max_length=20, choices=StatementKind)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    serves = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="served_by"
    )
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    source_lines = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        indexes = [models.Index(fields=["version", "kind", "position"])]

    def __str__(self) -> str:
        return self.text


class Abbreviation(models.Model):
    """A row of the programme's glossary of abbreviations."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="abbreviations")
    position = models.PositiveSmallIntegerField()
    short = models.CharField(_("abbreviation"), max_length=60)
    name = models.CharField(_("full name"), max_length=300, blank=True)
    source_lines = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")

    def __str__(self) -> str:
        return self.short


class AreaOfAction(models.Model):
    """A theme of the programme with its actions; `code` is its number in the document.

    The threat analysis says why the area is there, as of a day and from which sources.
    """

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("title"), max_length=400)
    official_title = models.CharField(_("title in the document"), max_length=400, blank=True)
    summary = models.TextField(_("in one sentence"), blank=True)
    lead_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="led_areas"
    )
    threat_analysis = models.TextField(_("threat analysis"), blank=True)
    analysed_on = models.DateField(_("analysis as of"), null=True, blank=True)
    analysis_sources = models.TextField(_("sources of the analysis"), blank=True)
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    source_lines = models.JSONField(default=list, blank=True)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("area of action")
        verbose_name_plural = _("areas of action")
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="one_area_per_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ActionKind(models.TextChoices):
    UNSET = "", _("not said")
    REPRESSIVE = "REPRESSIVE", _("repressive")
    PREVENTIVE = "PREVENTIVE", _("preventive")
    EDUCATIONAL = "EDUCATIONAL", _("educational")
    ORGANISATIONAL = "ORGANISATIONAL", _("organisational")
    INFRASTRUCTURAL = "INFRASTRUCTURAL", _("infrastructural")
    SUPERVISORY = "SUPERVISORY", _("supervisory")


class Timing(models.TextChoices):
    UNSET = "", _("not said")
    ONE_OFF = "ONE_OFF", _("one-off")
    PERIODIC = "PERIODIC", _("periodic")
    CONTINUOUS = "CONTINUOUS", _("continuous")


class Action(models.Model):
    """What the programme asks to be done: coded area.row, with a lead body and those who join.

    `condition` makes it conditional: it is active only after the trigger; the two season months
    bound a seasonal one (they may run over the turn of the year). `parent` makes it a sub-action.
    Indicators and sources of funding stand as the document writes them, one on each line.
    """

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="actions")
    area = models.ForeignKey(AreaOfAction, models.CASCADE, related_name="actions")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="sub_actions"
    )
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("name"), max_length=200, blank=True)
    text = models.TextField(_("description"))
    kind = models.CharField(_("kind"), max_length=20, choices=ActionKind, blank=True, default="")
    timing = models.CharField(_("timing"), max_length=12, choices=Timing, blank=True, default="")
    condition = models.CharField(_("only when"), max_length=300, blank=True)
    season_first_month = models.PositiveSmallIntegerField(
        _("first month of the season"), null=True, blank=True
    )
    season_last_month = models.PositiveSmallIntegerField(
        _("last month of the season"), null=True, blank=True
    )
    ends_on = models.DateField(_("to be done by"), null=True, blank=True)
    term_text = models.CharField(_("term"), max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    method = models.TextField(_("method"), blank=True)
    indicators_text = models.TextField(_("indicators as written"), blank=True)
    funding_text = models.TextField(_("sources of funding as written"), blank=True)
    bodies = models.ManyToManyField(Body, through="ActionRole", related_name="actions")
    goals = models.ManyToManyField(Statement, related_name="actions", blank=True)
    forms = models.ManyToManyField(Statement, related_name="actions_of_form", blank=True)
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    source_lines = models.JSONField(default=list, blank=True)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="one_action_per_code"),
            models.UniqueConstraint(fields=["version", "lineage"], name="one_action_per_lineage"),
            models.CheckConstraint(
                condition=Q(season_first_month__isnull=True, season_last_month__isnull=True)
                | Q(season_first_month__range=(1, 12), season_last_month__range=(1, 12)),
                name="season_is_two_months",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.shown_title}"

    @property
    def shown_title(self) -> str:
        """Its short name, else the beginning of its description."""
        if self.title:
            return self.title
        first = self.text.split(". ")[0]
        return first if len(first) <= 120 else f"{first[:117].rsplit(' ', 1)[0]} …"

    @property
    def is_conditional(self) -> bool:
        return bool(self.condition)

    @property
    def is_seasonal(self) -> bool:
        return self.season_first_month is not None


class ActionRoleKind(models.TextChoices):
    LEAD = "LEAD", _("lead body")
    CO_RESPONSIBLE = "CO_RESPONSIBLE", _("co-responsible body")
    PARTNER = "PARTNER", _("partner")


class ActionRole(models.Model):
    """What a body does in an action. One leads; `written_as` keeps the document's spelling."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="roles")
    body = models.ForeignKey(Body, models.PROTECT, related_name="action_roles")
    role = models.CharField(_("role"), max_length=20, choices=ActionRoleKind)
    position = models.PositiveSmallIntegerField(default=0)
    written_as = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("role in an action")
        verbose_name_plural = _("roles in actions")
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(role="LEAD"), name="one_lead_per_action"
            ),
            models.UniqueConstraint(fields=["action", "body", "role"], name="one_role_per_body"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_role_display()}"


class InitiativeKind(models.TextChoices):
    OTHER = "OTHER", _("other")
    CYCLIC_LESSONS = "CYCLIC_LESSONS", _("series of lessons")
    CAMPAIGN = "CAMPAIGN", _("campaign")
    SERVICE = "SERVICE", _("service")
    KIT = "KIT", _("kit given out")
    WEB = "WEB", _("web pages")
    TRAINING = "TRAINING", _("training")
    EVENT = "EVENT", _("event")
    CONTEST = "CONTEST", _("contest")
    SPECIALIST_SERVICE = "SPECIALIST_SERVICE", _("specialist help")
    PROJECT = "PROJECT", _("project")


class Scope(models.TextChoices):
    UNSET = "", _("not said")
    REGION = "REGION", _("whole region")
    MUNICIPAL = "MUNICIPAL", _("one municipality")


class Initiative(models.Model):
    """One of the named programmes or projects inside the programme."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="initiatives")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=300)
    aim = models.TextField(_("aim"), blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=InitiativeKind, default=InitiativeKind.OTHER
    )
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, blank=True, default="")
    term_text = models.CharField(_("term"), max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    is_open_ended = models.BooleanField(_("open-ended"), default=False)
    method = models.TextField(_("method"), blank=True)
    municipalities = models.ManyToManyField(Municipality, related_name="initiatives", blank=True)
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    source_lines = models.JSONField(default=list, blank=True)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                condition=Q(number__isnull=False),
                name="one_initiative_per_number",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InitiativeRoleKind(models.TextChoices):
    IMPLEMENTER = "IMPLEMENTER", _("implementer")
    CO_IMPLEMENTER = "CO_IMPLEMENTER", _("co-implementer")


class InitiativeRole(models.Model):
    """Which body carries out an initiative, and which helps."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="roles")
    body = models.ForeignKey(Body, models.PROTECT, related_name="initiative_roles")
    role = models.CharField(_("role"), max_length=20, choices=InitiativeRoleKind)
    position = models.PositiveSmallIntegerField(default=0)
    written_as = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("role in an initiative")
        verbose_name_plural = _("roles in initiatives")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "body"], name="one_role_per_initiative_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_role_display()}"


class Audience(models.Model):
    """Whom an initiative is for: the words, and the ages where they are said."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="audiences")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("audience"), max_length=200)
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self) -> str:
        return self.text


class Funding(models.Model):
    """A source of an initiative's money, or a contribution in kind; sums in whole units.

    The authority's currency holds; sums stay empty until somebody states them.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="fundings")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(_("source of funding"), max_length=200)
    is_in_kind = models.BooleanField(_("in kind"), default=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    planned = models.DecimalField(
        _("planned"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    spent = models.DecimalField(_("spent"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("fundings")

    def __str__(self) -> str:
        return self.source
