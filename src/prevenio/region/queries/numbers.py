"""What the activities of a project add up to; nothing is typed twice."""

from collections.abc import Sequence

from prevenio.activities.queries.public import (
    PublicTotal,
    public_activities,
    public_totals_of,
)
from prevenio.region.models import Project


def numbers_of(project: Project, year: int) -> Sequence[PublicTotal]:
    """The numbers of a year's activities of a project, of public kinds only. Two statements.

    An account of a year is shown to residents: numbers of other kinds stay with the activities.
    """
    done = public_activities(authority=project.authority, initiative=project.lineage, year=year)
    return public_totals_of(done)
