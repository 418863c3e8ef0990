"""Meetings with minutes and files, rhythm, tasks, milestones, declarations, readiness, waves."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prevenio.journal.models import AppendOnly, Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority
from prevenio.places.models import Boundary, Duty, Precinct, PrecinctKind
from prevenio.region.files import FileTooLarge, Upload
from prevenio.region.models import (
    Declaration,
    GroupTask,
    Meeting,
    ReadinessItem,
    ReadinessMark,
    RegionMilestone,
    Standing,
    StatedCount,
    Wave,
)
from prevenio.region.operations import declarations, meetings, milestones, readiness, tasks, waves
from prevenio.region.queries.groups import group_rows, rhythm_from
from prevenio.region.queries.readiness import readiness_of
from prevenio.region.tests.cast import HOSTILE, NOW, TODAY, Cast, step
from prevenio.web.pictures import KindNotTaken

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=14)
PDF = b"%PDF-1.7 zapis"


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def held(cast: Cast, on: date = TODAY) -> Meeting:
    plan = meetings.Plan(on=max(on, TODAY))
    made = meetings.plan_meeting(group=cast.group, plan=plan, by=cast.clerk, at=NOW)
    said = meetings.Minutes(on=on, minutes="Sešli se.", others_present=2)
    return meetings.write_minutes(meeting=made, minutes=said, upload=None, by=cast.clerk, at=NOW)


def test_meeting_is_planned_and_written_up(cast: Cast) -> None:
    plan = meetings.Plan(on=TODAY, place="radnice")
    made = meetings.plan_meeting(group=cast.group, plan=plan, by=cast.clerk, at=NOW)
    minutes = meetings.Minutes(
        on=TODAY, minutes="Sešli se.", decisions="Jedna\nDvě", present=[cast.group.members.get()]
    )

    made = meetings.write_minutes(
        meeting=made, minutes=minutes, upload=Upload("zápis.pdf", PDF), by=cast.clerk, at=NOW
    )

    assert (made.state, made.file_kind, made.present.count()) == ("HELD", "application/pdf", 1)
    facts = [one.fact for one in Entry.objects.order_by("number")]
    assert facts == ["region.meeting.planned", "region.meeting.held"]


def test_meeting_that_cannot_be_is_refused(cast: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(meetings.PlannedInPast):
        meetings.plan_meeting(
            group=cast.group, plan=meetings.Plan(on=yesterday), by=cast.clerk, at=NOW
        )
    made = meetings.plan_meeting(
        group=cast.group, plan=meetings.Plan(on=TODAY), by=cast.clerk, at=NOW
    )

    def write(**said: object) -> None:
        minutes = meetings.Minutes(**{"on": TODAY, "others_present": 1, **said})  # type: ignore[arg-type]
        meetings.write_minutes(meeting=made, minutes=minutes, upload=None, by=cast.clerk, at=NOW)

    with pytest.raises(meetings.HeldInFuture):
        write(on=SOON)
    with pytest.raises(meetings.NobodyCame):
        write(others_present=0)
    with pytest.raises(meetings.MemberOfAnotherGroup):
        write(present=[cast.other_group.members.create(person_name="Cizí")])
    with pytest.raises(meetings.WhyCancelled):
        meetings.cancel_meeting(meeting=made, reason=" ", by=cast.clerk, at=NOW)
    meetings.cancel_meeting(meeting=made, reason="Nemoc.", by=cast.clerk, at=NOW)
    with pytest.raises(WrongState):
        write()
    with pytest.raises(NotAllowed):
        meetings.plan_meeting(
            group=cast.group, plan=meetings.Plan(on=SOON), by=cast.neighbour, at=NOW
        )


def test_next_meeting_is_due_by_the_rhythm(cast: Cast) -> None:
    meetings.set_rhythm(group=cast.group, weeks=4, by=cast.clerk, at=NOW)
    held(cast, TODAY - timedelta(weeks=6))

    def row() -> object:
        groups = type(cast.group).objects.filter(pk=cast.group.pk)
        return group_rows(groups, TODAY)[0].rhythm

    assert row() == rhythm_from(
        weeks=4,
        founded=None,
        last_held=TODAY - timedelta(weeks=6),
        next_planned=None,
        today=TODAY,
    )
    assert row().is_late  # type: ignore[attr-defined]
    meetings.plan_meeting(group=cast.group, plan=meetings.Plan(on=SOON), by=cast.clerk, at=NOW)
    assert not row().is_late  # type: ignore[attr-defined]
    with pytest.raises(meetings.RhythmImpossible):
        meetings.set_rhythm(group=cast.group, weeks=0, by=cast.clerk, at=NOW)


def test_task_is_given_and_the_member_closes_it(cast: Cast) -> None:
    member = cast.group.members.get()
    said = tasks.TaskSaid(what="Obejít přechody", due_on=SOON, member=member)
    made = tasks.set_task(group=cast.group, said=said, by=cast.clerk, at=NOW)

    with pytest.raises(NotAllowed):
        tasks.close_task(task=made, outcome="x", is_done=True, by=cast.neighbour, at=NOW)
    with pytest.raises(tasks.OutcomeMissing):
        tasks.close_task(task=made, outcome=" ", is_done=True, by=cast.member, at=NOW)
    made = tasks.close_task(task=made, outcome="Hotovo.", is_done=True, by=cast.member, at=NOW)

    assert (made.state, made.closed_on) == ("DONE", TODAY)
    assert not made.is_overdue_on(SOON + timedelta(days=1))
    with pytest.raises(WrongState):
        tasks.close_task(task=made, outcome="x", is_done=False, by=cast.clerk, at=NOW)


def test_task_needs_somebody_of_the_group_and_a_day_to_come(cast: Cast) -> None:
    def give(**said: object) -> None:
        task = tasks.TaskSaid(**{"what": "x", "due_on": SOON, **said})  # type: ignore[arg-type]
        tasks.set_task(group=cast.group, said=task, by=cast.clerk, at=NOW)

    with pytest.raises(tasks.NobodyToDoIt):
        give()
    with pytest.raises(tasks.NotOfThisGroup):
        give(member=cast.other_group.members.create(person_name="Cizí"))
    with pytest.raises(tasks.DueInPast):
        give(body=cast.police, due_on=TODAY - timedelta(days=1))
    assert not GroupTask.objects.exists()


def test_milestone_moves_with_a_reason_and_is_reached(cast: Cast) -> None:
    said = milestones.MilestoneSaid(text="Okrsky", planned_on=SOON)
    one = milestones.plan_milestone(
        authority=cast.region, municipality=cast.stribro, said=said, by=cast.clerk, at=NOW
    )
    later = SOON + timedelta(days=30)

    with pytest.raises(milestones.ReasonMissing):
        milestones.move_milestone(milestone=one, to=later, reason="", by=cast.clerk, at=NOW)
    with pytest.raises(milestones.MovedNowhere):
        milestones.move_milestone(milestone=one, to=SOON, reason="x", by=cast.clerk, at=NOW)
    one = milestones.move_milestone(milestone=one, to=later, reason="Mapy", by=cast.clerk, at=NOW)
    assert [(move.from_day, move.to_day) for move in one.moves.all()] == [(SOON, later)]
    with pytest.raises(AppendOnly):
        one.moves.get().delete()
    with pytest.raises(milestones.ReachedInFuture):
        milestones.reach_milestone(milestone=one, on=SOON, by=cast.clerk, at=NOW)
    one = milestones.reach_milestone(milestone=one, on=TODAY, by=cast.clerk, at=NOW)
    with pytest.raises(WrongState):
        milestones.drop_milestone(milestone=one, reason="x", by=cast.clerk, at=NOW)


def declare(cast: Cast, upload: Upload | None = None, **said: object) -> Declaration:
    facts = {"name": "Deklarace", "signed_on": date(2010, 1, 28), "bodies": [cast.police]}
    return declarations.add_declaration(
        authority=cast.region,
        municipality=cast.stribro,
        said=declarations.DeclarationSaid(**{**facts, "others": ["Kraj"], **said}),  # type: ignore[arg-type]
        upload=upload,
        by=cast.clerk,
        at=NOW,
    )


def test_declaration_has_parties_and_a_private_file(client: Client, cast: Cast) -> None:
    made = declare(cast, Upload("../deklarace.pdf", PDF))
    address = cast.at(f"declarations/{made.pk}/file/")
    public = f"/{cast.region.slug}/declarations/{made.pk}/file/"

    assert [str(one) for one in made.parties.order_by("position")] == ["PČR", "Kraj"]
    client.force_login(cast.clerk)
    answer = client.get(address)
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(public).status_code == 404
    client.force_login(cast.neighbour)
    assert client.get(address).status_code == 404
    Declaration.objects.update(is_public=True)
    client.logout()
    assert client.get(public).content == PDF


def test_declaration_that_cannot_be_is_refused(cast: Cast, settings: object) -> None:
    with pytest.raises(declarations.PartiesMissing):
        declare(cast, others=[" "])
    with pytest.raises(declarations.SignedInFuture):
        declare(cast, signed_on=SOON)
    with pytest.raises(declarations.ValidityOutOfOrder):
        declare(cast, valid_from=TODAY, valid_to=date(2010, 1, 1))
    for content in (b"MZ\x90 program", b"<html><script>alert(1)</script>"):
        with pytest.raises(KindNotTaken):
            declare(cast, Upload("deklarace.pdf", content))
    settings.DOCUMENT_LIMIT = 5  # type: ignore[attr-defined]
    with pytest.raises(FileTooLarge):
        declare(cast, Upload("deklarace.pdf", PDF))
    assert not Declaration.objects.exists()


def test_readiness_counts_what_it_can_see_and_people_tick_the_rest(cast: Cast) -> None:
    readiness.load_default_items(authority=cast.region, by=cast.bureau, at=NOW)
    with pytest.raises(readiness.ListThere):
        readiness.load_default_items(authority=cast.region, by=cast.bureau, at=NOW)

    before = {one.item.code for one in readiness_of(cast.stribro, TODAY).missing}
    assert before >= {"precincts", "people", "declaration", "council-agreed", "contact"}
    assert "group" not in before
    _draw(cast, people=3)
    declare(cast)
    type(cast.group).objects.filter(pk=cast.group.pk).update(email="skupina@example.org")
    for code in ("council-agreed", "contact-person"):
        _tick(cast, code)

    after = readiness_of(cast.stribro, TODAY)
    assert [one.text for one in after.missing] == []
    assert after.is_ready
    _tick(cast, "council-agreed", is_done=False)
    assert not readiness_of(cast.stribro, TODAY).is_ready
    assert ReadinessMark.objects.count() == 3


def test_precinct_with_too_few_people_is_not_ready(cast: Cast) -> None:
    readiness.load_default_items(authority=cast.region, by=cast.bureau, at=NOW)
    _draw(cast, people=2)

    points = {one.item.code: one for one in readiness_of(cast.stribro, TODAY).points}

    assert points["precincts"].is_done
    assert not points["people"].is_done


def test_nobody_ticks_what_the_system_sees(cast: Cast) -> None:
    readiness.load_default_items(authority=cast.region, by=cast.bureau, at=NOW)

    with pytest.raises(readiness.SeenByItself):
        _tick(cast, "precincts")
    with pytest.raises(readiness.TickedInFuture):
        _tick(cast, "council-agreed", on=SOON)
    with pytest.raises(NotAllowed):
        _tick(cast, "council-agreed", by=cast.neighbour)


def test_wave_is_kept_while_steps_name_it(cast: Cast) -> None:
    said = waves.WaveSaid(name="Prosinec 2010")
    with pytest.raises(waves.WaveNameTaken):
        waves.add_wave(authority=cast.region, said=said, by=cast.bureau, at=NOW)
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1))
    with pytest.raises(waves.WaveInUse):
        waves.remove_wave(wave=cast.wave, by=cast.bureau, at=NOW)
    said = waves.WaveSaid(name="Jiná")
    other = waves.add_wave(authority=cast.region, said=said, by=cast.bureau, at=NOW)
    waves.remove_wave(wave=other, by=cast.bureau, at=NOW)
    with pytest.raises(NotAllowed):
        waves.change_wave(wave=cast.wave, said=said, by=cast.clerk, at=NOW)
    assert Wave.objects.count() == 1


def test_clerk_works_through_the_pages(client: Client, cast: Cast) -> None:
    client.force_login(cast.clerk)
    group = f"groups/{cast.group.pk}/"

    def post(address: str, said: Mapping[str, Any], status: int = 302) -> None:
        url = cast.at(address)
        if not address.endswith("removal/"):
            assert client.get(url).status_code == 200, address
        assert client.post(url, dict(said)).status_code == status, address

    post(f"{group}rhythm/", {"weeks": "4"})
    post(f"{group}rhythm/", {"weeks": "-1"}, 422)
    post(f"{group}meetings/new/", {"on": "31.5.2012", "begins": "16:00", "place": HOSTILE})
    post(f"{group}meetings/new/", {"on": "včera", "begins": "25:99"}, 422)
    meeting = Meeting.objects.get()
    post(f"meetings/{meeting.pk}/change/", {"on": "31.5.2012", "agenda": HOSTILE})
    file = SimpleUploadedFile("zápis.odt", _odt())
    minutes = {"on": "31.5.2012", "others_present": "2", "minutes": HOSTILE, "file": file}
    post(f"meetings/{meeting.pk}/minutes/", minutes)
    assert client.get(cast.at(f"meetings/{meeting.pk}/file/")).status_code == 200
    given = {"what": HOSTILE, "body": cast.police.pk, "due_on": "14.6.2012", "meeting": meeting.pk}
    post(f"{group}tasks/new/", given)
    post(f"{group}tasks/new/", {"what": "x", "due_on": "14.6.2012"}, 422)
    task = GroupTask.objects.get()
    post(f"tasks/{task.pk}/change/", given)
    post(f"tasks/{task.pk}/done/", {"outcome": HOSTILE})
    town = f"municipalities/{cast.stribro.pk}/"
    planned = {"text": HOSTILE, "planned_on": "14.6.2012", "precision": "day", "is_public": "on"}
    post(f"{town}milestones/new/", planned)
    one = RegionMilestone.objects.get()
    post(f"milestones/{one.pk}/move/", {"to": "20.6.2012", "reason": HOSTILE})
    post(f"milestones/{one.pk}/change/", planned)
    post(f"milestones/{one.pk}/reached/", {"on": "31.5.2012"})
    declared = {"name": HOSTILE, "signed_on": "28.1.2010", "others": "Kraj\nPolicie"}
    post(f"{town}declarations/new/", declared)
    signed = Declaration.objects.get()
    post(f"declarations/{signed.pk}/change/", {**declared, "is_public": "on"})

    pages = ["", "groups/", group, "tasks/", "milestones/", "declarations/", town]
    pages += [f"meetings/{meeting.pk}/", f"tasks/{task.pk}/", f"milestones/{one.pk}/"]
    for address in (*pages, f"declarations/{signed.pk}/"):
        page = client.get(cast.at(address))
        assert page.status_code == 200, address
        assert "<script>alert" not in page.content.decode(), address
    public = client.get(f"/{cast.region.slug}/municipalities/{cast.stribro.pk}/").content.decode()
    assert "<script>alert" not in public
    assert "alert(1)" in public
    post(f"declarations/{signed.pk}/removal/", {})
    assert not Declaration.objects.exists()


def test_bureau_keeps_waves_counts_and_the_check_list(client: Client, cast: Cast) -> None:
    client.force_login(cast.bureau)

    def post(address: str, said: Mapping[str, Any], status: int = 302) -> None:
        assert client.post(cast.at(address), dict(said)).status_code == status, address

    post("waves/new/", {"name": "Červen 2011", "precision": "month", "on": "1.6.2011"})
    post("waves/new/", {"name": "Červen 2011", "precision": "month"}, 422)
    wave = Wave.objects.get(name="Červen 2011")
    post(f"waves/{wave.pk}/", {"name": "Léto 2011", "precision": "year", "is_published": "on"})
    post(f"waves/{wave.pk}/removal/", {})
    count = {"standing": "JOINED", "number": "27", "on": "31.5.2012", "source": "O projektu"}
    post("counts/new/", count)
    post("counts/new/", count, 422)
    assert "27" in client.get(cast.at("waves/")).content.decode()
    post(f"counts/{StatedCount.objects.get().pk}/removal/", {})
    post("readiness/default/", {})
    item = ReadinessItem.objects.get(code="texts")
    post("readiness/new/", {"text": "Smlouva", "is_asked": "on"})
    post(f"readiness/{item.pk}/", {"text": "Texty webu", "is_asked": "on"})
    mark = f"municipalities/{cast.stribro.pk}/readiness/{item.pk}/"
    assert client.get(cast.at(mark)).status_code == 200
    post(mark, {"is_done": "yes", "on": "31.5.2012"})
    assert ReadinessMark.objects.get().is_done
    assert client.get(cast.at("readiness/")).status_code == 200
    assert client.get(cast.at(f"waves/{wave.pk}/removal/")).status_code == 302
    post("declarations/new/", {"name": "D", "signed_on": "28.1.2010", "others": "a\nb"})
    post("milestones/new/", {"text": "M", "planned_on": "1.7.2012", "precision": "month"})


def _tick(cast: Cast, code: str, **said: object) -> None:
    facts = {"is_done": True, "on": TODAY, "note": "", "by": cast.clerk, **said}
    item = ReadinessItem.objects.get(code=code)
    readiness.mark_item(municipality=cast.stribro, item=item, at=NOW, **facts)  # type: ignore[arg-type]


def _draw(cast: Cast, *, people: int) -> None:
    """One precinct of the town with so many named people."""
    region: Authority = cast.region
    kind = PrecinctKind.objects.create(authority=region, code="police")
    precinct = Precinct.objects.create(
        authority=region, kind=kind, municipality=cast.stribro, code="1", name="Střed"
    )
    Boundary.objects.create(
        authority=region, precinct=precinct, shape=b"", west=0, south=0, east=1, north=1
    )
    Duty.objects.bulk_create(
        Duty(
            authority=region,
            kind=kind,
            precinct=precinct,
            person_name=f"Osoba {number}",
            role="okrskář",
        )
        for number in range(people)
    )


def _odt() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("content.xml", "<x/>")
    return written.getvalue()
