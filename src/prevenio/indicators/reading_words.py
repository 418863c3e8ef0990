"""Why a file of statistics cannot be read, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from prevenio.indicators.importing.refusals import UnreadableStatistics

_WORDS: Mapping[str, object] = {
    "too_large": _(
        "The file “%(name)s” is too large. Export fewer years, series or territories at a time."
    ),
    "empty": _("The file “%(name)s” is empty. Check that it was saved completely."),
    "password_protected": _(
        "The workbook “%(name)s” is protected by a password. Save an unprotected copy and try "
        "again."
    ),
    "old_workbook": _(
        "The workbook “%(name)s” has an old form (%(kind)s). Save it as XLSX and try again."
    ),
    "unknown_kind": _(
        "The file “%(name)s” is not a table that can be read. Save the table as XLSX or CSV."
    ),
    "damaged_workbook": _(
        "The workbook “%(name)s” is damaged. Download it again, or repair it in a spreadsheet "
        "program and save it once more."
    ),
    "wrong_encoding": _(
        "The letters in line %(line)s of “%(name)s” cannot be read. Save the file as UTF-8."
    ),
    "broken_row": _(
        "Line %(line)s of “%(name)s” cannot be cut into cells: a quotation mark may be left open."
    ),
    "no_table": _(
        "No table of statistics was found in “%(name)s”. Exports of the Polish Local Data Bank, "
        "tables of the Czech police and CSV files are read. Check that the head of the table is "
        "there."
    ),
    "no_years": _(
        "The table on the sheet “%(sheet)s” of “%(name)s” does not say of which year its numbers "
        "are."
    ),
}
_OTHERWISE = _("The file “%(name)s” cannot be read.")


def reading_refused(refusal: UnreadableStatistics) -> str:
    return str(_WORDS.get(refusal.code, _OTHERWISE)) % refusal.fields
