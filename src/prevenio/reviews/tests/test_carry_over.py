"""Carrying a programme over: area by area, saved on the way, then the draft of the next one."""

from io import BytesIO

import pdfplumber
import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Action, Programme, ProgrammeVersion, VersionState
from prevenio.programme.operations.versions import DraftOpen, begin_next_period
from prevenio.returns.tests.factories import make_action, make_version
from prevenio.reviews import carried_sheets, documents, operations
from prevenio.reviews.contents import as_json, content_of, digest_of, from_json
from prevenio.reviews.models import CarryDecision, CarryOver, Fate, Verdict
from prevenio.reviews.operations import Decision, NextProgramme
from prevenio.reviews.queries.carrying import ending_versions, fates_of
from prevenio.reviews.queries.whole import whole_review
from prevenio.reviews.tests.factories import LATER, change, make_head, make_period
from prevenio.reviews.tests.factories import address_of as at
from prevenio.reviews.tests.factories import fresh as fresh_period

pytestmark = pytest.mark.django_db
NEXT = NextProgramme("Następny", 2024, 2026)
CODES = ("1.1", "1.2", "2.1", "2.2", "3.1")


@pytest.fixture
def version(authority: Authority, body: Body) -> ProgrammeVersion:
    made = make_version(authority)
    for code in CODES:
        make_action(made, body, code=code)
    return made


def fresh(version: ProgrammeVersion) -> ProgrammeVersion:
    return ending_versions(version.programme.authority).get(pk=version.pk)


def of(version: ProgrammeVersion, code: str) -> Action:
    return version.actions.get(code=code)


def decide(version: ProgrammeVersion, by: User, fates: dict[str, Fate]) -> CarryOver:
    said = [Decision(of(version, code), fate, "Bo tak.") for code, fate in fates.items()]
    return operations.decide_actions(version=version, decisions=said, by=by, at=LATER)


def decide_all(version: ProgrammeVersion, by: User) -> None:
    """Five actions, each with a fate of its own; area 3 ends whole."""
    fates = [Fate.KEPT, Fate.UNFUNDED, Fate.CHANGED, Fate.DROPPED, Fate.DONE]
    decide(version, by, dict(zip(CODES, fates, strict=True)))


def test_what_goes_on_stands_in_the_next_draft_with_its_lineage(
    version: ProgrammeVersion, coordinator: User
) -> None:
    decide_all(version, coordinator)

    draft = operations.make_next_programme(
        version=version, programme=NEXT, by=coordinator, at=LATER
    )

    assert (draft.state, draft.programme.predecessor) == (VersionState.DRAFT, version.programme)
    kept = {one.code: one.lineage for one in draft.actions.all()}
    assert kept == {code: of(version, code).lineage for code in ("1.1", "2.1")}
    assert [area.code for area in draft.areas.order_by("position")] == ["1", "2"]
    assert version.actions.count() == 5
    rows = [row for area in fates_of(fresh(version)) for row in area.rows]
    assert [row.code_after for row in rows] == ["1.1", "", "2.1", "", ""]
    assert Entry.objects.filter(fact="reviews.carry_over.finished").count() == 1
    assert Entry.objects.filter(fact="programme.period.begun").count() == 1


def test_after_the_draft_the_decisions_stand(version: ProgrammeVersion, coordinator: User) -> None:
    decide_all(version, coordinator)
    by = {"by": coordinator, "at": LATER}
    operations.make_next_programme(version=version, programme=NEXT, **by)  # type: ignore[arg-type]

    with pytest.raises(operations.AlreadyCarriedOver):
        decide(version, coordinator, {"1.1": Fate.DONE})
    with pytest.raises(operations.AlreadyCarriedOver):
        operations.make_next_programme(version=version, programme=NEXT, **by)  # type: ignore[arg-type]

    assert CarryDecision.objects.get(action__code="1.1").fate == Fate.KEPT


