"""What other towns' programmes showed to be no fault at all."""

from prevenio.programme.checking.tests.factories import abouts, make_action, make_document
from prevenio.programme.importing.document import (
    ReadAbbreviation,
    ReadAct,
    ReadArea,
    ReadBody,
    ReadInitiative,
    ReadItem,
    ReadTerm,
)


def test_annex_of_the_act_is_the_programme_itself() -> None:
    text = "Uchwala się program, jak w załączniku.\n\nWykaz zawiera załącznik nr 2."
    area = ReadArea("1", "Drogi")

    own = make_document(text, act=ReadAct(lines=(1,)), areas=(area,))

    assert abouts("K-167", *own) == [("załącznik nr 2",)]


def test_goal_written_inside_an_area_belongs_to_it() -> None:
    patrols = make_action("1.1", "Besedy ve školách", lines=(5,))
    area = ReadArea("1", "Děti", (2,), (patrols,))
    other = ReadArea("2", "Bezpečné silnice", (7,), (make_action("2.1", "Přechody", lines=(8,)),))
    goals = (ReadItem("Snížit rizikové jednání", (3,)), ReadItem("Méně nehod na silnicích", (9,)))

    document = make_document("", language="cs", areas=(area, other), goals=goals)

    assert abouts("K-160", *document) == []


def test_name_with_its_town_or_its_letters_is_the_same_name() -> None:
    glossary = (
        ReadAbbreviation("KŘP", "Krajské ředitelství policie Horního kraje", (1,)),
        ReadAbbreviation("NNO", "nestátní organizace", (2,)),
    )
    participants = (
        ReadItem("Krajské ředitelství policie", (3,)),
        ReadItem("školy a nestátní organizace", (4,)),
    )

    document = make_document("", language="cs", abbreviations=glossary, participants=participants)

    assert abouts("K-151", *document) == []


def test_schools_of_one_kind_are_among_schools() -> None:
    area = ReadArea("1", "Szkoła", (), (make_action("1.1", "Zajęcia", ("szkoły podstawowe",)),))
    bodies = (ReadBody("szkoły podstawowe", is_group=True),)
    participants = (ReadItem("szkoły i przedszkola"),)

    document = make_document("", areas=(area,), bodies=bodies, participants=participants)

    assert abouts("K-159", *document) == []


def test_term_that_comes_every_year_can_be_read() -> None:
    yearly = ReadInitiative(1, "Tydzień bez przemocy", term=ReadTerm("listopad każdego roku"))
    vague = ReadInitiative(2, "Forum", term=ReadTerm("po wakacjach"))

    document = make_document("", initiatives=(yearly, vague))

    assert [about for (about,) in abouts("K-174", *document)] == ["2"]


def test_number_of_an_act_and_a_chapter_s_word_are_no_abbreviations() -> None:
    text = "Schváleno usnesením č. ZK 2345/09/22.\n\nČÁST I. CÍL\n\nHlídky vede XYZ."

    document = make_document(text, language="cs")

    assert abouts("P-70", *document) == [("XYZ",)]
