from dataclasses import replace

from prevenio.programme.checking.tests.factories import abouts, make_area, make_document
from prevenio.programme.importing.document import ReadChapter

TEXT = "W Programie wyodrębniono pięć obszarów działania.\n\nPrace zaczną się wiosną."


def test_paragraph_amended_since_the_import_is_read_as_it_stands_now() -> None:
    areas = (make_area("1", "Zieleń"), make_area("2", "Drogi"))
    document, source = make_document(TEXT, areas=areas)
    chapter = ReadChapter("I", "Wstęp", TEXT, (1, 2, 3))
    amended = replace(chapter, text=TEXT.replace("pięć obszarów", "dwa obszary"))

    assert abouts("K-145", replace(document, chapters=(chapter,)), source) == [("pięć obszarów",)]
    assert abouts("K-145", replace(document, chapters=(amended,)), source) == []


def test_paragraph_added_since_the_import_is_read_too() -> None:
    document, source = make_document("Prace zaczną się wiosną.")
    chapter = ReadChapter("I", "Wstęp", "Prace wykonuje się według harmonogramu.", (1,))

    assert abouts("K-167", document, source) == []
    assert abouts("K-167", replace(document, chapters=(chapter,)), source) == [("harmonogram",)]
