"""A sample authority with a row of everything, for the tests that walk all addresses."""

from datetime import UTC, datetime, timedelta

import pytest

from prevenio.demo.loading import load_samples
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, BodyAlias, BodyMember, Invitation, Role
from prevenio.programme.models import (
    Chapter,
    ImportDraft,
    Programme,
    ProgrammeVersion,
    Proposal,
    SourceDocument,
    Waiver,
)
from tests.architecture.addresses import person_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def theirs(db: None) -> Authority:
    """One sample authority with a row of everything; the other one is the stranger's."""
    load_samples(at=NOW)
    authority = Authority.objects.get(slug="kielce")
    programme, person = Programme.objects.get(authority=authority), person_of(authority)
    group, member = Body.objects.filter(authority=authority).order_by("pk")[:2]
    version = ProgrammeVersion.objects.get(programme=programme)
    source = SourceDocument.objects.create(
        authority=authority, name="a.txt", form="text", sha256="0" * 64, file="a.txt", stored_at=NOW
    )
    Chapter.objects.filter(version=version).delete()
    Chapter.objects.create(version=version, position=1, number="I", title="Wstęp")
    BodyAlias.objects.create(body=group, name="Dawna nazwa")
    BodyMember.objects.filter(group__authority=authority).delete()
    BodyMember.objects.create(group=group, member=member)
    ImportDraft.objects.create(authority=authority, source=source, started_at=NOW)
    Invitation.objects.create(
        authority=authority,
        email="new@example.org",
        role=Role.READER,
        invited_by=person,
        invited_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )
    Notice.objects.create(
        authority_id=authority.pk, to="new@example.org", subject="S", text="T", written_at=NOW
    )
    Proposal.objects.create(programme=programme, text="Więcej lamp", by=person, at=NOW)
    Waiver.objects.create(
        programme=programme, code="K-146", fingerprint="0" * 64, reason="Wie", by=person, at=NOW
    )
    return authority
