from datetime import date

from prevenio.programme.checking import RULES, check
from prevenio.programme.checking.tests.factories import abouts, make_document
from prevenio.programme.importing.document import ProgrammeDocument, ReadAct, ReadChapter


def test_reference_to_what_is_not_there_is_found() -> None:
    polish = make_document(
        "Zadania wykonuje się według harmonogramu. Stawki podaje załącznik nr 2.\n\n"
        "Dane zawiera dołączona tabela."
    )
    czech = make_document(
        "Kontroly proběhnou podle harmonogramu, seznam obsahuje příloha č. 1.", language="cs"
    )

    assert abouts("K-167", *polish) == [
        ("harmonogram",),
        ("dołączona tabela",),
        ("załącznik nr 2",),
    ]
    assert abouts("K-167", *czech) == [("harmonogram",), ("příloha č. 1",)]


def test_reference_to_what_follows_is_left_alone() -> None:
    document = make_document(
        "Zadania wykonuje się według harmonogramu.\n\nHARMONOGRAM DZIAŁAŃ\n\nmaj: przegląd rowerów"
    )

    assert abouts("K-167", *document) == []


def test_one_paper_under_several_names_is_found() -> None:
    polish = make_document(
        "Biuro składa komisji ocenę wykonania, a następnie przedstawia radzie informację roczną."
    )
    czech = make_document(
        "Odbor předkládá radě vyhodnocení opatření a následně zprávu o plnění.", language="cs"
    )
    plain = make_document("Biuro przedkłada radzie sprawozdanie roczne do końca marca.")

    assert abouts("K-170", *polish) == [("ocenę", "informację")]
    assert abouts("K-170", *czech) == [("vyhodnocení", "zprávu")]
    assert abouts("K-170", *plain) == []


def test_commissions_own_report_is_told_apart() -> None:
    document = make_document(
        "Biuro składa komisji ocenę wykonania, a potem przedkłada radzie informację roczną.\n\n"
        "Rada przyjmuje sprawozdanie z działalności Komisji."
    )

    assert [fault.message for fault in RULES["K-170"].examine(*document)] == ["with_commission"]


def test_now_in_an_undated_document_is_found() -> None:
    czech = make_document(
        "Nyní se účastní šest obcí.\n\nV roce 2019 dosud chyběl plán.", language="cs"
    )
    polish = make_document("Obecnie działa sześć kamer. Dotychczas wydano połowę środków.")
    document, source = polish
    dated = ProgrammeDocument(act=ReadAct(date=date(2024, 1, 5)))

    assert abouts("P-67", *czech) == [("nyní",)]
    assert abouts("P-67", document, source) == [("obecnie",), ("dotychczas",)]
    assert abouts("P-67", dated, source) == []


def test_now_is_counted_where_no_source_was_kept() -> None:
    chapter = ReadChapter("1", "Kamery", "Obecnie działa sześć. Na ulicy Polnej obecnie żadna.")
    document = ProgrammeDocument(language="pl", chapters=(chapter,))

    (finding,) = [one for one in check(document, None, "pl") if one.code == "P-67"]

    assert finding.message == "Wyrażenie „obecnie” występuje 2 razy, a dokument nie ma daty."


def test_absent_annex_is_found_where_no_source_was_kept() -> None:
    chapter = ReadChapter("1", "Kamery", "Miejsca kamer zawiera załącznik nr 2.")
    document = ProgrammeDocument(language="pl", chapters=(chapter,))

    assert abouts("K-167", document) == [("załącznik nr 2",)]
