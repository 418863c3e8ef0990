"""Pages of the indicators on the desk: what they say, what they refuse, who sees nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from prevenio.indicators.models import (
    BreakState,
    Indicator,
    IndicatorClass,
    IndicatorGroup,
    IndicatorValue,
    Nature,
    SeriesBreak,
    StatisticsUpload,
    Target,
)
from prevenio.indicators.tests.factories import (
    make_break,
    make_indicator,
    make_series,
    make_target,
    make_value,
)
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_authority, make_member, make_user

HOME = "/testowo/desk/indicators/"
CSV = "Kod;Nazwa;Rok;Wartość\n2661000;Kielce;2022;3527\n2661000;Kielce;2023;3079\n"


@pytest.fixture(autouse=True)
def may() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 5, 20, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def english(authority: Authority) -> Authority:
    authority.languages = ["en"]
    authority.save()
    return authority


@pytest.fixture
def desk(client: Client, coordinator: User, english: Authority) -> Client:
    client.force_login(coordinator)
    return client


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    text = response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")
    return " ".join(text.split())


def test_page_says_the_sentence_the_break_and_every_value(
    desk: Client, authority: Authority
) -> None:
    indicator = make_series(authority, "W-01", stand_in="Zamiast ujawnionych.")
    make_target(indicator, 2022, 2023, 2900, act_text="Karta celu 2/2022")

    page = words(desk, f"{HOME}{indicator.pk}/")

    assert "<strong>In 2023 13% fewer than a year before</strong> (3,079 after 3,527)." in page
    assert "2024 is not compared with 2023." in page
    assert "indicator-values__break" in page
    assert "4,851" in page
    assert "Karta celu 2/2022" in page
    assert "not met" in page
    assert "Zamiast ujawnionych." in page
    assert page.count("<svg") >= 2
    assert 'role="img" aria-label="' in page
    assert "style=" not in page


def test_list_keeps_petty_offences_apart_with_management_control_first(
    desk: Client, authority: Authority
) -> None:
    make_indicator(authority, "B-1", name="Wykroczenia", group=IndicatorGroup.PETTY)
    make_series(authority, "B-2", name="Kradzieże", group=IndicatorGroup.CRIME)
    make_indicator(authority, "B-3", name="Miernik", is_management=True)

    page = words(desk, HOME)

    order = [
        page.index(f"<caption>{one}</caption>")
        for one in ("Management control", "Crimes", "Petty offences")
    ]
    assert order == sorted(order)
    assert "not compared: break" in page
    assert "Benjamini" not in page


def test_list_says_what_many_comparisons_mean(desk: Client, authority: Authority) -> None:
    for number in range(3):
        one = make_indicator(authority, group=IndicatorGroup.CRIME)
        make_value(one, 2023, 100)
        make_value(one, 2024, 100 + 20 * number)

    page = words(desk, HOME)

    assert "3 changes are compared on this page" in page
    assert "Benjamini" in page


def test_list_is_searched_without_diacritics_and_by_group(
    desk: Client, authority: Authority
) -> None:
    make_indicator(authority, "B-1", name="Wykroczenia", group=IndicatorGroup.PETTY)
    make_indicator(authority, "B-2", name="Kradzieże", group=IndicatorGroup.CRIME)

    assert "B-2" in words(desk, f"{HOME}?q=kradzieze")
    assert "B-1" not in words(desk, f"{HOME}?q=kradzieze")
    assert "B-2" not in words(desk, f"{HOME}?group=PETTY")
    assert "No indicator fits" in words(desk, f"{HOME}?q=%27%22%3E%3Cb%00&group=nothing&page=x")


def test_list_of_a_thousand_takes_eight_statements(
    desk: Client,
    authority: Authority,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    pattern = make_indicator(authority, "A-0000", name="Pierwszy")
    values = {
        field.attname: getattr(pattern, field.attname)
        for field in Indicator._meta.concrete_fields
        if field.attname not in {"id", "code"}
    }
    rows = Indicator.objects.bulk_create(
        Indicator(code=f"A-{number:04}", **values) for number in range(1, 1001)
    )
    for one in rows[:40]:
        make_value(one, 2023, 100)
        make_value(one, 2024, 80)
    desk.get(HOME)

    with django_assert_max_num_queries(8):
        response = desk.get(HOME)

    assert response.status_code == 200
    Indicator.objects.filter(code__lt="A-0020").update(formula="activities.all.activities / 2")
    with django_assert_max_num_queries(9):
        desk.get(HOME)


def test_downloads_hold_the_values(desk: Client, authority: Authority) -> None:
    indicator = make_series(authority, "W-01", name="=1+1", definition="@SUM(A1)")
    base = f"{HOME}{indicator.pk}/"

    book = load_workbook(BytesIO(desk.get(f"{base}values.xlsx").content))
    sheet = book.worksheets[0]

    assert [sheet.cell(2, column).value for column in (1, 4)] == ["2024", 2290]
    assert sheet.cell(14, 1).value is None
    texts = {cell.value: cell.data_type for row in book.worksheets[2] for cell in row}
    assert texts["=1+1"] == "s"
    assert desk.get(f"{base}chart.svg").content.startswith(b"<svg")
    assert desk.get(f"{base}chart.png").content.startswith(b"\x89PNG")


def test_indicator_without_values_says_so(desk: Client, authority: Authority) -> None:
    indicator = make_indicator(authority)

    assert "There is no value yet" in words(desk, f"{HOME}{indicator.pk}/")
    assert desk.get(f"{HOME}{indicator.pk}/chart.svg").status_code == 200
    assert desk.get(f"{HOME}{indicator.pk}/values.xlsx").status_code == 200


def test_value_is_added_and_corrected_on_screen(desk: Client, authority: Authority) -> None:
    indicator = make_indicator(authority)
    address = f"{HOME}{indicator.pk}/values/"
    typed = {
        "span": "2024-01-01",
        "number": "3 079",
        "as_of": "1.3.2025",
        "source": "GUS",
        "breakdown": "",
        "reason": "",
    }

    assert desk.post(address, typed).status_code == 302
    again = desk.post(address, {**typed, "number": "3080"})
    assert again.status_code == 422
    assert "Say why it is corrected" in again.content.decode()
    first = IndicatorValue.objects.get()
    assert f'name="instead_of" value="{first.pk}"' in again.content.decode()
    mended = {**typed, "number": "3080", "reason": "Pomyłka", "instead_of": str(first.pk)}
    assert desk.post(address, mended).status_code == 302
    assert IndicatorValue.objects.filter(superseded_by__isnull=True).get().number == 3080


@pytest.mark.parametrize(
    "number",
    ["", "abc", "1e9", "NaN", "Infinity", "--1", "1.2.3", "9" * 400, "<script>", "\x00", "٣"],
)
def test_hostile_numbers_get_an_error_and_keep_what_was_typed(
    desk: Client, authority: Authority, number: str
) -> None:
    indicator = make_indicator(authority)

    response = desk.post(
        f"{HOME}{indicator.pk}/values/",
        {"span": "2024-01-01", "number": number, "as_of": "1.3.2025", "source": "Rejestr"},
    )

    assert response.status_code == 422
    assert 'value="Rejestr"' in response.content.decode()
    assert "<script>" not in response.content.decode().partition("<form")[2]
    assert not IndicatorValue.objects.exists()


def test_share_is_typed_as_part_and_whole(desk: Client, authority: Authority) -> None:
    indicator = make_indicator(authority, nature=Nature.SHARE)
    typed = {"span": "2024-01-01", "as_of": "1.3.2025", "source": "Ankieta"}

    wrong = desk.post(f"{HOME}{indicator.pk}/values/", {**typed, "part": "9", "whole": "3"})
    assert wrong.status_code == 422
    assert (
        desk.post(f"{HOME}{indicator.pk}/values/", {**typed, "part": "3", "whole": "4"}).status_code
        == 302
    )
    value = IndicatorValue.objects.get()
    assert (value.number, value.denominator) == (pytest.approx(0.75), 4)


def test_value_is_withdrawn_on_screen(desk: Client, authority: Authority) -> None:
    value = make_value(make_indicator(authority), 2024, 5)

    assert desk.post(f"{HOME}values/{value.pk}/withdrawal/", {"reason": ""}).status_code == 422
    assert desk.post(f"{HOME}values/{value.pk}/withdrawal/", {"reason": "Zły"}).status_code == 302
    assert IndicatorValue.objects.filter(number__isnull=True).count() == 1


def test_target_and_break_are_added_and_settled_on_screen(
    desk: Client, authority: Authority
) -> None:
    indicator = make_indicator(authority)
    base = f"{HOME}{indicator.pk}/"
    target = {
        "kind": "TARGET",
        "first_year": "2024",
        "last_year": "2025",
        "number": "2900",
        "reason": "Średnia",
    }

    assert desk.post(f"{base}targets/", {**target, "reason": ""}).status_code == 422
    assert desk.post(f"{base}targets/", target).status_code == 302
    assert Target.objects.get().number == 2900
    assert desk.post(f"{base}breaks/", {"day": "1.10.2023", "what": "Próg"}).status_code == 302
    proposed = make_break(indicator, date(2014, 1, 1), state=BreakState.PROPOSED)
    desk.get(f"{HOME}breaks/{proposed.pk}/confirmation/")
    assert SeriesBreak.objects.get(pk=proposed.pk).state == BreakState.PROPOSED
    desk.post(f"{HOME}breaks/{proposed.pk}/confirmation/")
    assert SeriesBreak.objects.get(pk=proposed.pk).state == BreakState.CONFIRMED
    desk.post(f"{HOME}breaks/{proposed.pk}/dismissal/")
    assert SeriesBreak.objects.get(pk=proposed.pk).state == BreakState.DISMISSED


def test_passport_is_added_and_changed_on_screen(desk: Client, authority: Authority) -> None:
    typed = {
        "code": "W-09",
        "name": "Szkolenia",
        "nature": "COUNT",
        "frequency": "YEAR",
        "direction": "MORE",
        "group": "OWN",
        "data_class": "INTERNAL",
        "smallest_shown": "5",
        "stale_after": "90",
        "formula": "activities.all.activities * 2",
    }

    assert desk.post(f"{HOME}new/", {**typed, "formula": "1 +"}).status_code == 422
    assert desk.post(f"{HOME}new/", {**typed, "code": "../x"}).status_code == 422
    assert desk.post(f"{HOME}new/", {**typed, "actions": "99.9"}).status_code == 422
    assert desk.post(f"{HOME}new/", typed).status_code == 302
    indicator = Indicator.objects.get()
    assert "activities.all.activities" in words(desk, f"{HOME}measures/")
    form = words(desk, f"{HOME}{indicator.pk}/passport/")
    assert 'value="Szkolenia"' in form
    changed = {**typed, "name": "Inna", "revision": "1"}
    assert desk.post(f"{HOME}{indicator.pk}/passport/", changed).status_code == 302
    stale = desk.post(f"{HOME}{indicator.pk}/passport/", {**changed, "name": "Jeszcze inna"})
    assert stale.status_code == 422
    assert "Somebody else has changed this" in stale.content.decode()


def test_file_is_read_looked_at_and_kept(desk: Client, authority: Authority) -> None:
    file = SimpleUploadedFile("dane.csv", CSV.encode())

    taken = desk.post(f"{HOME}import/", {"table": file})
    upload = StatisticsUpload.objects.get()
    assert taken["Location"] == f"{HOME}import/{upload.pk}/"
    assert not IndicatorValue.objects.exists()
    preview = words(desk, f"{HOME}import/{upload.pk}/?territory=2661000")
    assert "2 new values" in preview
    desk.post(f"{HOME}import/{upload.pk}/", {"territory": "2661000"})

    assert [row.number for row in IndicatorValue.objects.order_by("first_day")] == [3527, 3079]
    assert "nothing to keep" in words(desk, f"{HOME}import/{upload.pk}/")


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"PK\x03\x04broken", b"no;table\n", "Ł;ż".encode("cp1250")]
)
def test_unreadable_files_are_refused_with_a_sentence(
    desk: Client, authority: Authority, content: bytes
) -> None:
    response = desk.post(f"{HOME}import/", {"table": SimpleUploadedFile("x.xlsx", content)})

    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert not StatisticsUpload.objects.exists()


def addresses(indicator: Indicator) -> list[str]:
    value = indicator.values.get()
    one = indicator.breaks.get()
    upload = StatisticsUpload.objects.create(
        authority=indicator.authority,
        name="x.csv",
        source="CSV",
        sha256="0" * 64,
        size=1,
        at=indicator.created_at,
    )
    pages = ["", "passport/", "chart.svg", "chart.png", "values.xlsx", "values/", "targets/"]
    return [
        *(f"{HOME}{indicator.pk}/{page}" for page in [*pages, "breaks/"]),
        f"{HOME}values/{value.pk}/correction/",
        f"{HOME}values/{value.pk}/withdrawal/",
        f"{HOME}breaks/{one.pk}/confirmation/",
        f"{HOME}breaks/{one.pk}/dismissal/",
        f"{HOME}import/{upload.pk}/",
        HOME,
        f"{HOME}new/",
        f"{HOME}measures/",
        f"{HOME}import/",
    ]


@pytest.fixture
def secret(authority: Authority) -> Indicator:
    indicator = make_indicator(authority, name="Tajemnica", data_class=IndicatorClass.POLICE)
    make_value(indicator, 2024, 5)
    make_break(indicator, date(2020, 1, 1), state=BreakState.PROPOSED)
    return indicator


def test_strangers_find_nothing_anywhere(client: Client, secret: Indicator) -> None:
    elsewhere = make_member(authority=make_authority(), role=Role.COORDINATOR)
    for person in (make_user(), elsewhere):
        client.force_login(person)
        for address in addresses(secret)[:12]:
            for method in (client.get, client.post):
                response = method(address)
                assert response.status_code in {404, 405}, address
                assert b"Tajemnica" not in response.content
        StatisticsUpload.objects.all().delete()
    client.logout()
    assert client.get(HOME)["Location"].startswith("/testowo/accounts/login/")


def test_what_the_police_manage_is_not_found_by_other_bodies(
    client: Client, secret: Indicator, reporter: User, body: Body
) -> None:
    client.force_login(reporter)

    for address in addresses(secret)[:12]:
        # Forms of the bureau are closed to others whatever they are about.
        assert client.get(address).status_code in {302, 403, 404}, address
    assert "Tajemnica" not in words(client, HOME)
    secret.owner = body
    secret.save()
    assert "Tajemnica" in words(client, HOME)


def test_readers_look_and_change_nothing(
    client: Client, authority: Authority, reader: User
) -> None:
    indicator = make_indicator(authority, name="Jawny")
    make_value(indicator, 2024, 5)
    make_break(indicator, date(2020, 1, 1), state=BreakState.PROPOSED)
    client.force_login(reader)

    answers = {address: client.post(address).status_code for address in addresses(indicator)}

    assert {code for address, code in answers.items() if address not in {HOME}} <= {403, 405}
    assert words(client, f"{HOME}{indicator.pk}/")
    assert SeriesBreak.objects.get().state == BreakState.PROPOSED
