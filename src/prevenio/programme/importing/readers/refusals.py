"""Why a document cannot be read: each refusal says what is wrong, where, and how to mend it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar

Wording = Mapping[str, str]

LONGEST_NAME = 120


@dataclass(eq=False)
class UnreadableDocument(Exception):
    """A document that cannot be read. `code` is stable; the fields are for machines."""

    name: str

    code: ClassVar[str] = "unreadable"
    wording: ClassVar[Wording] = {
        "pl": "Nie można odczytać pliku „{name}”.",
        "cs": "Soubor „{name}“ nelze přečíst.",
        "en": "The file “{name}” cannot be read.",
    }
    sizes: ClassVar[frozenset[str]] = frozenset()

    def __post_init__(self) -> None:
        self.name = printable_name(self.name)

    @property
    def fields(self) -> dict[str, str | int]:
        """The facts of the refusal, for a machine."""
        return asdict(self)

    def message(self, language: str = "en") -> str:
        """What is wrong and how to mend it, in Polish, Czech or English."""
        language = language if language in self.wording else "en"
        spoken = {
            key: _size_in_words(int(value), language) if key in self.sizes else value
            for key, value in self.fields.items()
        }
        return self.wording[language].format(**spoken)

    def __str__(self) -> str:
        return self.message()


@dataclass(eq=False)
class TooLarge(UnreadableDocument):
    """The file is larger than the limit."""

    size: int
    limit: int

    code = "too_large"
    sizes = frozenset({"size", "limit"})
    wording = {
        "pl": "Plik „{name}” jest za duży: ma {size}, a przyjmowane są pliki do {limit}. Zmniejsz "
        "go, na przykład usuwając obrazy, albo podziel go na części i spróbuj ponownie.",
        "cs": "Soubor „{name}“ je příliš velký: má {size}, přijímají se soubory do {limit}. "
        "Zmenšete ho, například odstraněním obrázků, nebo ho rozdělte a zkuste to znovu.",
        "en": "The file “{name}” is too large: it has {size}, and files up to {limit} are "
        "accepted. Make it smaller, for example by removing pictures, or split it, and try again.",
    }


@dataclass(eq=False)
class EmptyDocument(UnreadableDocument):
    """There is nothing in the file that could be read."""

    code = "empty"
    wording = {
        "pl": "Plik „{name}” jest pusty: nie ma w nim żadnego tekstu. Sprawdź, czy wybrano "
        "właściwy plik i czy został zapisany do końca.",
        "cs": "Soubor „{name}“ je prázdný: není v něm žádný text. Ověřte, zda jste vybrali "
        "správný soubor a zda byl celý uložen.",
        "en": "The file “{name}” is empty: there is no text in it. Check that it is the right "
        "file and that it was saved completely.",
    }


@dataclass(eq=False)
class WrongEncoding(UnreadableDocument):
    """The bytes are no text in UTF-8, nor in UTF-16 with its mark."""

    line: int

    code = "wrong_encoding"
    wording = {
        "pl": "Nie można odczytać liter w pliku „{name}”; pierwszy nieczytelny znak stoi w "
        "wierszu {line}. Otwórz plik w edytorze i zapisz go ponownie z kodowaniem UTF-8.",
        "cs": "Písmena v souboru „{name}“ nelze přečíst; první nečitelný znak je na řádku "
        "{line}. Otevřete soubor v editoru a uložte ho znovu v kódování UTF-8.",
        "en": "The letters in the file “{name}” cannot be read; the first unreadable character "
        "stands in line {line}. Open the file in an editor and save it again as UTF-8.",
    }


@dataclass(eq=False)
class OldEncoding(WrongEncoding):
    """The text is in an encoding that was usual before UTF-8; `encoding` names it."""

    encoding: str

    code = "old_encoding"
    wording = {
        "pl": "Plik „{name}” nie jest zapisany w UTF-8, tylko pewnie w {encoding} (wiersz {line}). "
        "Otwórz go w edytorze w tym kodowaniu, sprawdź polskie litery i zapisz jako UTF-8.",
        "cs": "Soubor „{name}“ není uložen v UTF-8, ale nejspíš v {encoding} (řádek {line}). "
        "Otevřete ho v editoru v tomto kódování, zkontrolujte písmena a uložte ho jako UTF-8.",
        "en": "The file “{name}” is not UTF-8 but probably {encoding} (line {line}). Open it in an "
        "editor with that encoding, look at the accented letters, and save it as UTF-8.",
    }


@dataclass(eq=False)
class UnknownKind(UnreadableDocument):
    """The file is of a kind that is not read; `kind` says which, where that is known."""

    kind: str

    code = "unknown_kind"
    wording = {
        "pl": "Plik „{name}” nie jest dokumentem, który można odczytać (rozpoznany rodzaj: "
        "{kind}). Zapisz dokument jako tekst (TXT), Markdown, DOCX lub PDF i spróbuj ponownie.",
        "cs": "Soubor „{name}“ není dokument, který lze přečíst (rozpoznaný druh: {kind}). "
        "Uložte dokument jako text (TXT), Markdown, DOCX nebo PDF a zkuste to znovu.",
        "en": "The file “{name}” is not a document that can be read (recognised kind: {kind}). "
        "Save the document as text (TXT), Markdown, DOCX or PDF and try again.",
    }


@dataclass(eq=False)
class PasswordProtected(UnreadableDocument):
    """The document opens only with a password."""

    kind: str

    code = "password_protected"
    wording = {
        "pl": "Plik „{name}” ({kind}) jest zabezpieczony hasłem. Otwórz go, usuń hasło, zapisz "
        "kopię bez zabezpieczenia i spróbuj ponownie.",
        "cs": "Soubor „{name}“ ({kind}) je chráněn heslem. Otevřete ho, heslo odstraňte, uložte "
        "kopii bez ochrany a zkuste to znovu.",
        "en": "The file “{name}” ({kind}) is protected by a password. Open it, remove the "
        "password, save an unprotected copy and try again.",
    }


@dataclass(eq=False)
class ScannedPdf(UnreadableDocument):
    """The pages of the PDF are pictures; there is no text to read."""

    pages: int

    code = "scanned_pdf"
    wording = {
        "pl": "W pliku „{name}” strony są obrazami bez tekstu (liczba takich stron: {pages}). Użyj "
        "pliku, z którego powstał wydruk (DOCX lub PDF z tekstem), albo rozpoznaj tekst (OCR) i "
        "spróbuj ponownie.",
        "cs": "V souboru „{name}“ jsou stránky obrázky bez textu (počet takových stránek: "
        "{pages}). Použijte soubor, ze kterého tisk vznikl (DOCX nebo PDF s textem), nebo nechte "
        "text rozpoznat (OCR) a zkuste to znovu.",
        "en": "The pages of the file “{name}” are pictures without text (number of such pages: "
        "{pages}). Use the file that was printed (DOCX, or a PDF with text), or have the text "
        "recognised (OCR), and try again.",
    }


@dataclass(eq=False)
class DamagedPdf(UnreadableDocument):
    """The PDF is broken; `page` is the page where reading stopped, 0 if it never began."""

    page: int = 0

    code = "damaged_pdf"
    wording = {
        "pl": "Plik „{name}” jest uszkodzonym dokumentem PDF; odczyt zatrzymał się po stronie "
        "{page}. Pobierz go ponownie albo zapisz jeszcze raz do PDF z programu, w którym powstał.",
        "cs": "Soubor „{name}“ je poškozené PDF; čtení skončilo po stránce {page}. Stáhněte ho "
        "znovu nebo ho znovu uložte do PDF z programu, ve kterém vznikl.",
        "en": "The file “{name}” is a damaged PDF; reading stopped after page {page}. Download "
        "it again, or save it to PDF once more from the program it was made in.",
    }


@dataclass(eq=False)
class TooManyPages(UnreadableDocument):
    """The PDF has more pages than any programme."""

    pages: int
    limit: int

    code = "too_many_pages"
    wording = {
        "pl": "Plik „{name}” ma zbyt wiele stron: {pages}; odczytywanych jest najwyżej {limit}. "
        "Zapisz osobno strony z programem i spróbuj ponownie.",
        "cs": "Soubor „{name}“ má příliš mnoho stránek: {pages}; čte se nejvýše {limit}. Uložte "
        "stránky s programem zvlášť a zkuste to znovu.",
        "en": "The file “{name}” has too many pages: {pages}; at most {limit} are read. Save the "
        "pages of the programme on their own and try again.",
    }


@dataclass(eq=False)
class UnpacksTooFar(UnreadableDocument):
    """What is packed in the file grows beyond measure when it is unpacked."""

    limit: int

    code = "unpacks_too_far"
    sizes = frozenset({"limit"})
    wording = {
        "pl": "Plik „{name}” po rozpakowaniu rośnie ponad {limit}, więc nie został odczytany. "
        "Tak zbudowany plik bywa szkodliwy; zapisz dokument jeszcze raz z programu, w którym "
        "powstał, i spróbuj ponownie.",
        "cs": "Soubor „{name}“ po rozbalení přesáhne {limit}, proto nebyl přečten. Takový soubor "
        "může být škodlivý; uložte dokument znovu z programu, ve kterém vznikl, a zkuste to "
        "znovu.",
        "en": "The file “{name}” grows beyond {limit} when unpacked, so it was not read. Such a "
        "file may be harmful; save the document once more from the program it was made in, and "
        "try again.",
    }


@dataclass(eq=False)
class TooSlow(UnreadableDocument):
    """Reading took longer than any honest document needs; `page` is where it stopped."""

    page: int
    seconds: int

    code = "too_slow"
    wording = {
        "pl": "Odczyt pliku „{name}” przerwano na stronie {page}, bo trwał dłużej niż {seconds} s. "
        "Zapisz dokument jeszcze raz z programu, w którym powstał, bez rysunków, i spróbuj "
        "ponownie.",
        "cs": "Čtení souboru „{name}“ bylo přerušeno na stránce {page}, protože trvalo déle než "
        "{seconds} s. Uložte dokument znovu z programu, ve kterém vznikl, bez výkresů, a zkuste "
        "to znovu.",
        "en": "Reading the file “{name}” was stopped on page {page}, because it took longer than "
        "{seconds} s. Save the document once more from the program it was made in, without "
        "drawings, and try again.",
    }


@dataclass(eq=False)
class GarbledPdf(UnreadableDocument):
    """The PDF prints letters without saying which letters they are."""

    code = "garbled_pdf"
    wording = {
        "pl": "Tekstu w pliku „{name}” nie można odczytać: PDF nie mówi, jakie litery drukuje. "
        "Użyj pliku, z którego powstał (na przykład DOCX), albo zapisz go do PDF na nowo z "
        "osadzonymi czcionkami.",
        "cs": "Text v souboru „{name}“ nelze přečíst: PDF neříká, jaká písmena tiskne. Použijte "
        "soubor, ze kterého vznikl (například DOCX), nebo ho do PDF uložte znovu s vloženými "
        "písmy.",
        "en": "The text in the file “{name}” cannot be read: the PDF does not say which letters "
        "it prints. Use the file it was made from (DOCX, for example), or save it to PDF again "
        "with embedded fonts.",
    }


@dataclass(eq=False)
class TooMuchText(UnreadableDocument):
    """The document holds more text than any programme."""

    characters: int
    lines: int

    code = "too_much_text"
    wording = {
        "pl": "Plik „{name}” zawiera więcej tekstu, niż można odczytać (granica liczby znaków: "
        "{characters}, liczby wierszy: {lines}). Zapisz osobno część z programem i spróbuj "
        "ponownie.",
        "cs": "Soubor „{name}“ obsahuje více textu, než lze přečíst (nejvyšší počet znaků: "
        "{characters}, řádků: {lines}). Uložte část s programem zvlášť a zkuste to znovu.",
        "en": "The file “{name}” holds more text than can be read (limit on the number of "
        "characters: {characters}, of lines: {lines}). Save the part with the programme on its "
        "own and try again.",
    }


@dataclass(eq=False)
class NotADocx(UnreadableDocument):
    """The name promises a DOCX, but the file is none."""

    code = "not_a_docx"
    wording = {
        "pl": "Plik „{name}” nie jest dokumentem DOCX, choć tak się nazywa. Otwórz go w edytorze "
        "i wybierz „Zapisz jako” DOCX, a potem spróbuj ponownie.",
        "cs": "Soubor „{name}“ není dokument DOCX, i když se tak jmenuje. Otevřete ho v editoru, "
        "uložte jako DOCX a zkuste to znovu.",
        "en": "The file “{name}” is not a DOCX document, although its name says so. Open it in "
        "an editor, save it as DOCX and try again.",
    }


@dataclass(eq=False)
class DamagedDocx(UnreadableDocument):
    """The DOCX is broken; `part` is the part of it that cannot be read."""

    part: str

    code = "damaged_docx"
    wording = {
        "pl": "Plik „{name}” jest uszkodzonym dokumentem DOCX: nie można odczytać części "
        "„{part}”. Pobierz go ponownie albo otwórz w edytorze, napraw i zapisz jeszcze raz.",
        "cs": "Soubor „{name}“ je poškozený dokument DOCX: nelze přečíst část „{part}“. Stáhněte "
        "ho znovu, nebo ho otevřete v editoru, opravte a uložte znovu.",
        "en": "The file “{name}” is a damaged DOCX document: its part “{part}” cannot be read. "
        "Download it again, or open it in an editor, repair it and save it once more.",
    }


@dataclass(eq=False)
class ForbiddenXml(UnreadableDocument):
    """The DOCX declares a document type or entities, which no word processor writes."""

    part: str

    code = "forbidden_xml"
    wording = {
        "pl": "Plik „{name}” zawiera w części „{part}” deklaracje, których edytory tekstu nie "
        "zapisują, a które bywają szkodliwe. Zapisz dokument jeszcze raz z edytora i spróbuj "
        "ponownie.",
        "cs": "Soubor „{name}“ obsahuje v části „{part}“ deklarace, které textové editory "
        "nezapisují a které mohou být škodlivé. Uložte dokument znovu z editoru a zkuste to "
        "znovu.",
        "en": "The file “{name}” holds declarations in its part “{part}” that no word processor "
        "writes and that may be harmful. Save the document once more from a word processor and "
        "try again.",
    }


@dataclass(eq=False)
class LegacyDoc(UnreadableDocument):
    """A document of Word 97–2003."""

    code = "legacy_doc"
    wording = {
        "pl": "Plik „{name}” jest dokumentem DOC ze starszego programu Word (97–2003). Otwórz go "
        "w edytorze, wybierz „Zapisz jako” DOCX i spróbuj ponownie.",
        "cs": "Soubor „{name}“ je dokument DOC ze staršího Wordu (97–2003). Otevřete ho v "
        "editoru, uložte jako DOCX a zkuste to znovu.",
        "en": "The file “{name}” is a DOC document of an older Word (97–2003). Open it in an "
        "editor, save it as DOCX and try again.",
    }


def printable_name(name: str) -> str:
    """The bare file name without folders or control characters, of a length one can read."""
    bare = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in bare if not unicodedata.category(sign).startswith("C"))
    kept = " ".join(kept.split()) or "?"
    return kept if len(kept) <= LONGEST_NAME else f"{kept[: LONGEST_NAME - 1]}…"


def _size_in_words(size: int, language: str) -> str:
    """A size as people say it; in bytes where rounding would hide the difference."""
    whole = f"{size:,}".replace(",", "\u00a0")
    if size < 1024 * 1024:
        return f"{whole}\u00a0B"
    megabytes = f"{size / (1024 * 1024):.1f}"
    if language != "en":
        megabytes = megabytes.replace(".", ",")
    return f"{megabytes}\u00a0MB ({whole}\u00a0B)"
