"""Categories, rules, reports and places for tests: say only what the test is about."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.places.models import Municipality, Precinct, PrecinctKind
from prevenio.places.tests.factories import (
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.reports.models import (
    Category,
    CategoryVersion,
    ProblemPlace,
    Report,
    ReportState,
    RoutingRule,
    Step,
)
from prevenio.reports.operations import problem_places, taking
from prevenio.reports.operations.rules import Written, add_rule
from prevenio.reports.operations.taking import Sent
from prevenio.reports.tiles import cell_of

# A Monday; two working days later it is Wednesday 4 March, five later Monday 9 March 2026.
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HERE = (50.8660, 20.6286)
_numbers = count(1)


def make_category(authority: Authority, *, code: str = "", **fields: object) -> CategoryVersion:
    """A category with its version in force."""
    number = next(_numbers)
    category = Category.objects.create(authority=authority, code=code or f"category-{number}")
    values = {
        "names": {"pl": "Picie alkoholu", "cs": "Pití alkoholu", "en": "Drinking of alcohol"},
        "icon": "wine",
        "position": number,
        "delay_hours": 0,
        **fields,
    }
    return CategoryVersion.objects.create(category=category, **values)


def make_ground(authority: Authority, *, code: str = "12") -> Precinct:
    """A town and a precinct of the police in it, around `HERE`; nothing else is known."""
    shape = square(HERE[1] - 0.2, HERE[0] - 0.2, 0.4)
    town = make_municipality(authority, name="Kielce", shape=shape)
    kinds = PrecinctKind.objects.filter(authority=authority, code="police")
    kind = kinds.first() or make_precinct_kind(authority)
    return make_precinct(kind, code=code, name=f"Rejon {code}", municipality=town, shape=shape)


def sent_with(version: CategoryVersion, **fields: object) -> Sent:
    """What a resident sends; with a person of their own unless one is named."""
    values: dict[str, Any] = {
        "version": version,
        "latitude": HERE[0],
        "longitude": HERE[1],
        "person_key": f"person-{next(_numbers)}",
        "language": "pl",
        **fields,
    }
    return Sent(**values)


def make_report(
    authority: Authority,
    *,
    version: CategoryVersion | None = None,
    key: str = "",
    at: datetime = MORNING,
    **fields: object,
) -> Report:
    """A report as a resident sends it; the authority gets its ground if it has none."""
    if not Municipality.objects.filter(authority=authority).exists():
        make_ground(authority)
    sent = sent_with(version or make_category(authority), **fields)
    return taking.take(
        authority=authority, sent=sent, form_key=key or f"form-{next(_numbers)}", at=at
    )


def make_partner(authority: Authority) -> Body:
    """A body that hears of what is passed to it."""
    number = next(_numbers)
    return make_body(authority=authority, email=f"partner-{number}@example.org")


def make_rule(
    authority: Authority, body: Body, *, by: User, at: datetime = MORNING, **conditions: object
) -> RoutingRule:
    written = Written(name=f"Rule {next(_numbers)}", conditions=conditions, body=body)
    return add_rule(authority=authority, written=written, by=by, at=at)


def make_problem_place(
    authority: Authority,
    reports: Sequence[Report] = (),
    *,
    by: User | None = None,
    at: datetime = MORNING,
    name: str = "Schody przy parku",
) -> ProblemPlace:
    return problem_places.open_place(
        authority=authority,
        name=name,
        reports=reports or [make_report(authority)],
        by=by,
        at=at,
    )


def make_row(authority: Authority, *, version: CategoryVersion, **fields: object) -> Report:
    """A report as a row alone, wherever it lies: no ground, no events, no journal."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "reference": f"R-ROW-{number}",
        "category": version.category,
        "version": version,
        "latitude": HERE[0],
        "longitude": HERE[1],
        "public_latitude": HERE[0],
        "public_longitude": HERE[1],
        "public_cell": cell_of(*HERE),
        "public_at": MORNING,
        "language": "pl",
        "person_key": f"person-{number}",
        "code_digest": f"digest-{number}",
        "state": ReportState.RECEIVED,
        "step": Step.READ,
        "revision": 1,
        "due_on": MORNING.date(),
        "read_due_on": MORNING.date(),
        "verify_due_on": MORNING.date(),
        "act_due_on": MORNING.date(),
        "received_at": MORNING,
        "changed_at": MORNING,
        **fields,
    }
    values.setdefault("received_on", today_in(authority, values["received_at"]))
    return Report.objects.create(authority=authority, **values)
