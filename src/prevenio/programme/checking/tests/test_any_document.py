"""Whatever a document holds, the check ends, and what it says can be pointed at."""

from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.programme.checking import check
from prevenio.programme.checking.tests.factories import make_source
from prevenio.programme.checking.text.nearness import edits, likeness
from prevenio.programme.checking.text.words import folded, plain
from prevenio.programme.importing.reading import read_programme

PIECES = st.sampled_from(
    [
        *("art. 12 pkt 9b", "ustawy z dnia 5 czerwca 1998 r.", "§ 36 odst. 2 písm. c)", "{name}"),
        *("KMP", "KM PSP", "ČR-BY", "WGKOŚ", "dziesięć obszarów działania", "pěti oblastí"),
        *("20,5 milionu", "1.200.000 zł", "\uf0d2", "<p>", "należyтым", "2 020", "22-23", "(", "„"),
        *("\t", "\n", "\n\n", "1.", "Działania", "Partnerzy", "Opatření", "WYKAZ SKRÓTÓW", "Skrót"),
        *(
            "Głównym celem programu jest spokój.",
            "Komisja Bezpieczeństwa i Porządku",
            "harmonogram",
        ),
        *("v současné době", "celkem 27 měst a obcí", "rozhodují příslušné orgány", "%s", "%"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["pl", "cs", "en"]))
def test_check_ends_and_points_into_the_document(text: str, language: str) -> None:
    source = make_source(text)
    numbers = {line.number for line in source.lines}

    findings = check(read_programme(source), source, language)

    for finding in findings:
        assert numbers.issuperset(finding.lines)
        assert numbers.issuperset(quote.line for quote in finding.quotes)
        assert finding.message
        assert finding.fix
        assert all(finding.about)


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_of_spellings_is_the_same_both_ways(one: str, other: str) -> None:
    assert edits(one, other) == edits(other, one)
    assert (edits(one, other) == 0) == (one == other)


@given(st.text(max_size=40))
def test_text_is_like_itself_and_plain_words_stay_plain(text: str) -> None:
    assert likeness(text, text) == 1.0
    assert plain(plain(text)) == plain(text)
    assert folded(folded(text)) == folded(text)
