"""Assessed periods for tests: say only what the test is about."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from django.urls import reverse

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.programme.models import Action
from prevenio.returns import operations as returns
from prevenio.returns.content import Content, Count
from prevenio.returns.models import ActionReturn, Outcome, ReportingPeriod
from prevenio.returns.tests.factories import make_action, make_version, open_year, submit
from prevenio.reviews import operations
from prevenio.reviews.models import Degree, Verdict
from prevenio.reviews.queries.board import periods_with_review

# After the returns of 2022 were due, and after the sitting and the session that tests speak of.
LATER = datetime(2023, 4, 3, 9, 0, tzinfo=UTC)
OPINION = operations.Opinion(
    date(2023, 2, 28), "2/2023", "Pozytywna.", "Zofia Przykładowa", "Prezydent Miasta"
)
COUNCIL_DAY = date(2023, 3, 30)


def make_head(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.HEAD_OF_BUREAU, name="Helena Dyrektor")


def make_period(
    authority: Authority,
    by: User,
    codes: Sequence[str] = ("1.1", "1.2", "2.1"),
    fields: Mapping[str, Mapping[str, object]] | None = None,
    body: str = "PSP",
) -> ReportingPeriod:
    """The year 2022 with one action for each code, all led by one body; nobody certifies."""
    lead = make_body(authority=authority, short_name=body, name="Straż", email="psp@example.org")
    version = make_version(authority)
    for code in codes:
        make_action(version, lead, code=code, **(fields or {}).get(code, {}))  # type: ignore[arg-type]
    period = open_year(version, by, needs_certifier=False)
    return fresh(period)


def fresh(period: ReportingPeriod) -> ReportingPeriod:
    return periods_with_review().get(pk=period.pk)


def action(period: ReportingPeriod, code: str) -> Action:
    return period.version.actions.get(code=code)


def accept(
    period: ReportingPeriod,
    code: str,
    by: User,
    *,
    outcome: str = Outcome.DONE,
    counts: tuple[Count, ...] = (),
    at: datetime | None = None,
) -> ActionReturn:
    """Send the return of an action as its body, and accept it as the bureau."""
    found = ActionReturn.objects.get(period=period, action__code=code)
    content = Content(outcome, "Zrobiono.", "Nie było chętnych.", counts)
    found = submit(found, content=content, **({"at": at} if at else {}))
    return returns.accept_return(action_return=found, by=by, at=at or found.submitted_at)  # type: ignore[arg-type]


def assess(
    period: ReportingPeriod,
    by: User,
    degrees: Mapping[str, str],
    **said: object,
) -> None:
    """Judge actions by their code, all in one way but for the degree."""
    for code, degree in degrees.items():
        operations.assess_action(
            period=period,
            action=action(period, code),
            judgement=operations.Judgement(Degree(degree), **said),  # type: ignore[arg-type]
            by=by,
            at=LATER,
        )


def assess_all(period: ReportingPeriod, by: User, degree: Degree = Degree.FULL) -> None:
    codes = period.version.actions.values_list("code", flat=True)
    assess(period, by, dict.fromkeys(codes, degree))


def change(period: ReportingPeriod, by: User, code: str, *, verdict: str = Verdict.CHANGE) -> None:
    """Judge that an action should change."""
    assess(period, by, {code: Degree.PARTLY}, verdict=verdict, finding="Za mało zajęć.")


def make_published(period: ReportingPeriod, head: User) -> ReportingPeriod:
    """Take a period all the way: assessed, commission, council, published."""
    assess_all(period, head)
    operations.hand_to_commission(period=period, by=head, at=LATER)
    operations.record_opinion(period=period, opinion=OPINION, by=head, at=LATER)
    operations.record_council(period=period, on=COUNCIL_DAY, number="LV/1", by=head, at=LATER)
    operations.publish_review(period=period, by=head, at=LATER)
    return fresh(period)


def bodies_of(period: ReportingPeriod) -> list[Body]:
    return list(Body.objects.filter(authority=period.authority).order_by("pk"))


def address_of(name: str, *args: object) -> str:
    """The address of a page of this room, inside the authority that every test knows."""
    urls = "prevenio.config.authority_urls"
    return "/testowo" + reverse(f"reviews:{name}", args=args, urlconf=urls)
