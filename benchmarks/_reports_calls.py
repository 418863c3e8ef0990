"""So many calls to the public interface, made from its own description."""

import json
import logging
import sys

from django.core.management import call_command
from django.utils import timezone

from benchmarks._reports_rows import MIDDLE, add_reports, make_town
from prevenio.api.operations import issue_key
from prevenio.api.tests.asking import ask_anything
from prevenio.reports.models import Report


def main(calls: str) -> None:
    """Prints how many answers were wrong, as the fields of a `Score`; what was wrong goes aside."""
    # Thousands of wrong questions are meant here; only failures of ours are worth a line.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    call_command("migrate", verbosity=0)
    now = timezone.now()
    authority, _user = make_town("reports", now)
    add_reports(authority, 0, 1_300, now)
    _key, secret = issue_key(
        authority=authority, name="Benchmark", daily_limit=100_000, by=None, at=now
    )
    reference = Report.objects.filter(outcome="SOLVED").values_list("reference", flat=True)[0]
    known = {
        "code": "parking",
        "service_code": "parking",
        "reference": reference,
        "token": reference,
        "api_key": secret,
        "lat": str(MIDDLE[0]),
        "long": str(MIDDLE[1]),
        "media_url": "",
        "email": "",
        "jurisdiction_id": "",
    }
    asked = ask_anything(authority.slug, calls=int(calls), by=311, known=known)
    for failure in asked.failures:
        print(failure, file=sys.stderr)
    what = f"wrong answers to {asked.calls:,} calls"
    note = ", ".join(f"{status}: {count}" for status, count in sorted(asked.statuses.items()))
    row = {"what": what, "value": len(asked.failures), "most": 0, "note": note}
    print(json.dumps(row), flush=True)
