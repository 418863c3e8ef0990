from prevenio.programme.queries.alphabet import in_alphabet


def test_polish_letters_follow_their_plain_ones() -> None:
    names = ["Żłobki", "Łąki", "Zarząd", "Las", "Lwy", "Ćmy", "Czas", "Mosty"]

    assert in_alphabet(names, language="pl", name=str) == [
        *("Czas", "Ćmy", "Las", "Lwy", "Łąki", "Mosty", "Zarząd", "Żłobki"),
    ]


def test_czech_ch_stands_after_h() -> None:
    names = ["Chrudim", "Cheb", "Horšov", "Ivančice", "Čáslav", "Cvikov", "Hýskov"]

    assert in_alphabet(names, language="cs", name=str) == [
        *("Cvikov", "Čáslav", "Horšov", "Hýskov", "Cheb", "Chrudim", "Ivančice"),
    ]


def test_other_languages_and_signs_keep_some_order() -> None:
    assert in_alphabet(["b", "1", "a", ""], language="en", name=str) == ["", "1", "a", "b"]
