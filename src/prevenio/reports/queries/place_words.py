"""What the staff have written about the place of a report: it goes with no report."""

from prevenio.reports.models import PlaceEvent, Report


def place_words_of(report: Report) -> int:
    """How many texts of the staff, the name included, its problem place has. One statement."""
    into = report.merged_into
    places = {report.place_id, into.place_id if into is not None else None} - {None}
    if not places:
        return 0
    return len(places) + PlaceEvent.objects.filter(place__in=places).exclude(text="").count()
