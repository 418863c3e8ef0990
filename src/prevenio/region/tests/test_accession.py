"""The ledger of accession: steps, corrections, counts as of any day, joining together."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from prevenio.journal.models import AppendOnly, Entry
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.region.chains import NEXT, fault_in, holding, standing_on
from prevenio.region.models import OF_MUNICIPALITIES, AccessionStep, Standing, StatedCount
from prevenio.region.operations import accession as operations
from prevenio.region.operations.accession import NewStep
from prevenio.region.queries.accession import ledger_of, partners_on
from prevenio.region.queries.standings import TakenStep, counts_on, region_on
from prevenio.region.tests.cast import HOSTILE, NOW, TODAY, Cast, step

pytestmark = pytest.mark.django_db


def test_standing_is_that_of_the_last_step_on_any_day(cast: Cast) -> None:
    step(cast, cast.stribro, Standing.CONTACTED, date(2010, 3, 1))
    step(cast, cast.stribro, Standing.PREPARING, date(2010, 9, 1))
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1))

    def on(day: date) -> str:
        now = ledger_of(cast.stribro, day).now
        return now.standing if now else ""

    assert on(date(2010, 2, 28)) == ""
    assert on(date(2010, 3, 1)) == "CONTACTED"
    assert on(date(2010, 11, 30)) == "PREPARING"
    assert on(TODAY) == "JOINED"
    assert Entry.objects.filter(fact="region.accession.step_taken").count() == 3


def test_counts_say_how_many_had_come_how_far_on_a_day(cast: Cast) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1))
    step(cast, cast.tachov, Standing.PREPARING, date(2011, 2, 1))
    step(cast, cast.stribro, Standing.LEFT, date(2012, 1, 1))

    early, late = counts_on(cast.region, date(2011, 3, 1)), counts_on(cast.region, TODAY)

    assert (early.joined, early.preparing, early.left) == (1, 1, 0)
    assert (late.joined, late.preparing, late.left) == (0, 1, 1)


def test_joining_without_a_day_counts_from_the_day_it_was_known(cast: Cast) -> None:
    step(cast, cast.tachov, Standing.JOINED, None, known_by=TODAY, wave=None)

    counts = counts_on(cast.region, TODAY)

    assert (counts.joined, counts.unknown_day) == (1, 1)
    assert counts_on(cast.region, TODAY - timedelta(days=1)).joined == 0


def test_document_that_counts_more_than_it_names_adds_the_others(cast: Cast) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1))
    StatedCount.objects.create(
        authority=cast.region, standing="JOINED", on=TODAY, number=27, source="O projektu"
    )

    counts = counts_on(cast.region, TODAY)
    assert (counts.joined, counts.named_joined, counts.unnamed_joined) == (27, 1, 26)
    assert counts.unknown_day == 26
    assert counts_on(cast.region, TODAY - timedelta(days=1)).joined == 1

    step(cast, cast.tachov, Standing.JOINED, None, known_by=TODAY, wave=None)
    assert counts_on(cast.region, TODAY).joined == 27


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"standing": "LEFT", "on": TODAY}, operations.FirstStepNotPossible),
        ({"standing": "AGREED", "on": TODAY}, operations.FirstStepNotPossible),
        ({"standing": "nonsense", "on": TODAY}, operations.FirstStepNotPossible),
        ({"standing": "JOINED", "on": TODAY}, operations.WaveMissing),
        ({"standing": "CONTACTED"}, operations.DayMissing),
        ({"standing": "CONTACTED", "on": TODAY, "known_by": TODAY}, operations.DayMissing),
        ({"standing": "CONTACTED", "on": TODAY + timedelta(days=1)}, operations.StepInFuture),
        ({"standing": "CONTACTED", "known_by": TODAY + timedelta(days=1)}, operations.StepInFuture),
    ],
)
def test_step_that_cannot_be_is_refused(
    cast: Cast, said: dict[str, object], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        operations.take_step(
            subject=cast.stribro,
            step=NewStep(**said),  # type: ignore[arg-type]
            by=cast.bureau,
            at=NOW,
        )
    assert not AccessionStep.objects.exists()


def test_steps_follow_each_other_and_lie_in_order(cast: Cast) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1))

    with pytest.raises(operations.StepNotPossible):
        step(cast, cast.stribro, Standing.PREPARING, date(2011, 1, 1))
    with pytest.raises(operations.StepBeforeTheLast):
        step(cast, cast.stribro, Standing.LEFT, date(2010, 11, 1))
    with pytest.raises(operations.WaveElsewhere):
        step(cast, cast.stribro, Standing.LEFT, date(2011, 11, 1), wave=cast.wave)
    assert AccessionStep.objects.count() == 1


def test_correction_supersedes_and_the_wrong_step_stays(cast: Cast) -> None:
    step(cast, cast.stribro, Standing.CONTACTED, date(2010, 3, 1))
    step(cast, cast.stribro, Standing.JOINED, date(2010, 11, 1))
    wrong = AccessionStep.objects.get(standing="JOINED")
    right = NewStep(standing="JOINED", on=date(2010, 12, 1), wave=cast.wave)

    operations.correct_step(wrong=wrong, step=right, by=cast.bureau, at=NOW)

    ledger = ledger_of(cast.stribro, TODAY)
    assert [one.on for one in ledger.steps] == [date(2010, 3, 1), date(2010, 12, 1)]
    assert [one.pk for one in ledger.superseded] == [wrong.pk]
    with pytest.raises(WrongState):
        operations.correct_step(wrong=wrong, step=right, by=cast.bureau, at=NOW)


def test_step_entered_by_mistake_is_as_if_it_never_was(cast: Cast) -> None:
    step(cast, cast.tachov, Standing.CONTACTED, date(2010, 3, 1))
    wrong = AccessionStep.objects.get()
    never = NewStep(standing=Standing.MISTAKE)

    operations.correct_step(wrong=wrong, step=never, by=cast.bureau, at=NOW)

    assert ledger_of(cast.tachov, TODAY).now is None
    assert AccessionStep.objects.count() == 2
    assert Entry.objects.filter(fact="region.accession.corrected").count() == 1


def test_correction_that_would_break_the_rest_is_refused(cast: Cast) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1))
    step(cast, cast.stribro, Standing.LEFT, date(2011, 12, 1))
    joined = AccessionStep.objects.get(standing="JOINED")

    with pytest.raises(operations.FirstStepNotPossible):
        operations.correct_step(
            wrong=joined, step=NewStep(standing=Standing.MISTAKE), by=cast.bureau, at=NOW
        )
    assert AccessionStep.objects.count() == 2


def test_ledger_is_only_added_to(cast: Cast) -> None:
    step(cast, cast.stribro, Standing.CONTACTED, TODAY)
    row = AccessionStep.objects.get()

    row.note = "jinak"
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        AccessionStep.objects.all().delete()


def test_many_join_together_or_none(cast: Cast) -> None:
    new = NewStep(standing="JOINED", on=date(2010, 12, 1))
    both = [cast.stribro, cast.tachov]

    step(cast, cast.tachov, Standing.JOINED, date(2010, 12, 1))
    with pytest.raises(operations.StepNotPossible):
        operations.join_together(
            municipalities=both, wave=cast.wave, step=new, by=cast.bureau, at=NOW
        )
    assert AccessionStep.objects.count() == 1
    with pytest.raises(operations.NothingChosen):
        operations.join_together(
            municipalities=[], wave=cast.wave, step=new, by=cast.bureau, at=NOW
        )
    operations.join_together(
        municipalities=both[:1], wave=cast.wave, step=new, by=cast.bureau, at=NOW
    )
    assert counts_on(cast.region, TODAY).joined == 2


def test_partner_goes_its_own_way(cast: Cast) -> None:
    for standing, day in (("FOUND", date(2011, 1, 1)), ("AGREED", date(2011, 5, 1))):
        operations.take_step(
            subject=cast.police, step=NewStep(standing=standing, on=day), by=cast.bureau, at=NOW
        )

    assert [one.step.standing for one in partners_on(cast.region, TODAY)] == ["AGREED"]
    assert [one.step.standing for one in partners_on(cast.region, date(2011, 2, 1))] == ["FOUND"]
    with pytest.raises(operations.FirstStepNotPossible):
        operations.take_step(
            subject=cast.police, step=NewStep(standing="JOINED", on=TODAY), by=cast.bureau, at=NOW
        )


def test_only_the_bureau_keeps_the_ledger(cast: Cast) -> None:
    for person in (cast.clerk, cast.reader, cast.member):
        with pytest.raises(NotAllowed):
            operations.take_step(
                subject=cast.stribro,
                step=NewStep(standing="CONTACTED", on=TODAY),
                by=person,
                at=NOW,
            )
    assert not AccessionStep.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_bureau_works_through_the_pages(client: Client, cast: Cast) -> None:
    client.force_login(cast.bureau)
    new = cast.at(f"municipalities/{cast.stribro.pk}/steps/new/")

    assert client.get(new).status_code == 200
    empty = client.post(new, {"standing": "JOINED", "precision": "day", "note": HOSTILE})
    assert empty.status_code == 422
    assert "alert(1)&lt;/script&gt;" in empty.content.decode()
    said = {"standing": "CONTACTED", "precision": "day", "on": "1.3.2010", "note": HOSTILE}
    assert client.post(new, said).status_code == 302
    page = client.get(cast.at(f"municipalities/{cast.stribro.pk}/")).content.decode()
    assert "<script>alert" not in page
    wrong = AccessionStep.objects.get()
    correction = cast.at(f"steps/{wrong.pk}/correction/")
    assert client.get(correction).status_code == 200
    assert client.post(correction, {**said, "on": "2.3.2010"}).status_code == 302
    joining = cast.at("joining/")
    assert client.get(joining).status_code == 200
    joined = client.post(
        joining,
        {
            "wave": cast.wave.pk,
            "on": "1.12.2010",
            "precision": "day",
            "municipalities": [cast.stribro.pk, cast.tachov.pk],
        },
        follow=True,
    )
    assert joined.status_code == 200
    assert region_on(cast.region, TODAY).counts.joined == 2


@time_machine.travel(NOW, tick=False)
def test_partners_are_kept_through_the_pages(client: Client, cast: Cast) -> None:
    client.force_login(cast.bureau)

    assert client.get(cast.at("partners/")).status_code == 200
    chosen = client.post(cast.at("partners/new/"), {"body": cast.police.pk})
    said = {"standing": "FOUND", "precision": "day", "on": "1.3.2010"}
    assert client.post(chosen.headers["Location"], said).status_code == 302
    assert client.get(cast.at(f"partners/{cast.police.pk}/")).status_code == 200
    client.force_login(cast.clerk)
    assert client.get(cast.at(f"partners/{cast.police.pk}/")).status_code == 404


def test_exports_hold_every_step_and_no_formula(client: Client, cast: Cast) -> None:
    step(cast, cast.stribro, Standing.CONTACTED, TODAY, note="=1+1")
    client.force_login(cast.bureau)

    table = client.get(cast.at("ledger.csv")).content.decode("utf-8-sig")

    assert "Stříbro,561215" in table
    assert "'=1+1" in table
    assert client.get(cast.at("ledger.xlsx")).content.startswith(b"PK")
    client.force_login(cast.clerk)
    assert client.get(cast.at("ledger.csv")).status_code == 404
    assert client.get(cast.at("ledger.xlsx")).status_code == 404


standings = st.sampled_from([one.value for one in OF_MUNICIPALITIES])


@given(st.lists(st.tuples(standings, st.integers(0, 400), st.booleans()), max_size=12))
def test_chain_without_fault_follows_the_table_on_every_day(
    said: list[tuple[str, int, bool]],
) -> None:
    first = date(2010, 1, 1)
    steps = [
        TakenStep(pk, one, first + timedelta(days=days), None, "day", None, False, None)
        for pk, (one, days, _late) in enumerate(said, 1)
    ]
    chain = holding(steps)
    if fault_in(chain) is not None:
        return

    before = ""
    for one in chain:
        assert one.standing in NEXT[before]
        now = standing_on(steps, one.counts_from)
        assert now is not None
        assert now.counts_from == one.counts_from
        before = one.standing


def test_an_empty_list_of_partners_says_what_it_is_for_and_how_to_begin(
    client: Client, cast: Cast
) -> None:
    client.cookies["django_language"] = "en"
    client.force_login(cast.bureau)
    text = client.get(cast.at("partners/")).content.decode()
    assert "how far the project has come with each body" in text
    assert "Enter the first partner" in text
    client.force_login(cast.reader)
    text = client.get(cast.at("partners/")).content.decode()
    assert "The bureau writes the first step down" in text
    assert "Enter the first partner" not in text
