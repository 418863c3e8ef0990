"""A file of official statistics to upload."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.refusals import TooLarge, UnreadableStatistics
from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.reading_words import reading_refused


class StatisticsForm(forms.Form):
    """A workbook or table; a refusal of the reader becomes the field's error."""

    table = forms.FileField(
        label=_("Workbook or table"),
        help_text=_(
            "As it was published, as XLSX or CSV: exports of the Polish Local Data Bank, tables of "
            "the Czech police, or a CSV with a code, a name and a year in each row."
        ),
        error_messages={
            "required": _("Choose the file with the statistics."),
            "empty": _("This file is empty. Choose the file with the statistics."),
        },
    )

    def clean_table(self) -> tuple[StatisticsFile, str, bytes]:
        upload = self.cleaned_data["table"]
        name = upload.name or ""
        try:
            if upload.size is not None and upload.size > settings.DOCUMENT_LIMIT:
                raise TooLarge(name, "")
            content = upload.read()
            return read_statistics(content, name, limit=settings.DOCUMENT_LIMIT), name, content
        except UnreadableStatistics as refusal:
            raise forms.ValidationError(reading_refused(refusal)) from refusal
