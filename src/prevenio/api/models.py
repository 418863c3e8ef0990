from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, User


class ApiKey(models.Model):
    """Lets another system send reports; known by its name, of the key only a digest is kept.

    `sent` is how many reports came with it on `sent_on`, a day of the authority's clock.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="api_keys")
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    daily_limit = models.PositiveIntegerField(
        _("reports a day"), default=500, validators=[MinValueValidator(1)]
    )
    sent_on = models.DateField(null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("key of another system")
        verbose_name_plural = _("keys of other systems")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"],
                condition=Q(revoked_at__isnull=True),
                name="one_api_key_in_force_per_name",
            ),
            models.CheckConstraint(
                condition=Q(daily_limit__gte=1), name="api_key_lets_something_through"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_force(self) -> bool:
        return self.revoked_at is None
