from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON, make_body
from prevenio.programme.forms import ActionForm
from prevenio.programme.importing.document import ReadAct
from prevenio.programme.models import (
    Act,
    ActKind,
    Choice,
    ProgrammeVersion,
    VersionState,
)
from prevenio.programme.operations import drafts, editing
from prevenio.programme.operations import versions as operations
from prevenio.programme.queries.changes import changes_between
from prevenio.programme.queries.contents import document_of
from prevenio.programme.tests.documents import small_source
from prevenio.programme.tests.factories import make_programme, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(authority: Authority, coordinator: User) -> ProgrammeVersion:
    """The small programme as a saved draft version."""
    source, content = small_source()
    imported = drafts.store_draft(
        authority=authority, source=source, content=content, by=coordinator, at=NOON
    )
    drafts.decide(
        draft=imported,
        keys=["body:ZGM"],
        choice=Choice.ACCEPT,
        value=None,
        by=coordinator,
        at=NOON,
    )
    return drafts.save_programme(draft=imported, open_doubts=0, by=coordinator, at=NOON)


@pytest.fixture
def adopted(draft: ProgrammeVersion, coordinator: User) -> ProgrammeVersion:
    return operations.adopt_version(
        version=draft, act=draft.act, effective_from=date(2024, 3, 15), by=coordinator, at=NOON
    )


@pytest.fixture
def amendment(adopted: ProgrammeVersion, coordinator: User) -> ProgrammeVersion:
    return operations.begin_amendment(
        version=adopted, reason="Dworzec jest w remoncie.", by=coordinator, at=NOON
    )


def test_adoption_freezes_a_version_and_shows_it(adopted: ProgrammeVersion) -> None:
    adopted.refresh_from_db()
    assert adopted.state == VersionState.ADOPTED
    assert adopted.is_public
    assert adopted.digest == operations.digest_of(adopted)
    entries = Entry.objects.filter(fact__startswith="programme.").order_by("number")
    facts = list(entries.values_list("fact", flat=True))
    assert facts[-2:] == ["programme.version.adopted", "programme.version.published"]


def test_effect_is_counted_from_publication(authority: Authority) -> None:
    act = Act(
        authority=authority,
        adopted_on=date(2024, 2, 15),
        published_on=date(2024, 2, 28),
        days_to_force=14,
    )

    assert operations.in_force_on(act) == date(2024, 3, 14)


def test_an_amendment_begins_with_the_same_content(
    adopted: ProgrammeVersion, amendment: ProgrammeVersion
) -> None:
    assert amendment.number == "1.1"
    assert replace(document_of(amendment), act=ReadAct()) == replace(
        document_of(adopted), act=ReadAct()
    )
    assert changes_between(adopted, amendment) == []


def test_what_changed_is_told_word_by_word(
    adopted: ProgrammeVersion, amendment: ProgrammeVersion, coordinator: User
) -> None:
    action = amendment.actions.get(code="1.1")
    editing.change(
        thing=action,
        values={"text": "Piesze patrole nocą w okolicach dworca i targowiska."},
        by=coordinator,
        at=NOON,
    )

    (change,) = changes_between(adopted, amendment)

    assert (change.code, change.status) == ("1.1", "changed")
    (field,) = change.fields
    assert [(piece.kind, piece.text) for piece in field.pieces if piece.kind != "same"] == [
        ("old", "wieczorem"),
        ("new", "nocą"),
    ]


def test_bodies_of_an_action_change(
    adopted: ProgrammeVersion,
    amendment: ProgrammeVersion,
    authority: Authority,
    coordinator: User,
) -> None:
    school = make_body(authority=authority, short_name="Szkoły")
    action = amendment.actions.get(code="2.1")

    editing.set_action_roles(
        action=action,
        lead=Body.objects.get(short_name="KMP"),
        co_responsible=[Body.objects.get(short_name="MOPS")],
        partners=[school],
        by=coordinator,
        at=NOON,
    )

    (change,) = changes_between(adopted, amendment)
    assert {field.name for field in change.fields} == {"lead_body", "co_responsible", "partners"}


def test_added_and_removed_actions_are_told(
    adopted: ProgrammeVersion, amendment: ProgrammeVersion, coordinator: User
) -> None:
    area = amendment.areas.get(code="2")
    editing.add_action(
        area=area,
        title="Numer alarmowy przy telefonie",
        text="Naklejki z numerem alarmowym.",
        lead=Body.objects.get(short_name="SM"),
        by=coordinator,
        at=NOON,
    )
    editing.remove_action(action=amendment.actions.get(code="1.2"), by=coordinator, at=NOON)

    told = {(change.status, change.code) for change in changes_between(adopted, amendment)}

    assert told == {("added", "2.2"), ("removed", "1.2")}


