"""What the sample offices say of themselves: imprint and accessibility statements, all invented."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from prevenio.people.access import today_in
from prevenio.people.models import AccessibilityStatement, Authority, Conformance, Imprint

_FILE = Path(__file__).parent / "data_files" / "sites.json"


def state_sample_site(authority: Authority, at: datetime) -> None:
    """The imprint, and one statement for each language that the sample has words for."""
    words = json.loads(_FILE.read_text("utf-8"))[authority.slug]
    Imprint.objects.create(authority=authority, **words["imprint"])
    today = today_in(authority, at)
    AccessibilityStatement.objects.bulk_create(
        AccessibilityStatement(
            authority=authority,
            language=language,
            conformance=Conformance.PARTIAL,
            published_on=today - timedelta(days=365),
            changed_on=today - timedelta(days=30),
            prepared_on=today - timedelta(days=300),
            reviewed_on=today - timedelta(days=20),
            contact_email=words["imprint"]["email"],
            contact_phone=words["imprint"]["phone"],
            **said,
        )
        for language, said in words["statements"].items()
        if language in authority.languages
    )
