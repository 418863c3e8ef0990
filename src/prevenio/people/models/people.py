from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    POLAND = "PL", _("Poland")
    CZECHIA = "CZ", _("Czechia")


class Authority(models.Model):
    """A city or a region that runs a programme: the tenant to whom every other row belongs.

    It is reached by its host name if it has one, else below its path (`/kielce/`).
    """

    slug = models.SlugField(_("path"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    second_line = models.CharField(_("second line"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    languages = models.JSONField(_("languages"), default=list)
    time_zone = models.CharField(_("time zone"), max_length=50)
    currency = models.CharField(_("currency"), max_length=3)
    host_name = models.CharField(_("host name"), max_length=253, unique=True, null=True, blank=True)
    emergency_number = models.CharField(_("emergency number"), max_length=20, default="112")
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    is_region = models.BooleanField(_("has municipalities that join it"), default=False)
    brand = models.CharField(_("brand colour"), max_length=7, default="#1F4173")
    brand_deep = models.CharField(_("deep brand colour"), max_length=7, default="#14294A")
    brand_mid = models.CharField(_("middle brand colour"), max_length=7, default="#6C8DBB")
    brand_line = models.CharField(_("brand colour of lines"), max_length=7, default="#B4C5DD")
    brand_soft = models.CharField(_("soft brand colour"), max_length=7, default="#E9EFF7")
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")

    def __str__(self) -> str:
        return self.name

    @property
    def language(self) -> str:
        """The language of its documents and the first one of its pages."""
        return str(self.languages[0]) if self.languages else "en"


class LegalKind(models.TextChoices):
    CITY_OFFICE = "CITY_OFFICE", _("office of the authority")
    MUNICIPAL_UNIT = "MUNICIPAL_UNIT", _("unit of the authority")
    MUNICIPAL_COMPANY = "MUNICIPAL_COMPANY", _("company of the authority")
    SERVICE = "SERVICE", _("service, inspection or guard")
    STATE = "STATE", _("state body")
    NGO = "NGO", _("non-governmental organisation")
    GROUP = "GROUP", _("group of bodies or people")
    OTHER = "OTHER", _("other")


class Body(models.Model):
    """An institution, an organisation or a group of them that takes part in a programme.

    A body exists long before any of its people has an account. A group body (schools, estate
    councils) has members. `first_day` and `last_day` bound the part of one who joins for a time.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="bodies")
    short_name = models.CharField(_("short name"), max_length=80)
    name = models.CharField(_("full name"), max_length=250, blank=True)
    public_name = models.CharField(_("name for residents"), max_length=120, blank=True)
    legal_kind = models.CharField(
        _("legal kind"), max_length=20, choices=LegalKind, default=LegalKind.OTHER
    )
    is_group = models.BooleanField(_("stands for many"), default=False)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.UniqueConstraint(fields=["authority", "short_name"], name="one_short_name"),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="body_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """What residents read: plain name, else full name, else the short one."""
        return self.public_name or self.name or self.short_name

    def takes_part_on(self, day: date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )


class BodyAlias(models.Model):
    """Another spelling or an earlier name of a body, with the days on which it was right."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="aliases")
    name = models.CharField(_("other name"), max_length=250)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("other name of a body")
        verbose_name_plural = _("other names of bodies")
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="one_alias_per_body")]

    def __str__(self) -> str:
        return self.name


class BodyMember(models.Model):
    """One body that belongs to a group body, from day to day."""

    group = models.ForeignKey(Body, models.CASCADE, related_name="members")
    member = models.ForeignKey(Body, models.CASCADE, related_name="groups")
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        constraints = [
            models.UniqueConstraint(fields=["group", "member"], name="one_membership_per_group"),
            models.CheckConstraint(condition=~Q(group=F("member")), name="no_group_in_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.group})"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. What they may do comes from their memberships.

    `is_superuser` marks the people who run the installation: they create authorities.
    """

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=5, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        return self.is_superuser


class Role(models.TextChoices):
    COORDINATOR = "COORDINATOR", _("coordinator")
    PROGRAMME_OFFICER = "PROGRAMME_OFFICER", _("programme officer")
    HEAD_OF_BUREAU = "HEAD_OF_BUREAU", _("head of bureau")
    REPORTER = "REPORTER", _("body's reporter")
    CERTIFIER = "CERTIFIER", _("body's certifier")
    READER = "READER", _("reader")


BUREAU_ROLES = frozenset({Role.COORDINATOR, Role.PROGRAMME_OFFICER, Role.HEAD_OF_BUREAU})
BODY_ROLES = frozenset({Role.REPORTER, Role.CERTIFIER})


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> "MembershipQuerySet":
        """Memberships in force on a day."""
        return self.filter(
            Q(first_day__isnull=True) | Q(first_day__lte=day),
            Q(last_day__isnull=True) | Q(last_day__gte=day),
        )


class Membership(models.Model):
    """A person's role in an authority, for one body where the role is a body's, from day to day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="people")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            # Two constraints, because SQLite cannot hold one in which nulls are the same.
            models.UniqueConstraint(
                fields=["user", "authority", "role", "body"], name="one_role_once_per_body"
            ),
            models.UniqueConstraint(
                fields=["user", "authority", "role"],
                condition=Q(body__isnull=True),
                name="one_role_once_without_body",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=["REPORTER", "CERTIFIER"]) | Q(body__isnull=False),
                name="body_role_has_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Invitation(models.Model):
    """A call to take a role, sent by mail; the link works once and expires."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.email

    def is_open_at(self, moment: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and moment < self.expires_at


def roles_of(memberships: Sequence[Membership]) -> frozenset[str]:
    """The roles that a person's memberships give."""
    return frozenset(membership.role for membership in memberships)
