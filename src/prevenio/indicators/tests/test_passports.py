"""Writing passports: codes, formulas, circles, two people at one form; the country's pack."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from prevenio.indicators.formulas import FormulaFault
from prevenio.indicators.models import Frequency, Indicator, IndicatorGroup, LinkKind
from prevenio.indicators.operations import packs, passports, refusals
from prevenio.indicators.operations.passports import Passport
from prevenio.indicators.queries import of_action, of_area, of_goal
from prevenio.indicators.queries.series import series_of_one
from prevenio.indicators.tests.factories import MORNING, TODAY, make_indicator, make_value
from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, Country, LegalKind, User
from prevenio.people.operations.authorities import create_authority
from prevenio.people.tests.factories import make_body, make_user

PASSPORT = Passport(code="W-09", name="Szkolenia")
OF_THE_MAP = ["KMZB-1", "KMZB-2", "KMZB-3"]
OF_OFFICERS = ["DZ-1", "DZ-2"]
OF_REPORTS = ["ZM-1", "ZM-2", "ZM-3"]


def add(authority: Authority, by: User, **fields: Any) -> Indicator:
    return passports.add_indicator(
        authority=authority, passport=replace(PASSPORT, **fields), links=[], by=by, at=MORNING
    )


def change(indicator: Indicator, by: User, *, revision: int = 1, **fields: Any) -> Indicator:
    return passports.change_indicator(
        indicator=indicator,
        passport=replace(PASSPORT, **fields),
        links=[],
        revision=revision,
        by=by,
        at=MORNING,
    )


def test_bureau_adds_and_links_what_it_measures(authority: Authority, coordinator: User) -> None:
    goal, area, action = uuid4(), uuid4(), uuid4()

    indicator = passports.add_indicator(
        authority=authority,
        passport=replace(PASSPORT, data_class="PUBLIC"),
        links=[(LinkKind.GOAL, goal), (LinkKind.AREA, area), (LinkKind.ACTION, action)],
        by=coordinator,
        at=MORNING,
    )

    assert list(of_goal(goal)) == list(of_area(area)) == list(of_action(action)) == [indicator]
    assert not of_goal(area).exists()
    assert Entry.objects.get().fact == "indicators.indicator.added"


def test_internal_indicators_are_found_only_by_who_may_see(
    authority: Authority, coordinator: User
) -> None:
    action = uuid4()
    indicator = passports.add_indicator(
        authority=authority,
        passport=PASSPORT,
        links=[(LinkKind.ACTION, action)],
        by=coordinator,
        at=MORNING,
    )

    assert not of_action(action).exists()
    assert list(of_action(action, seen=Indicator.objects.all())) == [indicator]


def test_others_may_not(authority: Authority, reader: User, reporter: User) -> None:
    for person in (reader, reporter):
        with pytest.raises(NotAllowed):
            add(authority, person)


@pytest.mark.parametrize(
    ("formula", "refusal"),
    [
        ("1 +", FormulaFault),
        ("rooms.nothing.counted", refusals.UnknownMeasure),
        ('indicator("W-77")', refusals.UnknownIndicator),
        ('indicator("W-02") + 1', refusals.OtherFrequency),
        ('indicator("W-09")', refusals.FormulaCircle),
    ],
)
def test_formulas_that_cannot_work_are_refused(
    authority: Authority, coordinator: User, formula: str, refusal: type[Refused]
) -> None:
    make_indicator(authority, "W-02", frequency=Frequency.MONTH)

    with pytest.raises(refusal):
        add(authority, coordinator, formula=formula)
    assert Indicator.objects.count() == 1


def test_circle_over_two_indicators_is_refused_with_its_way(
    authority: Authority, coordinator: User
) -> None:
    first = make_indicator(authority, "W-09")
    make_indicator(authority, "W-08", formula='indicator("W-09") + 1')

    with pytest.raises(refusals.FormulaCircle) as circle:
        change(first, coordinator, formula='indicator("W-08")')
    assert "W-09 → W-08 → W-09" in str(circle.value)


def test_code_is_taken_once_and_not_renamed_under_a_formula(
    authority: Authority, coordinator: User
) -> None:
    first = make_indicator(authority, "W-09")
    make_indicator(authority, "W-08", formula='indicator("W-09") + 1')

    with pytest.raises(refusals.CodeTaken):
        add(authority, coordinator)
    with pytest.raises(refusals.CodeNamed):
        change(first, coordinator, code="W-10")


def test_second_of_two_people_at_one_form_is_told(authority: Authority, coordinator: User) -> None:
    indicator = add(authority, coordinator)

    change(indicator, coordinator, name="Szkolenia seniorów")
    with pytest.raises(refusals.ChangedMeanwhile):
        change(indicator, coordinator, name="Inna nazwa")

    indicator.refresh_from_db()
    assert indicator.name == "Szkolenia seniorów"
    assert Entry.objects.order_by("number").last().details["changed"] == ["name"]  # type: ignore[union-attr]


def test_indicator_with_values_gets_no_formula(authority: Authority, coordinator: User) -> None:
    indicator = make_indicator(authority, "W-09")
    make_value(indicator, 2024, 5)

    with pytest.raises(refusals.HasValues):
        change(indicator, coordinator, formula="1 + 1")


def test_computed_indicator_reads_others_span_by_span(
    authority: Authority, coordinator: User
) -> None:
    base = make_indicator(authority, "W-01")
    for year, number in ((2022, 40), (2023, 50), (2024, 60)):
        make_value(base, year, number)
    computed = add(
        authority,
        coordinator,
        formula='indicator("W-01") - previous(indicator("W-01"))',
        first_day=date(2022, 1, 1),
    )
    add(authority, coordinator, code="W-10", formula='indicator("W-09") * 2')

    points = series_of_one(computed, today=TODAY).points
    doubled = series_of_one(Indicator.objects.get(code="W-10"), today=TODAY).points

    assert [point.number for point in points] == [None, Decimal(10), Decimal(10)]
    assert [point.number for point in doubled][-2:] == [Decimal(20), Decimal(20)]


def test_new_authority_begins_with_its_countrys_pack(db: None) -> None:
    operator = make_user()
    operator.is_superuser = True
    operator.save()

    for country, slug in ((Country.POLAND, "kielce"), (Country.CZECHIA, "kraj")):
        create_authority(name=slug, slug=slug, country=country, by=operator, at=MORNING)

    kielce = Indicator.objects.filter(authority__slug="kielce").order_by("code")
    measures = [one for one in kielce if one.is_management]
    assert [one.code for one in measures] == ["W-01", "W-02", "W-03"]
    assert [one.group for one in measures] == [
        IndicatorGroup.CRIME,
        IndicatorGroup.PETTY,
        IndicatorGroup.SURVEILLANCE,
    ]
    assert Indicator.objects.filter(authority__slug="kraj").count() == 4
    assert not Entry.objects.filter(fact__startswith="indicators.").exists()


def test_pack_is_loaded_once_and_leaves_what_stands_there(
    authority: Authority, coordinator: User, reader: User
) -> None:
    make_body(
        authority=authority,
        short_name="SM",
        name="Straż Miejska",
        legal_kind=LegalKind.MUNICIPAL_UNIT,
    )
    own = make_indicator(authority, "W-02", name="Własny")

    added = packs.load_pack(authority=authority, by=coordinator, at=MORNING)
    again = packs.load_pack(authority=authority, by=coordinator, at=MORNING)

    assert [one.code for one in added] == ["W-01", "W-03", *OF_THE_MAP, *OF_OFFICERS, *OF_REPORTS]
    assert again == []
    assert added[1].owner is not None
    assert added[1].owner.short_name == "SM"
    own.refresh_from_db()
    assert own.name == "Własny"
    with pytest.raises(NotAllowed):
        packs.load_pack(authority=authority, by=reader, at=MORNING)


def test_command_loads_the_pack(authority: Authority, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_indicators", authority="testowo")

    assert "11 indicators added" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nowhere"):
        call_command("load_indicators", authority="nowhere")
