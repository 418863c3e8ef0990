"""What the trained lecturers of the sample held, and what the activities of a year add up to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation

from prevenio.activities.models import Activity, ActivityState
from prevenio.region.models import Lecturer, LecturerSession, Project
from prevenio.region.queries.numbers import numbers_of


def hold_sessions(projects: Mapping[int, Project], rows: Sequence[Mapping[str, Any]]) -> None:
    """Whatever was done of the kinds that lecturers hold was held by one of them."""
    LecturerSession.objects.bulk_create(
        session for row in rows for session in _sessions(projects[row["project"]], row["kinds"])
    )


def _sessions(project: Project, kinds: Sequence[str]) -> Iterator[LecturerSession]:
    """In turn by those who had been trained by then."""
    lecturers = list(Lecturer.objects.filter(project=project).order_by("pk"))
    done = Activity.objects.filter(
        initiative__lineage=project.lineage, kind__key__in=kinds, state=ActivityState.DONE
    )
    for turn, activity in enumerate(done.order_by("last_day", "pk")):
        trained = [one for one in lecturers if one.trained_on < activity.last_day]
        if trained:
            yield LecturerSession(lecturer=trained[turn % len(trained)], activity=activity)


def numbers_told(project: Project, year: int) -> list[dict[str, str]]:
    """The numbers of a year as they are kept when it is handed in."""
    with translation.override(project.authority.language):
        return [
            {
                "key": one.measure_key,
                "kind": one.kind,
                "label": one.label,
                "unit": one.unit,
                "number": str(one.number),
            }
            for one in numbers_of(project, year)
        ]
