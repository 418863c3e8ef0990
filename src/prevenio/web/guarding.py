"""Keeps machines out of public forms without asking anybody else, and loses nothing of people.

A form carries a signed token with the moment at which it was opened, a field that people never see,
and, only where something is suspicious, a piece of work for the browser. Whoever has no script is
let through after a second press, marked with the doubt: the room lets a person look at it first.
Addresses of visitors are counted under a salt that is forgotten after a day, and never kept.
"""

import hashlib
import hmac
import ipaddress
import json
import re
import secrets
from base64 import b64decode
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from altcha import create_challenge, verify_solution
from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from prevenio.web.counting import count_up, numbers_of

SALT = "prevenio.web.guarding"
SOONEST = timedelta(seconds=3)
LATEST = timedelta(hours=12)
MOST_LINKS = 2
# Calm use by one address, in an hour; and the end of patience, in a day.
CALM, PATIENCE = 3, 40
# About 256 tries of this many rounds: a second or two of a telephone.
_ROUNDS = 2_000
_WORK_LASTS = timedelta(minutes=20)
_DAY = 24 * 3600
# As many bits of an IPv6 address say whose it is.
_OF_A_HOUSEHOLD = 64
_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)
_LONGEST_PROOF = 4_000
_salts: dict[date, str] = {}


class Doubt(StrEnum):
    """Why something was suspicious; kept with what was sent, for whoever looks at it."""

    TRAP = "trap"
    MANY = "many"
    LINKS = "links"


class Again(StrEnum):
    """Why a form is shown once more, with everything that was typed."""

    FORGED = "forged"
    OLD = "old"
    FAST = "fast"
    WORK = "work"
    TOO_MANY = "too_many"


