from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import Entry
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON, make_body
from prevenio.programme.models import (
    Action,
    ChapterComment,
    Funding,
    Initiative,
    ProgrammeVersion,
    Publication,
    Statement,
    StatementKind,
    Trigger,
)
from prevenio.programme.operations import company
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(authority: Authority) -> ProgrammeVersion:
    return make_version(make_programme(authority))


@pytest.fixture
def conditional(draft: ProgrammeVersion) -> Action:
    return make_action(make_area(draft), condition="stan alarmowy rzeki")


def desk(authority: Authority, tail: str) -> str:
    return f"/{authority.slug}/desk/programme/{tail}"


def test_a_programme_is_written_from_nothing(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    client.post(desk(authority, "new/"), {"title": "Bezpieczne miasto", "first_year": "2027"})
    version = ProgrammeVersion.objects.get()
    at = f"versions/{version.pk}/"

    client.post(desk(authority, at + "areas/"), {"name": "Bezpieczna droga"})
    client.post(desk(authority, at + "initiatives/"), {"name": "Odblaski"})
    client.post(desk(authority, at + "statements/"), {"kind": "GOAL", "text": "Mniej wypadków."})
    client.post(desk(authority, at + "team/"), {"name": "Jan Autor", "office": "Biuro"})

    assert version.areas.get().code == "1"
    assert version.initiatives.get().number == 1
    assert version.statements.get().kind == StatementKind.GOAL
    assert version.drafting_team.get().name == "Jan Autor"
    assert client.get(desk(authority, at)).status_code == 200


def test_what_was_added_can_be_taken_out(
    client: Client, authority: Authority, coordinator: User, draft: ProgrammeVersion
) -> None:
    client.force_login(coordinator)
    area, initiative = make_area(draft), make_initiative(draft)
    goal = Statement.objects.create(version=draft, kind="GOAL", position=1, text="Cel.")
    at = f"versions/{draft.pk}/"

    client.post(desk(authority, f"{at}areas/{area.code}/removal/"))
    client.post(desk(authority, f"{at}initiatives/{initiative.pk}/removal/"))
    client.post(desk(authority, f"{at}statements/{goal.pk}/removal/"))

    assert not draft.areas.exists()
    assert not draft.initiatives.exists()
    assert not draft.statements.exists()


def test_a_goal_serves_a_goal_of_the_strategy(
    client: Client, authority: Authority, coordinator: User, draft: ProgrammeVersion
) -> None:
    client.force_login(coordinator)
    strategy = Statement.objects.create(
        version=draft, kind="STRATEGY", position=1, text="Miasto nowocześnie zarządzane."
    )
    goal = Statement.objects.create(version=draft, kind="GOAL", position=1, text="Cel.")

    client.post(
        desk(authority, f"versions/{draft.pk}/statements/{goal.pk}/"),
        {"text": "Cel.", "serves": strategy.pk},
    )

    goal.refresh_from_db()
    assert goal.serves == strategy


def test_money_and_audience_of_an_initiative(
    client: Client, authority: Authority, coordinator: User, draft: ProgrammeVersion
) -> None:
    client.force_login(coordinator)
    initiative = make_initiative(draft)
    address = desk(authority, f"versions/{draft.pk}/initiatives/{initiative.pk}/")
    typed = {
        "name": "Taksówka",
        "kind": "SERVICE",
        "audience": "Seniorzy 70+\nOpiekunowie",
        "money-TOTAL_FORMS": "2",
        "money-INITIAL_FORMS": "0",
        "money-0-source": "Budżet miasta",
        "money-0-year": "2024",
        "money-0-planned": "12000.50",
        "money-1-source": "",
    }

    response = client.post(address, typed)

    assert response.status_code == 302
    audiences = initiative.audiences.order_by("position").values_list("text", "age_from", "age_to")
    assert list(audiences) == [("Seniorzy 70+", 70, None), ("Opiekunowie", None, None)]
    funding = Funding.objects.get()
    assert (funding.source, funding.year, str(funding.planned)) == (
        "Budżet miasta",
        2024,
        "12000.50",
    )
    assert client.get(address).status_code == 200


def test_money_without_a_source_is_refused(
    client: Client, authority: Authority, coordinator: User, draft: ProgrammeVersion
) -> None:
    client.force_login(coordinator)
    initiative = make_initiative(draft)

    response = client.post(
        desk(authority, f"versions/{draft.pk}/initiatives/{initiative.pk}/"),
        {
            "name": "Taksówka",
            "kind": "SERVICE",
            "money-TOTAL_FORMS": "1",
            "money-INITIAL_FORMS": "0",
            "money-0-planned": "5",
        },
    )

    assert response.status_code == 422
    assert not Funding.objects.exists()


def test_a_conditional_action_is_active_while_its_event_lasts(
    client: Client, authority: Authority, coordinator: User, conditional: Action
) -> None:
    client.force_login(coordinator)
    at = f"versions/{conditional.version_id}/actions/{conditional.code}/"
    client.post(desk(authority, at + "triggers/"), {"began_on": "2023-07-14", "note": "Powódź."})
    trigger = Trigger.objects.get()

    client.post(desk(authority, f"{at}triggers/{trigger.pk}/end/"), {"day": "2023-07-01"})
    trigger.refresh_from_db()
    assert trigger.ended_on is None
    client.post(desk(authority, f"{at}triggers/{trigger.pk}/end/"), {"day": "2023-07-20"})

    trigger.refresh_from_db()
    assert trigger.ended_on == date(2023, 7, 20)
    assert "Powódź." in client.get(desk(authority, at)).content.decode()


def test_an_action_without_a_condition_has_no_event(
    draft: ProgrammeVersion, coordinator: User
) -> None:
    action = make_action(make_area(draft))

    with pytest.raises(company.NotConditional):
        company.record_trigger(
            action=action, began_on=date(2023, 7, 14), note="Powódź.", by=coordinator, at=NOON
        )


def test_anybody_of_the_authority_remarks_and_the_bureau_settles(
    client: Client,
    authority: Authority,
    coordinator: User,
    reader: User,
    draft: ProgrammeVersion,
) -> None:
    chapter = draft.chapters.create(position=1, number="I", title="Wstęp")
    at = f"versions/{draft.pk}/chapters/{chapter.pk}/"
    client.force_login(reader)
    client.post(desk(authority, at + "remarks/"), {"remark": "Za długie."})
    remark = ChapterComment.objects.get()
    client.post(desk(authority, f"{at}remarks/{remark.pk}/settlement/"))
    remark.refresh_from_db()
    assert remark.settled_at is None

    client.force_login(coordinator)
    client.post(desk(authority, f"{at}remarks/{remark.pk}/settlement/"))

    remark.refresh_from_db()
    assert remark.settled_at is not None
    assert "Za długie." in client.get(desk(authority, at)).content.decode()


def test_copies_given_out_cannot_exceed_the_printed(
    client: Client, authority: Authority, coordinator: User, draft: ProgrammeVersion
) -> None:
    client.force_login(coordinator)
    address = desk(authority, f"{draft.programme_id}/publications/")
    typed = {"title": "Ulotka", "year": "2024", "copies_printed": "10", "copies_given_out": "11"}

    assert client.post(address, typed).status_code == 422
    assert client.post(address, typed | {"copies_given_out": "9"}).status_code == 302

    assert Publication.objects.get().copies_given_out == 9


def test_a_reader_changes_nothing(
    client: Client, authority: Authority, reader: User, draft: ProgrammeVersion
) -> None:
    client.force_login(reader)
    make_initiative(draft)

    client.post(desk(authority, f"versions/{draft.pk}/areas/"), {"name": "Obszar"})
    client.post(desk(authority, f"versions/{draft.pk}/initiatives/"), {"name": "Program"})

    assert not draft.areas.exists()
    assert Initiative.objects.count() == 1


def test_lists_stay_within_eight_statements(
    client: Client,
    authority: Authority,
    coordinator: User,
    draft: ProgrammeVersion,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)
    area = make_area(draft)
    for _row in range(12):
        make_action(area)
    for tail in (
        "",
        "import/",
        f"versions/{draft.pk}/",
        f"versions/{draft.pk}/areas/{area.code}/",
        f"{draft.programme_id}/proposals/",
        f"{draft.programme_id}/publications/",
    ):
        with django_assert_max_num_queries(8):
            assert client.get(desk(authority, tail)).status_code == 200


def test_line_ends_of_a_browser_are_no_change(
    client: Client, authority: Authority, coordinator: User, draft: ProgrammeVersion
) -> None:
    client.force_login(coordinator)
    chapter = draft.chapters.create(position=1, number="I", title="Wstęp", text="Raz.\n\nDwa.")
    address = desk(authority, f"versions/{draft.pk}/chapters/{chapter.pk}/")

    client.post(address, {"title": "Wstęp", "text": "Raz.\r\n\r\nDwa."})

    assert not Entry.objects.exists()


def test_term_indicators_and_money_of_an_action_are_edited(
    client: Client, authority: Authority, coordinator: User, draft: ProgrammeVersion
) -> None:
    client.force_login(coordinator)
    body = make_body(authority=authority, short_name="KMP")
    action = make_action(make_area(draft), lead=body)
    typed = {
        "text": action.text,
        "lead": str(body.pk),
        "term_text": "co roku",
        "first_year": "2024",
        "last_year": "2023",
        "indicators_text": "liczba kontroli\r\nliczba mandatów",
    }
    address = desk(authority, f"versions/{draft.pk}/actions/{action.code}/")

    assert client.post(address, typed).status_code == 422
    assert client.post(address, typed | {"last_year": "2026"}).status_code == 302

    action.refresh_from_db()
    assert action.indicators_text == "liczba kontroli\nliczba mandatów"
    assert (action.first_year, action.last_year) == (2024, 2026)