def test_refusals_change_nothing(
    version: ProgrammeVersion, coordinator: User, reporter: User, authority: Authority
) -> None:
    draft = ProgrammeVersion.objects.create(
        programme=version.programme, major=2, created_at=LATER, based_on=version
    )
    other = make_action(make_version(authority), None, code="9.1")
    silent = [Decision(of(version, "1.1"), Fate.DROPPED, " ")]
    foreign = [Decision(other, Fate.KEPT)]

    with pytest.raises(operations.FateReasonMissing, match=r"1\.1"):
        operations.decide_actions(version=version, decisions=silent, by=coordinator, at=LATER)
    with pytest.raises(operations.NotOfTheVersion):
        operations.decide_actions(version=version, decisions=foreign, by=coordinator, at=LATER)
    with pytest.raises(NotAllowed):
        decide(version, reporter, {"1.1": Fate.KEPT})
    with pytest.raises(WrongState):
        operations.decide_actions(version=draft, decisions=[], by=coordinator, at=LATER)
    with pytest.raises(operations.NotAllDecided, match=r"1\.1, 1\.2"):
        operations.make_next_programme(version=version, programme=NEXT, by=coordinator, at=LATER)

    assert not CarryOver.objects.exists()
    assert not Entry.objects.filter(fact__startswith="reviews.").exists()


def test_a_second_draft_of_the_next_period_is_refused(
    version: ProgrammeVersion, coordinator: User
) -> None:
    decide_all(version, coordinator)
    begin_next_period(
        version=version,
        title="Inny",
        first_year=2024,
        last_year=2025,
        keep=set(),
        by=coordinator,
        at=LATER,
    )

    with pytest.raises(DraftOpen):
        operations.make_next_programme(version=version, programme=NEXT, by=coordinator, at=LATER)

    assert CarryOver.objects.get().is_open


def test_years_out_of_order_are_refused(version: ProgrammeVersion, coordinator: User) -> None:
    decide_all(version, coordinator)

    with pytest.raises(operations.YearsOutOfOrder):
        operations.make_next_programme(
            version=version, programme=NextProgramme("N", 2026, 2024), by=coordinator, at=LATER
        )


def test_area_is_kept_at_once_but_for_what_is_decided(
    version: ProgrammeVersion, coordinator: User
) -> None:
    decide(version, coordinator, {"1.1": Fate.DROPPED})
    area = of(version, "1.1").area

    assert operations.keep_area(version=version, area=area, by=coordinator, at=LATER) == 1
    with pytest.raises(operations.NothingToKeep):
        operations.keep_area(version=version, area=area, by=coordinator, at=LATER)

    fates = dict(CarryDecision.objects.values_list("action__code", "fate"))
    assert fates == {"1.1": Fate.DROPPED, "1.2": Fate.KEPT}


def test_bureau_works_area_by_area_and_what_is_whole_is_saved(
    client: Client, version: ProgrammeVersion, coordinator: User
) -> None:
    client.force_login(coordinator)
    one, two = of(version, "1.1"), of(version, "1.2")
    page = at("carry-area", version.pk, one.area_id)

    said = {f"{one.pk}-fate": "DROPPED", f"{one.pk}-reason": "", f"{two.pk}-fate": "KEPT"}
    answer = client.post(page, said)
    assert answer.status_code == 422
    assert CarryDecision.objects.get().action == two
    said = {f"{one.pk}-fate": "DROPPED", f"{one.pk}-reason": "<script>alert(1)</script>"}
    assert client.post(page, {**said, f"{two.pk}-fate": ""}).status_code == 302
    assert "<script>alert" not in client.get(page).content.decode()
    for area in version.areas.exclude(pk=one.area_id):
        client.post(at("area-kept", version.pk, area.pk))
    years = {"title": "Następny", "first_year": "2024", "last_year": "2023"}
    assert client.post(at("next-programme", version.pk), years).status_code == 422
    client.post(at("next-programme", version.pk), {**years, "last_year": "2026"})

    draft = CarryOver.objects.get().draft
    assert draft is not None
    assert draft.actions.count() == 4
    assert "<table" in client.get(at("fates", version.pk) + "?fate=DROPPED").content.decode()