SENTENCES = {
    Again.FORGED: _("The page had to be opened again. Nothing is lost: please send it once more."),
    Again.OLD: _("The page stood open for long. Nothing is lost: please send it once more."),
    Again.FAST: _("That was very quick. Please look it over, then send it once more."),
    Again.WORK: _(
        "We have to make sure that no machine is writing. Wait until the button is ready, then "
        "press it once more. Without scripts it works too; then a person looks at it first."
    ),
    Again.TOO_MANY: _(
        "Very much was sent from this network today. Try again tomorrow, or call us."
    ),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a form may be taken: with `again` it is shown once more, with `doubt` looked at."""

    key: str = ""
    again: Again | None = None
    doubt: Doubt | None = None


class GuardedForm(forms.Form):
    """A public form with its token, its trap and, on suspicion, the proof of work.

    A template draws `guard_token`, `guard_work` and `guard_proof` as they are, and `website` inside
    an element that is hidden from everybody (`hidden`).
    """

    guard_token = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    guard_work = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    guard_proof = forms.CharField(
        required=False, max_length=_LONGEST_PROOF, widget=forms.HiddenInput
    )
    website = forms.CharField(required=False, max_length=500, label=_("Leave this empty"))

    guard_name = "form"
    # Whoever sends it sooner has not read it; none for what is a press and nothing to fill in.
    soonest = SOONEST
    challenge: str = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["website"].widget.attrs.update({"autocomplete": "off", "tabindex": "-1"})
        self.initial["guard_token"] = new_token(self.guard_name, timezone.now())

    def ask_again(self, verdict: Verdict) -> None:
        """Show the form once more with a sentence and whatever it takes to send it again."""
        assert verdict.again is not None
        self.add_error(None, SENTENCES[verdict.again])
        # The form shows what was sent, so what is to be sent next has to stand there.
        data: Any = copy(self.data)
        if verdict.again in (Again.FORGED, Again.OLD):
            data["guard_token"] = new_token(self.guard_name, timezone.now())
        if verdict.again == Again.WORK:
            self.challenge = new_challenge()
            data["guard_work"] = signing.dumps(verdict.key, salt=f"{SALT}.work")
            data["guard_proof"] = ""
        self.data = data


def judge(
    request: HttpRequest,
    form: GuardedForm,
    *texts: str,
    at: datetime,
    also: Sequence["Limit"] = (),
) -> Verdict:
    """Look at a form that holds otherwise; `texts` are what links are counted in.

    `also` are limits besides those of the form: what goes over one of them is taken and looked at,
    whatever work was done. All are counted in one statement.
    """
    key, age = read_token(str(form.data.get("guard_token", "")), form.guard_name, at)
    if age is None:
        return Verdict(again=Again.FORGED)
    if age > LATEST:
        return Verdict(again=Again.OLD)
    if age < form.soonest:
        return Verdict(key, again=Again.FAST)
    limits = (_day_of(form), Limit(f"{form.guard_name}.hour", CALM, 3600), *also)
    too_many, many, *others = over_limits(request, limits, at=at)
    if too_many:
        return Verdict(key, again=Again.TOO_MANY)
    doubt = _doubt(form, texts, is_many=many)
    if doubt is None or _has_worked(form, at):
        return Verdict(key, doubt=Doubt.MANY if any(others) else None)
    if doubt != Doubt.TRAP and not _was_asked(form, key):
        return Verdict(key, again=Again.WORK)
    return Verdict(key, doubt=doubt)


def new_token(name: str, at: datetime) -> str:
    """A token that says which form it is, when it was opened, and a key of its own."""
    said = {"f": name, "k": secrets.token_hex(16), "t": int(at.timestamp())}
    return signing.dumps(said, salt=SALT)


def read_token(token: str, name: str, at: datetime) -> tuple[str, timedelta | None]:
    """The key of a form and its age; no age where the token was forged or is another form's."""
    try:
        said = signing.loads(token, salt=SALT)
        if said["f"] != name:
            return "", None
        return str(said["k"]), at - datetime.fromtimestamp(int(said["t"]), at.tzinfo)
    except (signing.BadSignature, KeyError, TypeError, ValueError, OverflowError):
        return "", None


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, behind as many proxies as the settings trust.

    The last trusted proxy wrote the last address but so many; what stands before it was written
    by whoever asked, and is believed by nobody.
    """
    hops = int(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if hops == 0:
        return direct
    passed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    told = [one.strip() for one in passed if one.strip()]
    return told[-hops] if len(told) >= hops else direct


def visitor_key(request: HttpRequest, *, at: datetime) -> str:
    """A visitor for one day: the salt is forgotten with it, so nobody is known again."""
    salt, network = _salt_of(at.date()), network_of(client_address(request))
    return hmac.new(salt.encode(), network.encode(), hashlib.sha256).hexdigest()


def network_of(address: str) -> str:
    """Whose an address is: of IPv6 the first half, since a household has the other to itself.

    An IPv4 address that is written as IPv6 is itself; what is no address stays as it was told.
    """
    try:
        told = ipaddress.ip_address(address.strip())
    except ValueError:
        return address
    if isinstance(told, ipaddress.IPv4Address):
        return str(told)
    if told.ipv4_mapped is not None:
        return str(told.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(told), _OF_A_HOUSEHOLD), strict=False))


def _salt_of(day: date) -> str:
    """The same in every process; each asks for it once a day and then knows no other."""
    if day not in _salts:
        name = f"guard-salt-{day.isoformat()}"
        salt = cache.get_or_set(name, lambda: secrets.token_hex(32), 2 * _DAY) or ""
        _salts.clear()
        _salts[day] = salt
    return _salts[day]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many of an action in a span of time."""

    action: str
    most: int
    seconds: int


def over_limits(
    request: HttpRequest, limits: Sequence[Limit], *, at: datetime, by: int = 1
) -> Sequence[bool]:
    """Count one more, or so many, of each action by a visitor; which are more than is allowed.

    One statement, however many limits.
    """
    names = [_counter(request, one, at) for one in limits]
    ends = {name: _end_of(one, at) for name, one in zip(names, limits, strict=True)}
    numbers = count_up(ends, by=by)
    return [numbers[name] > one.most for name, one in zip(names, limits, strict=True)]


def over_limit(
    request: HttpRequest, action: str, most: int, seconds: int, *, at: datetime, by: int = 1
) -> bool:
    """Count one more of an action by a visitor; whether it is more than `most` in the time."""
    return over_limits(request, [Limit(action, most, seconds)], at=at, by=by)[0]


def is_at_limit(
    request: HttpRequest, action: str, most: int, seconds: int, *, at: datetime
) -> bool:
    """Whether a visitor has done as much of an action as is allowed; counts nothing."""
    name = _counter(request, Limit(action, most, seconds), at)
    return numbers_of([name]).get(name, 0) >= most


def is_first(request: HttpRequest, action: str, *, at: datetime) -> bool:
    """Whether a visitor does something for the first time today."""
    return not over_limit(request, f"once.{action}", 1, _DAY, at=at)


def _day_of(form: GuardedForm) -> Limit:
    return Limit(f"{form.guard_name}.day", PATIENCE, _DAY)


def _counter(request: HttpRequest, limit: Limit, at: datetime) -> str:
    part = int(at.timestamp()) // limit.seconds
    return f"{limit.action}-{part}-{visitor_key(request, at=at)[:32]}"


def _end_of(limit: Limit, at: datetime) -> datetime:
    part = int(at.timestamp()) // limit.seconds
    return datetime.fromtimestamp((part + 1) * limit.seconds, at.tzinfo)


def new_challenge() -> str:
    """A piece of work in the format of ALTCHA (version 2), as JSON."""
    challenge = create_challenge(
        "PBKDF2/SHA-256",
        _ROUNDS,
        expires_at=timezone.now() + _WORK_LASTS,
        hmac_secret=_work_secret(),
    )
    return json.dumps(challenge.to_dict())


def is_proof(proof: str) -> bool:
    """Whether a browser has done a piece of work of ours in time; each counts once."""
    if not proof or len(proof) > _LONGEST_PROOF:
        return False
    if not verify_solution(proof, _work_secret()).verified:
        return False
    # By the signature: what else a proof says could be changed to let it count again.
    work = json.loads(b64decode(proof))["challenge"]["signature"]
    return bool(cache.add(f"guard-proof-{work}", 1, int(_WORK_LASTS.total_seconds()) + 60))


def _doubt(form: GuardedForm, texts: Sequence[str], *, is_many: bool) -> Doubt | None:
    if form.data.get("website"):
        return Doubt.TRAP
    if is_many:
        return Doubt.MANY
    if sum(len(_LINK.findall(text)) for text in texts) > MOST_LINKS:
        return Doubt.LINKS
    return None


def _has_worked(form: GuardedForm, at: datetime) -> bool:
    return not form.data.get("website") and is_proof(str(form.data.get("guard_proof", "")))


def _was_asked(form: GuardedForm, key: str) -> bool:
    """Whether this form was shown with its piece of work already."""
    try:
        return bool(signing.loads(str(form.data.get("guard_work", "")), salt=f"{SALT}.work") == key)
    except signing.BadSignature:
        return False


def _work_secret() -> str:
    return salted_hmac(f"{SALT}.work", "secret", algorithm="sha256").hexdigest()
