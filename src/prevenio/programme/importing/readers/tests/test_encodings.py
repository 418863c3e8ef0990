import codecs

import pytest

from prevenio.programme.importing.readers import (
    OldEncoding,
    UnreadableDocument,
    WrongEncoding,
    read_source,
)
from tests.shared_material import KIELCE, PLZEN, document

POLISH = (
    "Straż Miejska i szkoły uczą dzieci, jak przejść przez jezdnię. Źródło pieniędzy: budżet. "
    "Świetlica działa też w święta; każdy może przyjść, także późną porą."
)
CZECH = (
    "Městská policie učí děti, jak bezpečně přejít silnici. Peníze dá rozpočet kraje. "
    "Ředitel školy může přizvat další lidi, třeba hasiče; výuka běží už třetí rok."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("words", [POLISH, CZECH, POLISH.upper(), CZECH.upper()])
def test_encoding_is_recognised(encoding: str, words: str) -> None:
    source = read_source(f"first\n{words}\n".encode(encoding), "program.txt")

    assert [line.text for line in source.lines] == ["first", words]


def test_utf_16_with_its_mark_is_read_from_either_end() -> None:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        source = read_source(mark + POLISH.encode(encoding), "program.txt")

        assert source.lines[0].text == POLISH


OLD = pytest.mark.parametrize(
    ("encoding", "spoken"), [("cp1250", "Windows-1250"), ("iso8859-2", "ISO-8859-2")]
)


@OLD
@pytest.mark.parametrize("words", [POLISH, CZECH, POLISH.upper(), CZECH.upper()])
def test_an_old_encoding_is_refused_by_its_name(words: str, encoding: str, spoken: str) -> None:
    with pytest.raises(OldEncoding) as refusal:
        read_source(f"first\n{words}\n".encode(encoding), "program.txt")

    assert (refusal.value.encoding, refusal.value.line) == (spoken, 2)
    assert all(spoken in refusal.value.message(language) for language in ("pl", "cs", "en"))


@OLD
@pytest.mark.parametrize("name", [KIELCE, PLZEN])
def test_documents_in_old_encodings_are_refused(name: str, encoding: str, spoken: str) -> None:
    old = document(name).read_text().encode(encoding, "ignore")

    with pytest.raises(OldEncoding):
        read_source(old, name)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (POLISH, "cp852"),
        (CZECH, "cp852"),
        (CZECH, "mac_latin2"),
        ("Ελληνικά γράμματα σε ένα αρχείο", "iso8859-7"),
        ("Русские буквы в одном файле", "koi8-r"),
        ("Русские буквы в одном файле", "cp1251"),
    ],
)
def test_other_encodings_are_refused(words: str, encoding: str) -> None:
    with pytest.raises(WrongEncoding):
        read_source(words.encode(encoding), "program.txt")


@pytest.mark.parametrize("words", [POLISH, CZECH])
def test_text_that_was_misread_before_is_refused(words: str) -> None:
    misread = words.encode().decode("cp1250", "replace")

    with pytest.raises(UnreadableDocument):
        read_source(misread.encode(), "program.txt")


def test_other_languages_in_utf_8_are_read() -> None:
    source = read_source("Programme für Bürger, Українська мова, Ελληνικά".encode(), "a.txt")

    assert source.lines[0].text.startswith("Programme für")
