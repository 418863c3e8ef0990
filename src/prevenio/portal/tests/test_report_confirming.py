"""Somebody else sees it too, or says that it is gone: a receipt, and nothing of other people."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from prevenio.people.models import Authority
from prevenio.portal.tests.test_report_form import AT, SEND, category, filled
from prevenio.portal.tests.test_report_receipt import (
    NOW,
    address_of,
    confirming,
    open_with,
    public,
    report,
)
from prevenio.reports import receipts
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.operations.confirming import confirm
from prevenio.reports.operations.taking import When, WhenUnclear
from prevenio.reports.person_keys import key_of_contact
from prevenio.reports.tests.factories import make_category, make_ground, make_report
from prevenio.web import guarding

__all__ = ["category", "report"]
pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")


@pytest.mark.parametrize(("act", "is_there"), [("there", True), ("gone", False)])
def test_neighbour_confirms_and_gets_a_receipt(
    client: Client, report: Report, act: str, is_there: bool
) -> None:
    form = confirming(act, email="jan@example.org")
    page = client.post(address_of(report), form).content.decode()

    made = report.confirmations.get()
    assert (made.is_there, made.is_counted) == (is_there, True)
    assert receipts.digest_of(words_on(page)) == made.code_digest
    assert "The report that you" in open_with(client, words_on(page))
    assert "jan@example.org" not in public(client, report)
    assert words_on(client.post(address_of(report), form).content.decode()) == words_on(page)
    assert report.confirmations.count() == 1


def words_on(page: str) -> str:
    found = re.search(r"data-receipt-words>([^<]+)<", page)
    assert found is not None
    return found[1]


def without_what_is_by_chance(page: str) -> str:
    return re.sub(r"data-receipt-words>[^<]+<|nonce=\S+|value=\"\S+\"", "", page)


@pytest.mark.parametrize("act", ["there", "gone"])
def test_nobody_learns_who_reported_or_confirmed_by_saying_so_with_their_address(
    client: Client,
    authority: Authority,
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
    act: str,
) -> None:
    monkeypatch.setattr(guarding, "CALM", 100)
    report.person_key = key_of_contact(authority, "jan@example.org")
    report.save()
    client.post(address_of(report), confirming(act, email="ewa@example.org"))
    events = report.events.count()
    answers, opened = set(), set()
    for who in ("jan", "ewa", "nobody.yet"):
        form = confirming(act, email=f"{who}@example.org")
        answer = client.post(address_of(report), form)
        page = answer.content.decode()
        answers.add((answer.status_code, without_what_is_by_chance(page)))
        words = words_on(page)
        opened.add(without_what_is_by_chance(open_with(client, words)).replace(words, ""))
        known = report.confirmations.filter(is_counted=True)
        assert known.count() == (2 if who == "nobody.yet" else 1)

    assert len(answers) == len(opened) == 1
    # Only what is new is a step of the report, and only its address is written to.
    assert report.events.count() == events + 1
    told = report.confirmations.exclude(email="").values_list("email", flat=True)
    assert set(told) == {"ewa@example.org", "nobody.yet@example.org"}


def test_whoever_goes_back_may_say_the_other_thing(client: Client, report: Report) -> None:
    form = confirming("there", email="jan@example.org")
    client.post(address_of(report), form)
    client.post(address_of(report), {**form, "act": "gone"})

    said = report.confirmations.filter(is_counted=True).values_list("is_there", flat=True)
    assert sorted(said) == [False, True]


@pytest.mark.parametrize(
    "fields", [{"guard_token": "forged"}, {"email": "no address"}, {"email": "a" * 5000}]
)
def test_bad_confirmations_are_told(client: Client, report: Report, fields: dict[str, str]) -> None:
    page = client.post(address_of(report), confirming("there", **fields)).content.decode()

    assert "govuk-error-summary" in page
    assert not report.confirmations.exists()


def test_similar_report_nearby_can_be_confirmed_instead(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    known = make_report(authority, version=category, at=NOW - timedelta(days=3))
    page = client.get(SEND, {"category": "alcohol", **AT})
    assert f'value="confirm:{known.key}"' in page.content.decode()

    form = filled(act=f"confirm:{known.key}")
    answer = client.post(SEND, form).content.decode()

    confirmation = known.confirmations.get()
    assert receipts.digest_of(words_on(answer)) == confirmation.code_digest
    assert confirmation.is_there
    assert Report.objects.count() == 1


def test_confirming_instead_needs_no_words_and_loses_none(
    client: Client, authority: Authority
) -> None:
    make_ground(authority)
    category = make_category(authority, code="alcohol", needs_words=True)
    known = make_report(authority, version=category, words="Co noc", at=NOW - timedelta(days=3))
    form = filled(act=f"confirm:{known.key}", phone="41 123")
    asked = client.post(SEND, {**form, "guard_token": "forged"}).content.decode()
    assert "had to be opened again" in asked
    assert 'value="41 123"' in asked
    token = re.search(r'name="guard_token" value="([^"]+)"', asked)
    assert token is not None
    assert token[1] != "forged"

    client.post(SEND, form)
    assert known.confirmations.count() == 1


def test_what_does_not_go_along_with_a_confirmation_can_still_be_sent(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    known = make_report(authority, version=category, at=NOW - timedelta(days=3))
    page = client.get(SEND, {"category": "alcohol", **AT}).content.decode()
    assert page.index("Words, photos and answers are not sent") < page.index("confirm:")

    form = filled(act=f"confirm:{known.key}", words="Zostaje")
    answer = client.post(SEND, form).content.decode()
    assert "your own report was not" in answer
    assert "data-forget" not in answer
    own = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer))
    assert "Zostaje</textarea>" in client.post(SEND, own).content.decode()

    plain = client.post(SEND, filled(act=f"confirm:{known.key}", from_hour="1", to_hour="2"))
    assert "your own report was not" not in plain.content.decode()


@pytest.mark.parametrize("key", ["x", "00000000-0000-0000-0000-000000000000", "\x00", ""])
def test_confirming_nonsense_shows_the_page_again(
    client: Client, category: CategoryVersion, key: str
) -> None:
    answer = client.post(SEND, filled(act=f"confirm:{key}", words="Zostaje"))

    assert "Zostaje</textarea>" in answer.content.decode()
    assert not Report.objects.exists()


def test_whoever_confirms_may_say_when_it_happens(client: Client, report: Report) -> None:
    page = public(client, report)
    acts = page[page.index('class="report-acts"') :]
    folded = acts[acts.index("<details>") : acts.index("</details>")]
    assert 'name="weekdays"' in folded
    assert 'name="to_hour"' in folded
    when = {"weekdays": ["4", "5"], "from_hour": "21", "to_hour": "2"}
    client.post(address_of(report), confirming("there", **when))

    made = report.confirmations.get()
    assert (made.weekdays, made.from_hour, made.to_hour) == (1 << 4 | 1 << 5, 21, 2)


def test_half_of_the_hours_is_told_and_the_question_stands_open(
    client: Client, report: Report
) -> None:
    page = client.post(address_of(report), confirming("there", from_hour="21")).content.decode()

    assert "govuk-error-summary" in page
    assert "<details open>" in page
    assert not report.confirmations.exists()
    with pytest.raises(WhenUnclear):
        confirm(
            report=report,
            is_there=True,
            person_key="p",
            form_key="f",
            when=When(from_hour=21),
            language="en",
            at=NOW,
        )


def test_what_is_gone_happens_at_no_time(client: Client, report: Report) -> None:
    client.post(address_of(report), confirming("gone", weekdays=["4"]))

    assert report.confirmations.get().weekdays == 0


def test_confirming_instead_takes_along_when_it_happens(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    known = make_report(authority, version=category, at=NOW - timedelta(days=3))
    client.post(SEND, filled(act=f"confirm:{known.key}", weekdays=["6"]))

    assert known.confirmations.get().weekdays == 1 << 6
