from prevenio.programme.checking.tests.factories import abouts, make_document


def test_commission_under_two_names_is_found() -> None:
    polish = make_document(
        "Projekt opiniuje Komisja Porządku i Spokoju.\n\n"
        "Przewodniczący Komisji Porządku i Spokoju Mieszkańców zwołuje posiedzenie."
    )
    czech = make_document(
        "Návrh projedná Bezpečnostní komise kraje.\n\nČleny Komise pro bezpečnost jmenuje rada.",
        language="cs",
    )
    same = make_document(
        "Projekt opiniuje Komisja Porządku i Spokoju.\n\nKomisji Porządku i Spokoju nie ma."
    )

    assert abouts("K-169", *polish) == [
        ("Komisja Porządku i Spokoju", "Komisja Porządku i Spokoju Mieszkańców")
    ]
    assert abouts("K-169", *same) == []
    assert abouts("K-169", *czech) == [("Bezpečnostní komise", "Komise pro bezpečnost")]


def test_programme_under_several_titles_is_found() -> None:
    polish = make_document(
        "Gminny Program Ochrony Bezpieczeństwa Mieszkańców i Turystów przyjęła Rada.\n\n"
        "W Gminnym Programie Ochrony Bezpieczeństwa Turystów i Mieszkańców zapisano zadania.",
        title="Gminny Program Ochrony Bezpieczeństwa Mieszkańców i Turystów",
    )
    czech = make_document(
        "Městský Program Prevence Kriminality a Vandalismu platí dva roky.\n\n"
        "Podle Městského Programu Prevence Kriminality Mládeže a Vandalismu se postupuje.",
        title="Městský Program Prevence Kriminality a Vandalismu",
        language="cs",
    )

    assert len(abouts("K-169", *polish)) == 1
    assert len(abouts("K-169", *czech)) == 1


def test_cases_and_damaged_letters_are_no_other_title() -> None:
    title = "Gminny Program Ochrony Bezpieczeństwa Mieszkańców"
    document = make_document(
        f"{title} przyjęto.\n\nTrwa Gminnego Programu Ochrony Bezpieczeństwa Mieszkańców druk."
        "\n\nO Gminnym Programie Ochrony Bezpieczenstwa Mieszkańców informuje wójt.",
        title=title,
    )

    assert abouts("K-169", *document) == []