def test_an_action_is_not_joined_with_itself(
    amendment: ProgrammeVersion, coordinator: User
) -> None:
    action = amendment.actions.get(code="1.1")

    with pytest.raises(WrongState):
        editing.merge_actions(kept=action, dropped=action, by=coordinator, at=NOON)

    assert amendment.actions.filter(pk=action.pk).exists()


def test_two_actions_become_one(amendment: ProgrammeVersion, coordinator: User) -> None:
    kept = amendment.actions.get(code="1.1")

    editing.merge_actions(
        kept=kept, dropped=amendment.actions.get(code="1.2"), by=coordinator, at=NOON
    )

    roles = kept.roles.order_by("position").values_list("body__short_name", "role")
    assert list(roles) == [
        ("KMP", "LEAD"),
        ("SM", "PARTNER"),
        ("SM", "CO_RESPONSIBLE"),
        ("KMP", "PARTNER"),
        ("ZGM", "PARTNER"),
    ]


def test_the_public_goes_on_seeing_the_old_version(
    adopted: ProgrammeVersion, amendment: ProgrammeVersion, coordinator: User, authority: Authority
) -> None:
    act = Act.objects.create(
        authority=authority, kind=ActKind.RESOLUTION, number="I/2", adopted_on=date(2025, 1, 1)
    )
    adopted.refresh_from_db()
    assert adopted.is_public

    operations.adopt_version(
        version=amendment, act=act, effective_from=None, by=coordinator, at=NOON
    )

    adopted.refresh_from_db()
    amendment.refresh_from_db()
    assert (adopted.is_public, amendment.is_public) == (False, True)
    assert amendment.effective_from == date(2025, 1, 1)


def test_a_frozen_version_cannot_be_changed(adopted: ProgrammeVersion, coordinator: User) -> None:
    action = adopted.actions.get(code="1.1")

    with pytest.raises(editing.NotADraft):
        editing.change(thing=action, values={"text": "Inaczej."}, by=coordinator, at=NOON)

    with pytest.raises(WrongState):
        operations.hand_over_version(version=adopted, by=coordinator, at=NOON)


def test_one_draft_at_a_time(
    adopted: ProgrammeVersion, amendment: ProgrammeVersion, coordinator: User
) -> None:
    with pytest.raises(operations.DraftOpen):
        operations.begin_amendment(version=adopted, reason="Jeszcze.", by=coordinator, at=NOON)

    operations.discard_version(version=amendment, by=coordinator, at=NOON)
    again = operations.begin_amendment(version=adopted, reason="Od nowa.", by=coordinator, at=NOON)
    assert again.number == "1.1"


def test_a_draft_needs_an_act_to_be_adopted(amendment: ProgrammeVersion, coordinator: User) -> None:
    with pytest.raises(operations.ActMissing):
        operations.adopt_version(
            version=amendment, act=None, effective_from=None, by=coordinator, at=NOON
        )


def test_effect_cannot_come_before_the_act(draft: ProgrammeVersion, coordinator: User) -> None:
    with pytest.raises(operations.EffectiveBeforeAct):
        operations.adopt_version(
            version=draft,
            act=draft.act,
            effective_from=date(2024, 1, 1),
            by=coordinator,
            at=NOON,
        )


def test_an_officer_may_amend_but_not_adopt(
    draft: ProgrammeVersion, programme_officer: User
) -> None:
    operations.hand_over_version(version=draft, by=programme_officer, at=NOON)

    with pytest.raises(NotAllowed):
        operations.adopt_version(
            version=draft, act=draft.act, effective_from=None, by=programme_officer, at=NOON
        )


def test_a_version_handed_over_waits_untouched(draft: ProgrammeVersion, coordinator: User) -> None:
    operations.hand_over_version(version=draft, by=coordinator, at=NOON)
    action = draft.actions.get(code="1.1")

    with pytest.raises(editing.NotADraft):
        editing.change(thing=action, values={"text": "Inaczej."}, by=coordinator, at=NOON)

    operations.send_back_version(version=draft, reason="Brak terminu.", by=coordinator, at=NOON)
    assert editing.change(thing=action, values={"text": "Inaczej."}, by=coordinator, at=NOON)


