"""Reading and checking the founding document of Kielce, in each of its forms."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from prevenio.programme.checking import check
from prevenio.programme.importing.document import ProgrammeDocument
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme
from tests.document_makers import make_docx, make_markdown, make_pdf
from tests.shared_material import KIELCE
from tooling.bench import Measured, timed

CHECKOUT = Path(__file__).resolve().parent.parent
FORMS: dict[str, tuple[Callable[[str], bytes], str, float | None]] = {
    "text": (str.encode, "a.txt", 1.0),
    "Markdown": (make_markdown, "a.md", None),
    "DOCX": (make_docx, "a.docx", None),
    "PDF": (make_pdf, "a.pdf", None),
}


def measure() -> Iterator[Measured]:
    path = CHECKOUT.parent / "shared" / "documents" / KIELCE
    if not path.exists():
        print(f"{KIELCE} is not beside this checkout: nothing to read")
        return
    text = path.read_text("utf-8")
    for form, (make, name, limit) in FORMS.items():
        content = make(text)
        seconds = timed(partial(read, content, name), times=3)
        yield Measured(f"reading the programme of Kielce, {form}", seconds, limit, size(content))
    source = read_source(text.encode(), "a.txt")
    document = read_programme(source)
    seconds = timed(lambda: check(document, source, "pl"), times=3)
    yield Measured("checking the programme of Kielce", seconds, 1.0, "every rule")


def read(content: bytes, name: str) -> ProgrammeDocument:
    return read_programme(read_source(content, name))


def size(content: bytes) -> str:
    return f"{len(content) / 1024:.0f} KiB"
