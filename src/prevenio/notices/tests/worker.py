"""A worker in a process of its own, on the database of the test, that can be killed.

Its one argument is a JSON object: the database, and how many minutes its clock is ahead.
"""

import json
import sys
from datetime import timedelta

import django
from django.conf import settings
from django.utils import timezone


def main() -> None:
    asked = json.loads(sys.argv[1])
    settings.DATABASES["default"] |= asked["database"]
    django.setup()

    from prevenio.notices import delivery, queries

    at = timezone.now() + timedelta(minutes=asked["ahead"])
    delivery.set_aside_doubtful(at=at)
    for notice_id in queries.due_notices(at=at):
        delivery.deliver_notice(notice_id=notice_id, at=at)


if __name__ == "__main__":
    main()
