"""The same faults are found in the same document, whatever its form."""

import pytest

from prevenio.programme.checking import check
from prevenio.programme.checking.tests.test_second_documents import DOCUMENTS
from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.reading import read_programme
from tests.document_makers import make_docx, make_markdown, make_pdf

# What these find is about the form itself: where pages break, how a file marks its signs.
ABOUT_THE_FORM = frozenset({"K-172", "P-71", "P-74"})


def found(name: str, content: bytes) -> set[tuple[str, tuple[str, ...], str]]:
    source = read_source(content, name)
    findings = check(read_programme(source), source, "en")
    return {
        (finding.code, finding.about, finding.fingerprint)
        for finding in findings
        if finding.code not in ABOUT_THE_FORM
    }


@pytest.mark.parametrize("name", ["brzezina.pl.txt", "lhotka.cs.txt"])
def test_form_of_the_document_changes_no_finding(name: str) -> None:
    text = (DOCUMENTS / name).read_text("utf-8")
    plain = found(name, text.encode())

    assert found("document.md", make_markdown(text)) == plain
    assert found("document.docx", make_docx(text)) == plain
    assert found("document.pdf", make_pdf(text)) == plain
