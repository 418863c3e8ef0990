"""How a file was read, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from prevenio.activities.bulk.reading import Remark


def remarks_in_words(remarks: Iterable[str]) -> list[str]:
    """What a person should know about how the file was read."""
    words = {
        Remark.CP1250: _(
            "The letters were read as Central European (Windows-1250). Look whether ą, ę, ř and ž "
            "are right; if not, save the file as “CSV UTF-8”."
        ),
        Remark.UTF16: _("The letters were read as UTF-16."),
        Remark.MERGED: _(
            "There are merged cells. Only the first of them has the value; the others are empty."
        ),
        Remark.MORE_SHEETS: _("There are several sheets. Only the first one was read."),
        Remark.SEMICOLON: _("The columns are parted by semicolons."),
        Remark.COMMA: _("The columns are parted by commas."),
        Remark.TAB: _("The columns are parted by tabs."),
    }
    return [words[Remark(one)] for one in remarks if one in Remark]
