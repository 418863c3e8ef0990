from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, User
from prevenio.places.models import WorkingGroup
from prevenio.region.models.kept import WithFile

_FIRST = Q(answers__isnull=True) & ~Q(title="")
_REPLY = Q(answers__isnull=False, title="")
_SAYS = Q(taken_back_at__isnull=True) & ~Q(words="") & (_FIRST | _REPLY)


class Message(WithFile):
    """What one person writes to a working group, or the bureau to all of them.

    A reply has no title and takes no reply of its own. Of a message that was taken back neither
    words nor file stay, only that there was one. Data class: internal, seen by the group, by its
    municipality's office, by the bureau and readers.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="group_messages")
    # None: to every group.
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    title = models.CharField(_("title"), max_length=150, blank=True)
    words = models.TextField(pgettext_lazy("of a message", "words"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("written at"))
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message to a group")
        verbose_name_plural = _("messages to groups")
        indexes = [models.Index(fields=["authority", "group", "at"], name="messages_by_group")]
        constraints = [
            models.CheckConstraint(
                condition=_SAYS | Q(taken_back_at__isnull=False, title="", words="", file=""),
                name="message_says_something_or_nothing_at_all",
            ),
        ]

    def __str__(self) -> str:
        # Goes into the journal, where a title that is taken back would stay.
        return str(self.group or self.authority)
