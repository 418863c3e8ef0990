"""Reports on Poland's national map of threats, and contacts with district officers, as figures."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from prevenio.activities.operations.catalogue import load_pack as load_kinds
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.indicators import sources
from prevenio.indicators.formulas import needs_of, parse
from prevenio.indicators.models import Indicator, IndicatorClass
from prevenio.indicators.operations.packs import fill_from_pack, load_pack
from prevenio.indicators.packs import passports_of
from prevenio.indicators.queries.public import public_listing, public_series
from prevenio.indicators.queries.series import points_for, series_of_one
from prevenio.indicators.tests.factories import MORNING, TODAY, make_value
from prevenio.people.models import Authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(authority: Authority) -> dict[str, Indicator]:
    load_pack(authority=authority, by=None, at=MORNING)
    rows = Indicator.objects.filter(authority=authority).select_related("authority")
    return {one.code: one for one in rows}


def test_confirmed_share_follows_from_the_reports_of_a_year(figures: dict[str, Indicator]) -> None:
    make_value(figures["KMZB-1"], 2024, 1200)
    make_value(figures["KMZB-2"], 2024, 540)

    points = series_of_one(figures["KMZB-3"], today=TODAY).points

    assert points[-1].number == Decimal("0.45")


def test_year_without_reports_has_no_share(figures: dict[str, Indicator]) -> None:
    make_value(figures["KMZB-1"], 2024, 0)
    make_value(figures["KMZB-2"], 2024, 0)

    points = series_of_one(figures["KMZB-3"], today=TODAY).points

    assert {one.number for one in points} == {None}


def test_few_confirmed_reports_are_not_shown_to_residents(figures: dict[str, Indicator]) -> None:
    make_value(figures["KMZB-1"], 2024, 40)
    make_value(figures["KMZB-2"], 2024, 3)

    confirmed, share = figures["KMZB-2"], figures["KMZB-3"]
    shown = public_series([confirmed, share], today=TODAY)

    assert shown[confirmed.pk].points[-1].number is None
    assert shown[share.pk].points[-1].number is None


def test_contacts_with_officers_are_counted_from_activities(
    authority: Authority, figures: dict[str, Indicator]
) -> None:
    kind = make_kind(authority, key="officer-contact", measures=("received",))
    for day, number in ((date(2024, 3, 1), 4), (date(2024, 9, 1), 7)):
        make_activity(kind=kind, first_day=day, numbers={"received": number})

    meetings = series_of_one(figures["DZ-1"], today=TODAY).points
    reports = series_of_one(figures["DZ-2"], today=TODAY).points

    in_2024 = {one.span.first.year: one.number for one in (*meetings[-1:], *reports[-1:])}
    assert {2024} == set(in_2024)
    assert [meetings[-1].number, reports[-1].number] == [Decimal(2), Decimal(11)]


def test_what_nobody_may_have_recorded_is_opened_to_residents_by_the_bureau(
    authority: Authority, figures: dict[str, Indicator]
) -> None:
    listed = public_listing(authority, search="", number="1", today=TODAY)

    codes = {one.code for one in listed.page}
    assert {"KMZB-1", "KMZB-2", "KMZB-3"} <= codes
    assert not {"DZ-1", "DZ-2"} & codes
    assert figures["DZ-1"].data_class == IndicatorClass.INTERNAL


def test_new_authority_waits_with_what_nobody_may_have_recorded(authority: Authority) -> None:
    added = {one.code for one in fill_from_pack(authority, MORNING)}

    assert {"KMZB-1", "KMZB-2", "KMZB-3"} <= added
    assert not {"DZ-1", "DZ-2"} & added


def test_share_costs_nothing_where_its_parts_are_read_already(
    figures: dict[str, Indicator], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_value(figures["KMZB-1"], 2024, 1200)
    make_value(figures["KMZB-2"], 2024, 540)
    several = [figures[code] for code in ("KMZB-1", "KMZB-2", "KMZB-3")]

    with django_assert_num_queries(1):
        found = points_for(several, today=TODAY)

    assert found[figures["KMZB-3"].pk][-1].number == Decimal("0.45")


def test_formulas_of_the_pack_name_what_the_country_counts(authority: Authority) -> None:
    load_kinds(authority=authority, by=None, at=MORNING)
    known = {one.name for one in sources.measures_of(authority)}
    codes = {row["code"] for row in passports_of("PL")}

    for row in passports_of("PL"):
        if formula := row.get("formula"):
            needs = needs_of(parse(formula))
            # Those of residents' reports are known where these are loaded, and tested there.
            assert {name for name in needs.names if not name.startswith("reports.")} <= known
            assert {code for code, _back in needs.indicators} <= codes
