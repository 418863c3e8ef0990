from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Forerunner, Initiative


class Phase(models.TextChoices):
    PREPARED = "PREPARED", pgettext_lazy("phase of a project", "being prepared")
    RUNNING = "RUNNING", pgettext_lazy("phase of a project", "running")
    FINISHED = "FINISHED", pgettext_lazy("phase of a project", "finished")
    STOPPED = "STOPPED", pgettext_lazy("phase of a project", "stopped")


class Project(Forerunner):
    """An initiative of the programme on its way: what the programme says of it stays there.

    `lineage` follows the initiative through the versions of its programme; `initiative` is the row
    it was taken up from. The initiator may be a union of municipalities: a body with members.
    `follows` is the project that it goes on from, `forerunner` one of somebody else that is not
    kept here.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="projects")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="projects")
    lineage = models.UUIDField(editable=False)
    phase = models.CharField(_("phase"), max_length=10, choices=Phase, default=Phase.PREPARED)
    note = models.CharField(_("in one sentence"), max_length=300, blank=True)
    initiator = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="initiated_projects"
    )
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = pgettext_lazy("on their way", "projects")
        constraints = [
            *Forerunner.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "lineage"], name="one_project_per_initiative"
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")),
                name="no_project_follows_itself",
            ),
        ]
        indexes = [models.Index(fields=["authority", "phase"])]

    def __str__(self) -> str:
        return self.present.name

    @property
    def present(self) -> Initiative:
        """The initiative in the wording that residents read, else as it was taken up.

        A query may have set it for many projects at once (`queries.projects.with_present`).
        """
        found: Initiative | None = self.__dict__.get("found_present")
        if found is None:
            newest = Initiative.objects.filter(lineage=self.lineage, version__is_public=True)
            newest = newest.filter(version__programme__authority=self.authority_id)
            found = newest.order_by("-version_id").first() or self.initiative
            self.__dict__["found_present"] = found
        return found


class TeamRole(models.TextChoices):
    LEADS = "LEADS", pgettext_lazy("role in a project team", "leads the team")
    MEMBER = "MEMBER", pgettext_lazy("role in a project team", "member of the team")
    EXTERNAL = "EXTERNAL", pgettext_lazy("role in a project team", "external member")


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def on(self, day: date) -> "TeamMemberQuerySet":
        """Members on a day."""
        return self.filter(
            Q(first_day__isnull=True) | Q(first_day__lte=day),
            Q(last_day__isnull=True) | Q(last_day__gte=day),
        )


class TeamMember(models.Model):
    """A person in the team of a project for a body, with or without an account, from day to day.

    A body that is no body of the programme is written in words (`body_name`).
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="team")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    body_name = models.CharField(_("body outside the programme"), max_length=150, blank=True)
    department = models.CharField(_("department"), max_length=150, blank=True)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="project_places"
    )
    person_name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=10, choices=TeamRole, default=TeamRole.MEMBER)
    is_public = models.BooleanField(_("named on the public page"), default=False)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a project team")
        verbose_name_plural = _("members of project teams")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="team_member_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | ~Q(body_name=""), name="team_member_has_a_body"
            ),
        ]

    def __str__(self) -> str:
        return self.person_name

    @property
    def shown_body(self) -> str:
        return str(self.body) if self.body else self.body_name


class UmbrellaMove(AppendOnlyModel):
    """That a project was moved under an umbrella on a day; rows are only added.

    The umbrella is another project, or a programme or network in words. `day_text` holds the term
    as it was written where the day itself is not known ("end of 2011"); `on` is then its last day.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="umbrella_moves")
    umbrella = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="moved_under"
    )
    umbrella_name = models.CharField(_("umbrella in words"), max_length=200, blank=True)
    on = models.DateField(_("day"))
    day_text = models.CharField(_("term as written"), max_length=100, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("move under an umbrella")
        verbose_name_plural = _("moves under an umbrella")
        constraints = [
            models.CheckConstraint(
                condition=Q(umbrella__isnull=False) | ~Q(umbrella_name=""),
                name="umbrella_move_names_an_umbrella",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_umbrella

    @property
    def shown_umbrella(self) -> str:
        return str(self.umbrella) if self.umbrella else self.umbrella_name
