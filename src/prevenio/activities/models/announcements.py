from django.db import models
from django.utils.translation import gettext_lazy as _

from prevenio.activities.models.activities import Activity


class Announcement(models.Model):
    """What residents are told about an activity: what to expect, how to come.

    It is apart from the note of the activity, which stays on the desk.
    """

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="announcement")
    text = models.TextField(_("what it is about and how to come"), blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self) -> str:
        return str(self.activity)
