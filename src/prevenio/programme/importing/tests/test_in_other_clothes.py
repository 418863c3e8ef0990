"""The founding programme dressed as other cities dress theirs still counts the same."""

import re
from collections.abc import Callable

import pytest

from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.tests.sources import text_source
from tests.shared_material import KIELCE, document

GLOSSARY_ROWS = range(92, 129)
HEAD = "Działania\tPodmiot odpowiedzialny\tPartnerzy"


def _columns_swapped(text: str) -> str:
    rows = [line.split("\t") for line in text.split("\n")]
    return "\n".join(
        "\t".join([row[0], row[3], row[2], row[1]] if len(row) == 4 else row) for row in rows
    )


def _without_numbers(text: str) -> str:
    rows = [line.split("\t") for line in text.split("\n")]
    return "\n".join("\t".join(row[1:] if len(row) == 4 else row) for row in rows)


def _without_glossary(text: str) -> str:
    lines = enumerate(text.split("\n"), start=1)
    return "\n".join(line for number, line in lines if number not in GLOSSARY_ROWS)


CLOTHES: dict[str, Callable[[str], str]] = {
    "columns in another order": _columns_swapped,
    "no numbers of rows": _without_numbers,
    "no glossary": _without_glossary,
    "no act": lambda text: "\n".join(text.split("\n")[28:]),
    "other heads": lambda text: text.replace(HEAD, "Zadanie\tRealizatorzy\tPodmioty wspierające"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "no blank lines": lambda text: re.sub(r"\n\n+", "\n", text),
    "chapters called so": lambda text: re.sub(r"(?m)^([IVX]+)\. ", r"Rozdział \1. ", text),
    "bullets for numbers": lambda text: re.sub(r"(?m)^- \d+\) ", "• ", text),
}


@pytest.mark.parametrize("dress", CLOTHES.values(), ids=CLOTHES.keys())
def test_counts_do_not_hang_on_the_clothes(dress: Callable[[str], str]) -> None:
    text = document(KIELCE).read_text(encoding="utf-8")

    programme = read_programme(text_source(dress(text)))

    links = [
        sum(len(names) for names in side)
        for side in (
            [action.responsible for action in programme.actions],
            [action.partners for action in programme.actions],
        )
    ]
    assert (len(programme.areas), len(programme.actions), *links) == (11, 110, 173, 332)
    assert len(programme.initiatives) == 36
    assert len(programme.torn_rows) == 10
    assert len(programme.chapters) == 9
    counts = [len(programme.goals), len(programme.forms), len(programme.participants)]
    assert (*counts, len(programme.commission_duties)) == (12, 9, 14, 7)
