import pytest

from prevenio.kernel.citations import Flaw, citations, flaws


def test_polish_legal_basis_is_taken_apart() -> None:
    text = (
        "Na podstawie art. 12 pkt 9b i art. 92 ust. 1 pkt 1 ustawy z dnia 5 czerwca 1998 r. "
        "o samorządzie powiatowym (Dz.U. z 2020 poz. 920)"
    )

    found = citations(text)

    assert [str(citation) for citation in found] == ["art. 12 pkt 9b", "art. 92 ust. 1 pkt 1"]
    assert {citation.act for citation in found} == {"1998-06-05"}
    assert found[0].act_name == "o samorządzie powiatowym"
    assert found[1].written == "art. 92 ust. 1 pkt 1"


def test_inflected_and_shortened_forms_are_read() -> None:
    text = (
        "zgodnie z artykułu 12, ust. 9b, w związku z art. 92 ust.1 pkt. 2 i ust. 2 ustawy z dnia "
        "5 czerwca 1998 roku o samorządzie powiatowym"
    )

    assert [str(citation) for citation in citations(text)] == [
        "art. 12 ust. 9b",
        "art. 92 ust. 1 pkt 2",
        "art. 92 ust. 2",
    ]


def test_czech_citation_is_taken_apart() -> None:
    found = citations("podle § 36 odst. 1 písm. c) zákona č. 129/2000 Sb., o krajích, v znění")

    assert [(str(item), item.act, item.act_name) for item in found] == [
        ("§ 36 odst. 1 písm. c)", "129/2000", "o krajích")
    ]


def test_act_without_its_date_is_known_by_its_name() -> None:
    found = citations(
        "art. 12 pkt 9b ustawy o samorządzie powiatowym; § 35 odst. 2 zákona o obcích"
    )

    assert [(item.act, item.act_name) for item in found] == [
        (None, "o samorządzie powiatowym"),
        (None, "o obcích"),
    ]


def test_sections_of_the_resolution_itself_name_no_act() -> None:
    assert [
        citation.act for citation in citations("§ 2. Wykonanie uchwały powierza się wójtowi.")
    ] == [None]


def test_point_of_a_list_is_no_citation() -> None:
    assert citations("w zakresie, o którym mowa w pkt 1") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("art. 92 ust. 1 pkt 2", []),
        ("§ 36 odst. 1 písm. c)", []),
        ("art. 92 ust.1 pkt 2", [Flaw.MARK]),
        ("art. 92 ust. 1 pkt. 2", [Flaw.MARK]),
        ("art. 5 ust. 2 lit. 3", [Flaw.LABEL]),
        ("§ 10 písm. a) odst. 1", [Flaw.ORDER]),
    ],
)
def test_form_of_a_citation_is_checked(text: str, expected: list[Flaw]) -> None:
    assert flaws(citations(text)[0]) == expected
