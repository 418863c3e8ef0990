from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities.models.activities import Activity


class SignUpState(models.TextChoices):
    UNCONFIRMED = "UNCONFIRMED", pgettext_lazy("state of a sign-up", "waits for confirmation")
    PLACE = "PLACE", pgettext_lazy("state of a sign-up", "has a place")
    WAITING = "WAITING", pgettext_lazy("state of a sign-up", "on the waiting list")
    CANCELLED = "CANCELLED", pgettext_lazy("state of a sign-up", "cancelled")


class SignUp(models.Model):
    """A resident's place at an activity, or in its queue.

    Name and address are erased some days after the activity; the number of people stays. The
    token of the letter is kept as its digest only.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sign_ups")
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    state = models.CharField(
        _("state"), max_length=12, choices=SignUpState, default=SignUpState.UNCONFIRMED
    )
    token_digest = models.CharField(max_length=64, unique=True)
    signed_up_at = models.DateTimeField(_("signed up at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    people_came = models.PositiveSmallIntegerField(_("people who came"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "email"],
                condition=~Q(state="CANCELLED") & ~Q(email=""),
                name="one_sign_up_per_address",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=10), name="sign_up_for_few_people"
            ),
        ]
        indexes = [models.Index(fields=["activity", "state", "confirmed_at"])]

    def __str__(self) -> str:
        return f"{self.activity}: {self.people}"
