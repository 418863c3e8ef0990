"""How often a visitor does something: several counts go up in one statement.

The cache is no place for them: it takes half a dozen statements for each, and forgets how long a
number was to last when it goes up.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from prevenio.web.models import VisitorCount


def count_up(names: Mapping[str, datetime], *, by: int = 1) -> Mapping[str, int]:
    """Let counts go up, each new one lasting until its moment; the numbers by name.

    One statement. Names are sorted, so that two who count the same ones never wait for each other
    crosswise.
    """
    in_order = sorted(names)
    if not in_order:
        return {}
    table = connection.ops.quote_name(VisitorCount._meta.db_table)
    rows = ", ".join(["(%s, %s, %s)"] * len(in_order))
    # Django has no word for "more than there was" in an insert that finds its row.
    statement = (
        f"INSERT INTO {table} (name, number, ends_at) VALUES {rows} "
        f"ON CONFLICT (name) DO UPDATE SET number = {table}.number + EXCLUDED.number "
        "RETURNING name, number"
    )
    adapt = connection.ops.adapt_datetimefield_value
    values = [value for name in in_order for value in (name, by, adapt(names[name]))]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def numbers_of(names: Sequence[str]) -> Mapping[str, int]:
    """How far counts have gone; those that do not exist are left out. One statement."""
    rows = VisitorCount.objects.filter(pk__in=names)
    return dict(rows.values_list("name", "number"))


def forget_ended(*, at: datetime) -> int:
    """Erase the counts whose span has ended; how many it were."""
    return VisitorCount.objects.filter(ends_at__lt=at).delete()[0]
