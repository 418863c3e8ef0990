"""The guard of public forms: its token, its trap, its limits, its piece of work."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import altcha
import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from prevenio.web import guarding
from prevenio.web.counting import forget_ended
from prevenio.web.guarding import Again, Doubt, GuardedForm

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def forget(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sent(
    fields: Mapping[str, Any] | None = None, *, age: timedelta = MINUTE, name: str = "form"
) -> GuardedForm:
    token = guarding.new_token(name, NOW - age)
    form = GuardedForm({"guard_token": token, **(fields or {})})
    assert form.is_valid()
    return form


def request(address: str = "192.0.2.1", passed: str = "") -> HttpRequest:
    made = RequestFactory().post("/", REMOTE_ADDR=address)
    made.META["HTTP_X_FORWARDED_FOR"] = passed
    return made


def judged(form: GuardedForm, *texts: str, of: HttpRequest | None = None) -> guarding.Verdict:
    return guarding.judge(of or request(), form, *texts, at=NOW)


def test_a_person_is_let_through() -> None:
    verdict = judged(sent(), "A question")

    assert (verdict.again, verdict.doubt) == (None, None)
    assert len(verdict.key) == 32


@pytest.mark.parametrize(
    ("age", "again"),
    [
        (timedelta(seconds=1), Again.FAST),
        (timedelta(hours=13), Again.OLD),
        (-MINUTE, Again.FAST),
    ],
)
def test_too_fast_and_too_old_are_asked_again(age: timedelta, again: Again) -> None:
    assert judged(sent(age=age)).again == again


def test_one_press_on_what_was_read_is_never_too_fast() -> None:
    form = sent(age=timedelta(0))
    form.soonest = timedelta(0)

    assert judged(form).again is None


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "x" * 399])
def test_a_forged_token_is_asked_again_with_a_new_one(token: str) -> None:
    form = GuardedForm({"guard_token": token})
    form.is_valid()
    verdict = judged(form)

    assert verdict.again == Again.FORGED
    form.ask_again(verdict)
    _key, age = guarding.read_token(str(form.data["guard_token"]), "form", datetime.now(UTC))
    assert age is not None


def test_the_token_of_one_form_is_no_token_of_another() -> None:
    assert judged(sent(name="other")).again == Again.FORGED


def test_what_fills_in_the_trap_is_doubted_and_no_work_helps() -> None:
    verdict = judged(sent({"website": "https://spam.example", "guard_proof": proof()}))

    assert (verdict.again, verdict.doubt) == (None, Doubt.TRAP)


def proof(challenge: str = "") -> str:
    known = json.loads(challenge or guarding.new_challenge())
    solution = altcha.solve_challenge(altcha.Challenge.from_dict(known))
    assert solution is not None
    said = {"challenge": known, "solution": solution.to_dict()}
    return base64.b64encode(json.dumps(said).encode()).decode()


LINKS = "http://a.example http://b.example www.c.example"


def test_many_links_ask_for_work_and_the_proof_lets_them_through() -> None:
    form = sent()
    verdict = judged(form, LINKS)
    assert verdict.again == Again.WORK
    form.ask_again(verdict)
    assert form.challenge

    worked = GuardedForm({**form.data, "guard_proof": proof(form.challenge)})
    assert worked.is_valid()
    assert judged(worked, LINKS).doubt is None


def test_without_script_the_second_press_is_taken_and_doubted() -> None:
    form = sent()
    form.ask_again(judged(form, LINKS))

    again = GuardedForm(form.data)
    assert again.is_valid()
    verdict = judged(again, LINKS)
    assert (verdict.again, verdict.doubt) == (None, Doubt.LINKS)


def test_a_proof_counts_once_and_only_ours() -> None:
    done = proof()
    assert guarding.is_proof(done)
    assert not guarding.is_proof(done)

    said = json.loads(base64.b64decode(proof()))
    said["challenge"]["parameters"]["cost"] = 1
    forged = base64.b64encode(json.dumps(said).encode()).decode()
    for wrong in (forged, "", "x", "e30=", "x" * 5_000, base64.b64encode(b"[1]").decode()):
        assert not guarding.is_proof(wrong)


def test_the_same_proof_in_other_words_counts_no_more() -> None:
    done = proof()
    assert guarding.is_proof(done)
    said = json.loads(base64.b64decode(done))
    said["solution"]["time"] = 12.5

    assert not guarding.is_proof(base64.b64encode(json.dumps(said).encode()).decode())


def test_many_forms_of_one_address_ask_for_work_then_for_patience() -> None:
    verdicts = [judged(sent()) for _number in range(guarding.PATIENCE + 1)]

    assert [one.again for one in verdicts[: guarding.CALM]] == [None] * guarding.CALM
    assert verdicts[guarding.CALM].again == Again.WORK
    assert verdicts[-1].again == Again.TOO_MANY
    assert judged(sent(), of=request("192.0.2.2")).again is None


@pytest.mark.parametrize(
    ("hops", "passed", "address"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        (2, "1.1.1.1, 203.0.113.5, 198.51.100.7", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, " , ,", "192.0.2.1"),
    ],
)
def test_the_address_is_the_one_that_a_trusted_proxy_wrote(
    hops: int, passed: str, address: str
) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=hops):
        assert guarding.client_address(request(passed=passed)) == address


def test_visitors_are_known_for_a_day_and_by_no_address() -> None:
    today = guarding.visitor_key(request(), at=NOW)
    assert today == guarding.visitor_key(request(), at=NOW + timedelta(hours=1))
    assert today != guarding.visitor_key(request(), at=NOW + timedelta(days=1))
    assert "192.0.2" not in today


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:0DB8:1:2::9%eth0", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("", "unknown", False),
        ("[2001:db8::1]:443", "999.0.2.1", False),
        ("fe80::1%", "\x00", False),
    ],
)
def test_a_household_is_one_visitor_however_many_addresses_it_has(
    one: str, other: str, is_same: bool
) -> None:
    keys = {guarding.visitor_key(request(address), at=NOW) for address in (one, other)}
    assert (len(keys) == 1) is is_same


def test_the_first_time_of_a_visitor_is_told_once() -> None:
    assert guarding.is_first(request(), "vote", at=NOW)
    assert not guarding.is_first(request(), "vote", at=NOW)
    assert guarding.is_first(request("192.0.2.2"), "vote", at=NOW)


def test_a_limit_lasts_for_its_whole_time_however_calm_it_is_between() -> None:
    for minutes in (0, 6, 12):
        at = NOW + timedelta(minutes=minutes)
        assert not guarding.over_limit(request(), "calm", 3, 3600, at=at)
    assert guarding.over_limit(request(), "calm", 3, 3600, at=NOW + timedelta(minutes=59))
    assert not guarding.over_limit(request(), "calm", 3, 3600, at=NOW + timedelta(minutes=60))


def test_several_limits_are_counted_in_one_statement(django_assert_max_num_queries: Any) -> None:
    guarding.visitor_key(request(), at=NOW)
    limits = [guarding.Limit("one", 1, 60), guarding.Limit("two", 2, 60)]
    with django_assert_max_num_queries(1):
        assert guarding.over_limits(request(), limits, at=NOW) == [False, False]
    assert guarding.over_limits(request(), limits, at=NOW) == [True, False]


def test_counts_are_forgotten_once_their_time_has_passed() -> None:
    guarding.over_limit(request(), "short", 3, 60, at=NOW)
    guarding.over_limit(request(), "long", 3, 24 * 3600, at=NOW)
    assert forget_ended(at=NOW + timedelta(minutes=2)) == 1
    assert guarding.is_at_limit(request(), "long", 1, 24 * 3600, at=NOW)
