from django.db import models
from django.utils.translation import gettext_lazy as _


class WithFile(models.Model):
    """A row that may hold one file: its kind by content, its name as it was sent.

    The digest is SHA-256 of the bytes as they are kept.
    """

    file = models.FileField(upload_to="region/%Y", blank=True)
    file_name = models.CharField(_("file name"), max_length=150, blank=True)
    file_kind = models.CharField(max_length=100, blank=True, editable=False)
    file_size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    file_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
