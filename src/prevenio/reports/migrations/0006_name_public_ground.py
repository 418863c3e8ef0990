"""What residents read of the reports there are: the day, and what lies in the middle of the square."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_AT_ONCE = 500


class _Drawn:
    """Boundaries of all times, those first that name a point."""

    def __init__(self, rows: Sequence[tuple[int, date | None, date | None, Any]]) -> None:
        self._spans = [row[:3] for row in rows]
        self._tree = shapely.STRtree(shapely.from_wkb([bytes(row[3]) for row in rows]))

    def at(self, latitude: float, longitude: float, day: date) -> Any:
        point = shapely.Point(longitude, latitude)
        for found in sorted(self._tree.query(point, predicate="intersects")):
            pk, first, last = self._spans[found]
            if (first is None or first <= day) and (last is None or day <= last):
                return pk
        return None


def name_public_ground(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    reports = apps.get_model("reports", "Report").objects
    boundaries = apps.get_model("places", "Boundary").objects
    for authority in apps.get_model("people", "Authority").objects.order_by("pk"):
        zone = ZoneInfo(authority.time_zone)
        drawn = boundaries.filter(authority=authority)
        towns = _drawn(drawn.exclude(municipality=None), "municipality")
        precincts = _drawn(drawn.exclude(precinct=None), "precinct", "kind__position", "kind__code")
        changed = []
        for one in reports.filter(authority=authority).order_by("pk").iterator(_AT_ONCE):
            one.received_on = one.received_at.astimezone(zone).date()
            where = one.public_latitude, one.public_longitude, one.received_on
            one.public_municipality_id = towns.at(*where)
            one.public_precinct_id = precincts.at(*where)
            changed.append(one)
        columns = ["received_on", "public_municipality", "public_precinct"]
        reports.bulk_update(changed, columns, batch_size=_AT_ONCE)


def _drawn(rows: Any, of: str, *before: str) -> _Drawn:
    order = [f"{of}__{name}" for name in (*before, "code", "name", "pk")]
    return _Drawn(rows.order_by(*order).values_list(f"{of}_id", "first_day", "last_day", "shape"))


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_public_ground_and_day'),
    ]

    operations = [
        migrations.RunPython(name_public_ground, migrations.RunPython.noop),
    ]
