"""What is announced: once, in words that any feed can carry."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.journal.models import Entry
from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON, make_authority
from prevenio.subscriptions.models import Announcement
from prevenio.subscriptions.operations.announcing import plain, withdraw
from prevenio.subscriptions.tests.factories import announced

pytestmark = pytest.mark.django_db


def test_announcing_twice_makes_one(authority: Authority) -> None:
    first = announced(authority)
    again = announced(authority)

    assert first.pk == again.pk
    assert Entry.objects.filter(fact="subscriptions.announcement.made").count() == 1
    assert Entry.objects.count() == 1


def test_other_words_are_renewed_under_the_same_number(authority: Authority) -> None:
    first = announced(authority)
    again = announced(authority, title="Inaczej")

    assert again.titles == {"pl": "Inaczej"}
    assert again.number == first.number
    assert Entry.objects.count() == 2


def test_numbers_grow_with_the_journal(authority: Authority) -> None:
    numbers = [announced(authority, f"news:{number}").number for number in range(3)]

    assert numbers == sorted(set(numbers))
    assert numbers == list(Entry.objects.values_list("number", flat=True))


def test_withdrawing_erases_the_words_and_leaves_none_in_the_journal(
    authority: Authority,
) -> None:
    announced(authority, title="Tajemnica")
    withdraw(authority=authority, key="news:1", at=NOON)
    withdraw(authority=authority, key="news:1", at=NOON)
    withdraw(authority=authority, key="unknown", at=NOON)

    one = Announcement.objects.get()
    assert (one.titles, one.withdrawn_at) == ({}, NOON)
    assert "Tajemnica" not in str(list(Entry.objects.values_list("payload", flat=True)))
    assert Entry.objects.count() == 2


def test_the_same_key_in_another_authority_is_another_thing(authority: Authority) -> None:
    announced(authority)
    announced(make_authority(slug="obcowo"))

    assert Announcement.objects.count() == 2


def test_hostile_words_become_plain_ones(authority: Authority) -> None:
    one = announced(authority, title="A\x00B\nC\u202eD \ud800 \uffff" + "x" * 5000)

    assert one.title.startswith("A B CD xxx")
    assert len(one.title) == 300


@given(st.text(max_size=400))
def test_plain_words_can_stand_in_xml(text: str) -> None:
    made = plain(text, 100)

    assert len(made) <= 100
    assert not {category(letter) for letter in made} & {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
