from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitorCount(models.Model):
    """How often somebody unknown did something in a span of time, so that machines can be told.

    `name` holds what was done, which span it is, and a key of the visitor whose salt is forgotten
    with the day; nothing else is known. Rows go once their span has ended.
    """

    name = models.CharField(max_length=200, primary_key=True)
    number = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("count of a visitor")
        verbose_name_plural = _("counts of visitors")
        indexes = [models.Index(fields=["ends_at"], name="visitor_count_by_end")]

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"
