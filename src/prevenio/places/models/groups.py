from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body, User
from prevenio.places.models.municipalities import Municipality


class WorkingGroup(models.Model):
    """The core working group of a municipality, or one of the whole authority.

    It meets in a cadence, answers residents' questions and keeps its tasks.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="working_groups")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="working_groups"
    )
    name = models.CharField(_("name"), max_length=150)
    cadence = models.CharField(_("how often it meets"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="one_group_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupRole(models.TextChoices):
    LEAD = "LEAD", pgettext_lazy("role in a working group", "leads the group")
    MEMBER = "MEMBER", pgettext_lazy("role in a working group", "member")


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def on(self, day: date) -> "GroupMemberQuerySet":
        """Members on a day."""
        return self.filter(
            Q(first_day__isnull=True) | Q(first_day__lte=day),
            Q(last_day__isnull=True) | Q(last_day__gte=day),
        )


class GroupMember(models.Model):
    """A person in a working group for a body, with or without an account, from day to day."""

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="members")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    person_name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=10, choices=GroupRole, default=GroupRole.MEMBER)
    is_public = models.BooleanField(_("named on the public page"), default=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a working group")
        verbose_name_plural = _("members of working groups")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="group_member_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.person_name
