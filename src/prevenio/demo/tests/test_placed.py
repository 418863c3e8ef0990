"""The ground of the samples: whole, answered for, and shown at the address of the pictures."""

from datetime import UTC, datetime

import pytest

from prevenio.demo.loading import load_samples
from prevenio.people.models import Authority
from prevenio.places.models import Address, Precinct, WorkingGroup
from prevenio.places.queries.answering import answer_for
from prevenio.places.queries.coverage import coverage_of
from prevenio.places.queries.searching import search_addresses

# A Tuesday; 21:40 in Kielce.
EVENING = datetime(2026, 11, 24, 20, 40, tzinfo=UTC)


@pytest.fixture
def samples(db: None) -> dict[str, Authority]:
    load_samples(at=EVENING)
    return {one.slug: one for one in Authority.objects.all()}


def test_every_address_of_the_samples_has_somebody(samples: dict[str, Authority]) -> None:
    for authority in samples.values():
        coverage = coverage_of(authority=authority, day=EVENING.date(), language="en")
        expected = [one for one in coverage.kinds if one.is_expected]
        assert all(one.is_whole for one in expected)
        assert coverage.bare_count == 0
    kielce = Address.objects.filter(authority=samples["kielce"])
    assert kielce.count() == 400
    assert Address.objects.filter(authority=samples["plzen-region"]).count() == 300
    assert WorkingGroup.objects.filter(authority=samples["plzen-region"]).count() == 15


def test_the_answer_of_the_pictures_is_found(samples: dict[str, Authority]) -> None:
    kielce = samples["kielce"]
    found = search_addresses(kielce, "bodzentynska 12").first
    assert found is not None
    answer = answer_for(authority=kielce, lat=found.latitude, lon=found.longitude, at=EVENING)
    assert "Rejon 14, Centrum" in [one.name for one in answer.precincts]
    assert answer.now.phone == "986"
    assert [card.kind for card in answer.people] == [
        "police",
        "city-guard",
        "road-manager",
        "social-worker",
        "councillor",
    ]
    assert answer.people[0].absence is not None


def test_invented_ground_says_so(samples: dict[str, Authority]) -> None:
    assert not Precinct.objects.filter(about="").exists()
