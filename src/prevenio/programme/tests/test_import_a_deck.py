import pytest

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
from prevenio.places.models import Municipality
from prevenio.programme.importing.readers import read_source
from prevenio.programme.models import Initiative, ProgrammeVersion
from prevenio.programme.operations import drafts
from prevenio.programme.queries.contents import document_of
from prevenio.programme.queries.findings import findings_of

pytestmark = pytest.mark.django_db

DECK = """PROJEKT BEZPEČNÝ LESNÍ KRAJ

MILNÍKY PROJEKTU:

• 3. března 2015 – podpis smlouvy o spolupráci mezi krajem a policií,

• 1. září 2015 – vstup prvních měst, jsou to Javorov, Lipnice a Bukovec,

• květen 2016 – připojení dalších měst: Habrov, Jedlová

• nyní je zapojeno celkem 9 měst a obcí kraje.

PODPOŘENÉ PROJEKTY:

• 2015 – 2 projekty („Světla na přechodech“ a „Kola pro strážníky“),

• 2016 – 7 dílčích projektů zapojených měst,

• dosud využito téměř 4,2 milionu Kč.
"""


@pytest.fixture
def version(authority: Authority, coordinator: User) -> ProgrammeVersion:
    Municipality.objects.create(authority=authority, code="555001", name="Lipnice", kind="TOWN")
    content = DECK.encode()
    draft = drafts.store_draft(
        authority=authority,
        source=read_source(content, "kraj.txt"),
        content=content,
        by=coordinator,
        at=NOON,
    )
    return drafts.save_programme(draft=draft, open_doubts=0, by=coordinator, at=NOON)


def test_towns_named_by_a_deck_are_entered_and_known_ones_kept(version: ProgrammeVersion) -> None:
    waves = [
        sorted(town.name for town in milestone.municipalities.all())
        for milestone in version.milestones.order_by("position")
        if milestone.municipalities.exists()
    ]

    assert waves == [["Bukovec", "Javorov", "Lipnice"], ["Habrov", "Jedlová"]]
    assert Municipality.objects.get(name="Lipnice").code == "555001"
    assert Municipality.objects.get(name="Habrov").code == ""


def test_projects_stand_with_their_year_and_bare_counts(version: ProgrammeVersion) -> None:
    names = Initiative.objects.filter(version=version).order_by("position").values_list("name")

    assert [name for (name,) in names] == ["Světla na přechodech", "Kola pro strážníky"]
    counts = version.project_counts.order_by("year").values_list("year", "count")
    assert list(counts) == [(2015, 2), (2016, 7)]


def test_rules_of_a_deck_speak_of_the_stored_version(version: ProgrammeVersion) -> None:
    found = {row.finding.code for row in findings_of(version, "cs")}

    assert {"P-65", "P-66", "P-73"} <= found
    assert [project.year for project in document_of(version).projects if project.count] == [
        2015,
        2016,
    ]
