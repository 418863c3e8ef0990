"""A period of many bodies in a database of its own, for servers that are killed.

Run as a module with PREVENIO_DATA set; prints JSON: for each body its token, code and return.
"""

import json
from datetime import timedelta

import django

BODIES = 15


def main() -> None:
    django.setup()

    from django.core.management import call_command
    from django.utils import timezone

    from prevenio.kernel.working_days import working_day_from
    from prevenio.people.tests.factories import make_authority, make_body
    from prevenio.returns.models import Purpose
    from prevenio.returns.operations.links import issue_link
    from prevenio.returns.tests import factories
    from prevenio.returns.tokens import token_of

    call_command("migrate", verbosity=0)
    authority = make_authority(slug="testowo")
    coordinator = factories.make_coordinator(authority)
    version = factories.make_version(authority)
    now = timezone.now()
    for number in range(1, BODIES + 1):
        body = make_body(authority=authority, email=f"p{number}@example.org")
        factories.make_action(version, body, code=f"1.{number}")
        factories.make_certifier(body, coordinator, at=now)
    opens_on = now.date() - timedelta(days=1)
    due_on = working_day_from(now.date(), 10, country=authority.country)
    period = factories.open_year(version, coordinator, at=now, opens_on=opens_on, due_on=due_on)
    doors = []
    for one in period.returns.select_related("body").order_by("pk"):
        link, code = issue_link(
            period=period, body=one.body, purpose=Purpose.REPORT, by=coordinator, at=now
        )
        doors.append([token_of(link), code, one.pk])
    print(json.dumps(doors))


if __name__ == "__main__":
    main()