def test_the_next_period_keeps_the_line_of_what_it_carries_over(
    adopted: ProgrammeVersion, coordinator: User
) -> None:
    street = adopted.areas.get(code="1")

    draft = operations.begin_next_period(
        version=adopted,
        title="Bezpieczne Testowo 2027–2029",
        first_year=2027,
        last_year=2029,
        keep={street.lineage},
        by=coordinator,
        at=NOON,
    )

    assert [area.lineage for area in draft.areas.all()] == [street.lineage]
    assert draft.programme.predecessor == adopted.programme
    told = {(c.thing, c.status, c.code) for c in changes_between(adopted, draft)}
    assert told == {("area", "removed", "2"), ("action", "removed", "2.1")}


def test_a_stranger_may_do_nothing(adopted: ProgrammeVersion, stranger: User) -> None:
    with pytest.raises(NotAllowed):
        operations.begin_amendment(version=adopted, reason="Bo tak.", by=stranger, at=NOON)


def test_a_body_renamed_later_breaks_no_seal(adopted: ProgrammeVersion) -> None:
    Body.objects.filter(short_name="ZGM").update(short_name="ZZN", name="Zarząd Nieruchomości")

    assert operations.digest_of(adopted) == adopted.digest


def test_the_page_of_an_action_shows_what_changes(
    client: Client, amendment: ProgrammeVersion, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    address = f"/{authority.slug}/desk/programme/versions/{amendment.pk}/actions/1.1/"
    kmp = Body.objects.get(short_name="KMP")

    response = client.post(
        address,
        {"text": "Patrole nocą.", "lead": kmp.pk, "co_responsible": "", "partners": "sm, zgm"},
    )

    assert response.status_code == 302
    page = client.get(address).content.decode()
    assert "<del>" in page
    assert "<ins>" in page


def test_an_unknown_body_is_named_and_what_was_typed_stays(
    client: Client, amendment: ProgrammeVersion, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    address = f"/{authority.slug}/desk/programme/versions/{amendment.pk}/actions/1.1/"
    kmp = Body.objects.get(short_name="KMP")

    response = client.post(
        address, {"text": "Nowa treść.", "lead": kmp.pk, "partners": "SM, <i>Nikt</i>"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Nowa treść." in page
    assert "&lt;i&gt;Nikt&lt;/i&gt;" in page
    assert amendment.actions.get(code="1.1").text != "Nowa treść."


def test_bodies_of_another_authority_are_not_understood(
    amendment: ProgrammeVersion, authority: Authority, stranger: User
) -> None:
    other = Authority.objects.get(slug="obcowo")
    make_body(authority=other, short_name="OBCY")
    ActionForm(version=make_version(make_programme(other)))

    form = ActionForm({"text": "Tekst.", "partners": "OBCY"}, version=amendment)

    assert "partners" in form.errors


def test_the_page_of_changes_asks_little_once_it_was_made(
    client: Client,
    amendment: ProgrammeVersion,
    authority: Authority,
    coordinator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)
    address = f"/{authority.slug}/desk/programme/versions/{amendment.pk}/changes/"
    assert client.get(address).status_code == 200

    with django_assert_max_num_queries(8):
        client.get(address, {"from": str(amendment.based_on_id)})


def test_versions_of_another_authority_cannot_be_compared(
    client: Client, amendment: ProgrammeVersion, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    elsewhere = make_version()
    address = f"/{authority.slug}/desk/programme/versions/{amendment.pk}/changes/"

    response = client.get(address, {"from": elsewhere.pk})

    assert response.status_code == 200
    assert response.context["older"] is None
    other = address.replace(str(amendment.pk), str(elsewhere.pk))
    assert client.get(other).status_code == 404


def test_findings_that_block_ask_for_a_reason_at_adoption(
    client: Client, draft: ProgrammeVersion, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    address = f"/{authority.slug}/desk/programme/versions/{draft.pk}/adoption/"
    typed = {
        "kind": "RESOLUTION",
        "number": "XX/9/2024",
        "adopted_on": "15.2.2024",
        "body_name": "Rada",
    }

    refused = client.post(address, typed)

    assert refused.status_code == 422
    assert refused.context["form"].errors["despite"]
    assert not Act.objects.filter(number="XX/9/2024").exists()

    client.post(address, typed | {"despite": "Rada uchwaliła tekst w tym brzmieniu."})

    draft.refresh_from_db()
    assert draft.state == VersionState.ADOPTED
    adopted_entry = Entry.objects.get(fact="programme.version.adopted")
    assert adopted_entry.details["despite"] == "Rada uchwaliła tekst w tym brzmieniu."
