from prevenio.programme.checking import RULES
from prevenio.programme.checking.tests.factories import (
    abouts,
    make_action,
    make_area,
    make_document,
    make_initiative,
    make_items,
)
from prevenio.programme.checking.text.numerals import stated_numbers

AREAS = (make_area("1", "Zieleń"), make_area("2", "Drogi"), make_area("3", "Szkoły"))


def test_announced_number_of_areas_is_compared_with_the_list() -> None:
    polish = make_document("W Programie wyodrębniono cztery obszary działania.", areas=AREAS)
    czech = make_document(
        "Program je rozdělen do pěti prioritních oblastí.", areas=AREAS, language="cs"
    )
    right = make_document("W Programie wyodrębniono trzy obszary działania.", areas=AREAS)

    assert abouts("K-145", *polish) == [("cztery obszary",)]
    assert abouts("K-145", *czech) == [("pěti prioritních",)]
    assert abouts("K-145", *right) == []


def test_announced_number_of_goals_is_compared_with_the_list() -> None:
    goals = make_items("mniej pożarów", "mniej wypadków")

    assert abouts(
        "K-145", *make_document("Określono 3 cele szczegółowe programu.", goals=goals)
    ) == [("3 cele",)]


def test_number_that_announces_nothing_is_left_alone() -> None:
    document = make_document("Straż patroluje dwa obszary każdej nocy.", areas=AREAS)

    assert abouts("K-145", *document) == []


def test_numbers_are_read_in_every_case_and_in_compounds() -> None:
    text = (
        "dziesięciu jedenaście trzydzieści sześć deseti jedenácti pětadvacet dvacet pět 14 desíti"
    )

    assert [stated.value for stated in stated_numbers(text)] == [
        *(10, 11, 36, 10, 11, 25, 25, 14, 10)
    ]


def test_area_that_no_goal_speaks_of_is_found() -> None:
    polish = make_document(
        title="Gminny Program Bezpieczeństwa",
        areas=(
            make_area("1", "Poprawa bezpieczeństwa pieszych"),
            make_area("2", "Łagodzenie skutków powodzi"),
        ),
        goals=make_items("mniej potrąceń pieszych na przejściach"),
    )
    czech = make_document(
        title="Program prevence",
        areas=(make_area("1", "Kyberkriminalita"), make_area("2", "Ochrana seniorů")),
        goals=make_items("lepší informovanost seniorů"),
        language="cs",
    )

    assert abouts("K-160", *polish) == [("2",)]
    assert abouts("K-160", *czech) == [("1",)]


def test_area_that_a_goal_speaks_of_in_other_words_is_left_alone() -> None:
    document = make_document(
        areas=(make_area("1", "Zachowanie ostrożności w sieci"), make_area("2", "Pożary")),
        goals=make_items("mniej ofiar cyberprzestępców", "szybka pomoc w razie ognia"),
    )

    assert abouts("K-160", *document) == []


def test_goal_that_no_action_serves_is_found() -> None:
    area = make_area("1", "Pożary", make_action("1.1", "Przegląd hydrantów po zimie."))
    document = make_document(areas=(area,), goals=make_items("mniej pożarów", "więcej stypendiów"))

    assert abouts("K-160", *document) == [("więcej stypendiów",)]


def test_two_statements_of_the_main_goal_are_found() -> None:
    polish = make_document(
        "Głównym celem programu jest mniej kradzieży.\n\n"
        "Nadrzędnym celem działań jest poczucie spokoju mieszkańców."
    )
    czech = make_document(
        "Hlavním cílem programu je méně krádeží.\n\nHlavní cíl programu: spokojení obyvatelé.",
        language="cs",
    )
    same = make_document(
        "Głównym celem programu jest mniej kradzieży.\n\nJednym z głównych celów jest szybka pomoc."
    )

    assert len(abouts("K-161", *polish)) == 1
    assert len(abouts("K-161", *czech)) == 1
    assert abouts("K-161", *same) == []


def test_programme_without_an_indicator_gets_one_note_for_all() -> None:
    area = make_area("1", "Pożary", *(make_action(f"1.{n}", f"Pokaz {n}.") for n in range(9)))
    polish = make_document(areas=(area,), initiatives=(make_initiative(1, "A"),))
    czech = make_document(areas=(area,), language="cs")
    in_column = make_document("Działanie\tMiernik\nPokaz\tliczba pokazów", areas=(area,))
    labelled = make_document("Miernik rezultatu: liczba pokazów", areas=(area,))
    measured = make_area("2", "Drogi", make_action("2.1", "Pomiary; wskaźnik: liczba pomiarów."))

    assert [fault.facts for fault in RULES["K-166"].examine(*polish)] == [
        {"actions": 9, "initiatives": 1}
    ]
    assert abouts("K-166", *czech) == [()]
    assert abouts("K-166", *make_document(areas=(area, measured))) == []
    assert abouts("K-166", *in_column) == []
    assert abouts("K-166", *labelled) == []
