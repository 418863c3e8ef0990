from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.editorial.models.files import File, Picture
from prevenio.editorial.models.items import Item


class PublishedUse(models.Model):
    """That a published page shows a picture or offers a file; residents get no others."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="uses")
    picture = models.ForeignKey(
        Picture, models.CASCADE, null=True, blank=True, related_name="published_uses"
    )
    file = models.ForeignKey(
        File, models.CASCADE, null=True, blank=True, related_name="published_uses"
    )

    class Meta:
        verbose_name = _("use on a published page")
        verbose_name_plural = _("uses on published pages")
        constraints = [
            models.CheckConstraint(
                condition=Q(picture__isnull=False, file__isnull=True)
                | Q(picture__isnull=True, file__isnull=False),
                name="use_of_picture_or_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.picture or self.file}"
