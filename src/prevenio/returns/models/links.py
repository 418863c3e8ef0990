from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Body
from prevenio.returns.models.periods import ReportingPeriod, Rung


class Purpose(models.TextChoices):
    REPORT = "REPORT", _("filling in")
    CERTIFY = "CERTIFY", _("certifying")


class ContactKind(models.TextChoices):
    """What a person is to a body: the first two get links for the purpose of the same name."""

    REPORT = "REPORT", _("fills in")
    CERTIFY = "CERTIFY", _("certifies")
    HEAD = "HEAD", _("heads the body")


class BodyContact(models.Model):
    """Who answers for a body: the one who fills in, the one who certifies, the head of the body.

    The head gets no link: they are told when returns of their body are late.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="return_contacts")
    purpose = models.CharField(_("for"), max_length=10, choices=ContactKind)
    name = models.CharField(_("name"), max_length=150, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"))

    class Meta:
        verbose_name = _("contact of a body")
        verbose_name_plural = _("contacts of bodies")
        constraints = [
            models.UniqueConstraint(fields=["body", "purpose"], name="one_contact_per_purpose")
        ]

    def __str__(self) -> str:
        return self.name or self.email


class ReturnLink(models.Model):
    """A mailed link by which one body fills in, or certifies, its returns of one period.

    The link alone opens nothing: on a new device it asks for the confirmation code, which travels
    in a letter of its own. Sending again makes a new link and ends the old one. A link without a
    code was never mailed: it belongs to the account with its address and asks for its sign-in.
    """

    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="links")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    purpose = models.CharField(_("for"), max_length=10, choices=Purpose)
    email = models.EmailField(_("e-mail"))
    issued_at = models.DateTimeField(_("issued at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True)
    code_hash = models.CharField(max_length=128, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link for returns")
        verbose_name_plural = _("links for returns")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "body", "purpose", "email"],
                condition=Q(revoked_at__isnull=True),
                name="one_live_link_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_purpose_display()}"

    @property
    def is_of_account(self) -> bool:
        return not self.code_hash

    def is_open_at(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at

    def is_locked_at(self, moment: datetime) -> bool:
        return self.locked_until is not None and moment < self.locked_until


class Mailing(models.Model):
    """That one body was written to once, for one occasion: what makes a letter never go twice.

    The occasion names what the letter was (`invitation`, `reminder:-3`, `certify:2023-01-17`). It
    is stored in the transaction that writes the letter; one that was missed and overtaken by a
    later one is stored too, without a letter.
    """

    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="mailings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=40)
    at = models.DateTimeField()
    was_written = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "body", "occasion"], name="one_mailing_per_occasion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.occasion}"


class Escalation(models.Model):
    """That a late body reached a step of its period's ladder: who was told of it, and when.

    Stored once, in the transaction of the letter. `told` is empty where nobody is known on that
    rung, and `was_written` false where a later letter to the same person stands for this one.
    """

    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="escalations")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    rung = models.CharField(_("who is told"), max_length=15, choices=Rung)
    days = models.PositiveSmallIntegerField(_("working days after the due day"))
    at = models.DateTimeField(_("at"))
    told = models.CharField(_("told"), max_length=254, blank=True)
    was_written = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "body", "rung", "days"], name="one_escalation_per_step"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_rung_display()} +{self.days}"
