from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Forerunner(models.Model):
    """What is carried on, though it was somebody else's and is not kept here: told in words.

    A programme or project that is kept here is linked instead.
    """

    forerunner = models.CharField(_("carries on"), max_length=200, blank=True)
    forerunner_of = models.CharField(_("whose it was"), max_length=200, blank=True)
    forerunner_note = models.CharField(_("its years, in one sentence"), max_length=300, blank=True)
    forerunner_link = models.URLField(_("page about it"), max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(forerunner="")
                | Q(forerunner_of="", forerunner_note="", forerunner_link=""),
                name="%(class)s_forerunner_has_a_title",
            ),
        ]