def test_last_assessment_speaks_for_a_fate(client: Client, authority: Authority) -> None:
    head = make_head(authority)
    period = make_period(authority, head)
    change(period, head, "1.1", verdict=Verdict.STOP)
    client.force_login(head)
    area = period.version.actions.get(code="1.1").area_id

    page = client.get(at("carry-area", period.version_id, area)).content.decode()

    assert 'value="Za mało zajęć."' in page


def test_pages_take_at_most_eight_statements(
    client: Client,
    version: ProgrammeVersion,
    coordinator: User,
    body: Body,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for place in range(3, 70):
        make_action(version, body, code=f"1.{place}")
    decide_all_kept(version, coordinator)
    client.force_login(coordinator)
    client.get(at("fates", version.pk))
    area = of(version, "1.1").area_id

    for page in (
        at("carry-over", version.pk),
        at("carry-area", version.pk, area),
        at("fates", version.pk),
        at("fates", version.pk) + "?page=2&fate=KEPT",
    ):
        with django_assert_max_num_queries(8):
            assert client.get(page).status_code == 200


def decide_all_kept(version: ProgrammeVersion, by: User) -> None:
    for area in version.areas.all():
        operations.keep_area(version=version, area=area, by=by, at=LATER)


def test_workbook_says_what_became_of_every_action_without_formulas(
    version: ProgrammeVersion, coordinator: User
) -> None:
    said = [Decision(of(version, "1.1"), Fate.DROPPED, '=HYPERLINK("http://x")')]
    operations.decide_actions(version=version, decisions=said, by=coordinator, at=LATER)

    written = carried_sheets.workbook_of(fresh(version))
    sheet = load_workbook(BytesIO(written)).worksheets[0]

    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == list(CODES)
    assert (rows[0][4].value, rows[0][5].data_type) == ("skreślone", "s")
    assert rows[0][5].quotePrefix
    assert sheet.freeze_panes == "A2"
    assert carried_sheets.workbook_of(fresh(version)) == written


def test_reader_reads_and_bodies_find_nothing(
    client: Client, version: ProgrammeVersion, reader: User, reporter: User
) -> None:
    area = of(version, "1.1").area_id
    pages = [at("carry-over", version.pk), at("carry-area", version.pk, area)]

    client.force_login(reader)
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert client.post(at("area-kept", version.pk, area)).status_code == 403
    assert client.get(at("next-programme", version.pk)).status_code == 403
    client.post(pages[1], {f"{of(version, '1.1').pk}-fate": "KEPT"})
    assert not CarryDecision.objects.exists()
    client.force_login(reporter)
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_stranger_does_not_learn_that_it_exists(
    client: Client, version: ProgrammeVersion, stranger: User
) -> None:
    client.force_login(stranger)
    names = ("carry-over", "fates", "fates-sheet", "next-programme")

    assert [client.get(at(name, version.pk)).status_code for name in names] == [404] * 4


@pytest.mark.slow
def test_last_review_of_a_programme_says_what_became_of_its_actions(authority: Authority) -> None:
    head = make_head(authority)
    period = make_period(authority, head)
    before = digest_of(content_of(period))
    Programme.objects.update(last_year=2022)
    version = period.version
    decide(version, head, {"1.1": Fate.KEPT, "1.2": Fate.CHANGED, "2.1": Fate.UNFUNDED})
    assert content_of(fresh_period(period)).fates == ()

    operations.make_next_programme(version=version, programme=NEXT, by=head, at=LATER)

    content = content_of(fresh_period(period))
    said = [(line.code, line.fate, line.code_after) for line in content.fates]
    assert said == [("1.1", "KEPT", "1.1"), ("1.2", "CHANGED", "1.2"), ("2.1", "UNFUNDED", "")]
    assert from_json(as_json(content)) == content
    assert digest_of(content) != before
    whole = whole_review(fresh_period(period))
    with pdfplumber.open(BytesIO(documents.review_pdf(whole))) as document:
        words = " ".join(page.extract_text() for page in document.pages)
    assert "5 Co stało się z" in words.replace("\xa0", " ")
    heads = [one.text for one in Document(BytesIO(documents.review_docx(whole))).paragraphs]
    assert any("Co stało się z" in text.replace("\xa0", " ") for text in heads)
