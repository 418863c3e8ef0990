"""Values, targets and breaks: added, corrected with a reason, never changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from prevenio.indicators.models import (
    BreakState,
    Frequency,
    IndicatorValue,
    Nature,
    SeriesBreak,
    Target,
)
from prevenio.indicators.operations import breaks, refusals, targets, values
from prevenio.indicators.operations.values import Figure
from prevenio.indicators.queries.series import current_values
from prevenio.indicators.tests.factories import (
    MORNING,
    make_break,
    make_indicator,
    make_target,
    make_value,
)
from prevenio.journal.models import AppendOnly, Entry
from prevenio.kernel.dates import DateSpan
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Authority, Body, User

YEAR = DateSpan(date(2024, 1, 1), date(2024, 12, 31))
FIGURE = Figure(span=YEAR, number=Decimal("618"), as_of=date(2025, 3, 1), source="Rejestr straży")


def test_owner_body_records_and_the_journal_says_so(
    authority: Authority, body: Body, reporter: User
) -> None:
    indicator = make_indicator(authority, owner=body)

    value = values.record_value(indicator=indicator, figure=FIGURE, by=reporter, at=MORNING)

    assert (value.number, value.by, value.supersedes) == (Decimal(618), reporter, None)
    entry = Entry.objects.get()
    assert entry.fact == "indicators.value.recorded"
    assert entry.details["number"] == "618"


def test_others_bodies_and_readers_may_not(
    authority: Authority, reporter: User, reader: User
) -> None:
    indicator = make_indicator(authority)

    for person in (reporter, reader):
        with pytest.raises(NotAllowed):
            values.record_value(indicator=indicator, figure=FIGURE, by=person, at=MORNING)
    assert not IndicatorValue.objects.exists()


def test_correction_is_a_new_row_with_its_reason(authority: Authority, coordinator: User) -> None:
    indicator = make_indicator(authority)
    old = make_value(indicator, 2024, 600)

    new = values.record_value(
        indicator=indicator,
        figure=FIGURE,
        reason="Dodano zgłoszenia z grudnia.",
        instead_of=old.pk,
        by=coordinator,
        at=MORNING,
    )

    assert list(current_values([indicator])) == [new]
    assert IndicatorValue.objects.get(pk=old.pk).number == Decimal(600)
    assert Entry.objects.get().fact == "indicators.value.corrected"


def test_second_correction_of_the_same_value_is_refused(
    authority: Authority, coordinator: User
) -> None:
    indicator = make_indicator(authority)
    old = make_value(indicator, 2024, 600)
    make_value(indicator, 2024, 610, supersedes=old, reason="Poprawka.")

    with pytest.raises(refusals.ChangedMeanwhile):
        values.record_value(
            indicator=indicator,
            figure=FIGURE,
            reason="Inna poprawka.",
            instead_of=old.pk,
            by=coordinator,
            at=MORNING,
        )


def test_value_that_stands_there_needs_a_reason(authority: Authority, coordinator: User) -> None:
    indicator = make_indicator(authority)
    old = make_value(indicator, 2024, 600)

    for known in (None, old.pk):
        with pytest.raises(refusals.ReasonMissing):
            values.record_value(
                indicator=indicator, figure=FIGURE, instead_of=known, by=coordinator, at=MORNING
            )


def test_withdrawn_value_is_shown_no_more_and_may_come_again(
    authority: Authority, coordinator: User
) -> None:
    indicator = make_indicator(authority)
    old = make_value(indicator, 2024, 600)

    gone = values.withdraw_value(value=old, reason="Zły rok.", by=coordinator, at=MORNING)

    assert not current_values([indicator]).exists()
    with pytest.raises(refusals.ChangedMeanwhile):
        values.withdraw_value(value=old, reason="Znowu.", by=coordinator, at=MORNING)
    values.record_value(
        indicator=indicator,
        figure=FIGURE,
        reason="Dobry rok.",
        instead_of=gone.pk,
        by=coordinator,
        at=MORNING,
    )
    assert current_values([indicator]).get().number == Decimal(618)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"number": Decimal("-1")}, refusals.NotACount),
        ({"number": Decimal("1.5")}, refusals.NotACount),
        ({"span": DateSpan(date(2024, 1, 1), date(2024, 6, 30))}, refusals.WrongSpan),
        ({"span": DateSpan(date(2031, 1, 1), date(2031, 12, 31))}, refusals.NotYetBegun),
        ({"as_of": date(2031, 1, 1)}, refusals.AsOfTooLate),
    ],
)
def test_figures_that_cannot_be_are_refused(
    authority: Authority, coordinator: User, changes: dict[str, object], refusal: type[Refused]
) -> None:
    indicator = make_indicator(authority)

    with pytest.raises(refusal):
        values.record_value(
            indicator=indicator,
            figure=replace(FIGURE, **changes),  # type: ignore[arg-type]
            by=coordinator,
            at=MORNING,
        )
    assert not IndicatorValue.objects.exists()


def test_shares_lie_between_none_and_all_and_computed_ones_take_no_values(
    authority: Authority, coordinator: User
) -> None:
    share = make_indicator(authority, nature=Nature.SHARE)
    computed = make_indicator(authority, formula="1 + 1")

    with pytest.raises(refusals.NotAShare):
        values.record_value(indicator=share, figure=FIGURE, by=coordinator, at=MORNING)
    with pytest.raises(refusals.IsComputed):
        values.record_value(indicator=computed, figure=FIGURE, by=coordinator, at=MORNING)


def test_number_is_kept_digit_for_digit(authority: Authority) -> None:
    written = "0.91670000000000010012345678901234567890"
    indicator = make_indicator(authority, nature=Nature.SHARE)

    make_value(indicator, 2024, written)

    kept = IndicatorValue.objects.get().number
    assert format(kept, "f") == written


def test_rows_of_ledgers_cannot_be_changed_or_deleted(authority: Authority) -> None:
    indicator = make_indicator(authority, frequency=Frequency.YEAR)
    value, target = make_value(indicator, 2024, 1), make_target(indicator, 2024, 2024, 5)

    for row in (value, target):
        with pytest.raises(AppendOnly):
            row.save()
        with pytest.raises(AppendOnly):
            row.delete()
        with pytest.raises(AppendOnly):
            type(row).objects.update(at=MORNING)
        with pytest.raises(AppendOnly):
            type(row).objects.all().delete()


def test_target_needs_its_reason_and_ordered_years(
    authority: Authority, coordinator: User, reader: User
) -> None:
    indicator = make_indicator(authority)

    def put(by: User, reason: str = "Bo tak.", last: int = 2025) -> Target:
        return targets.set_target(
            indicator=indicator,
            first_year=2024,
            last_year=last,
            number=Decimal(5),
            reason=reason,
            by=by,
            at=MORNING,
        )

    with pytest.raises(refusals.TargetReasonMissing):
        put(coordinator, reason="  ")
    with pytest.raises(refusals.YearsInDisorder):
        put(coordinator, last=2023)
    with pytest.raises(NotAllowed):
        put(reader)
    assert put(coordinator).number == Decimal(5)
    assert Entry.objects.get().fact == "indicators.target.set"


def test_break_is_added_once_and_proposed_ones_are_settled(
    authority: Authority, coordinator: User, reader: User
) -> None:
    indicator = make_indicator(authority)
    proposed = make_break(indicator, date(2014, 1, 1), state=BreakState.PROPOSED)

    def add(by: User) -> SeriesBreak:
        return breaks.add_break(
            indicator=indicator, day=date(2023, 10, 1), what="Próg.", by=by, at=MORNING
        )

    with pytest.raises(NotAllowed):
        add(reader)
    add(coordinator)
    with pytest.raises(refusals.BreakKnown):
        add(coordinator)
    breaks.confirm_break(one=proposed, by=coordinator, at=MORNING)
    with pytest.raises(WrongState):
        breaks.confirm_break(one=proposed, by=coordinator, at=MORNING)
    breaks.dismiss_break(one=proposed, by=coordinator, at=MORNING)
    proposed.refresh_from_db()
    assert proposed.state == BreakState.DISMISSED
    assert list(Entry.objects.order_by("number").values_list("fact", flat=True)) == [
        "indicators.break.added",
        "indicators.break.confirmed",
        "indicators.break.dismissed",
    ]
