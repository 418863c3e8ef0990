import re
from pathlib import Path

import pytest

from prevenio.programme.checking import RULES

PAGE = Path(__file__).parents[5] / "docs" / "rules.md"
SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)

SECTIONS = {code: " ".join(text.split()) for code, text in SECTION.findall(PAGE.read_text("utf-8"))}


def test_page_has_a_section_for_each_rule_and_no_other() -> None:
    assert sorted(SECTIONS) == sorted(RULES)


@pytest.mark.parametrize("code", sorted(RULES))
def test_section_says_what_the_rule_says(code: str) -> None:
    rule, section = RULES[code], SECTIONS[code]

    assert section.startswith(f"**{rule.title.en}** · {rule.severity} ")
    assert f"*Why:* {rule.why.en}" in section


@pytest.mark.parametrize("code", sorted(RULES))
def test_section_tells_what_is_found_and_how_to_mend_it(code: str) -> None:
    finds, mend = (
        re.search(rf"\*{part}:\* (.+?)(?= \*|$)", SECTIONS[code]) for part in ("Finds", "To mend")
    )

    assert finds is not None
    assert mend is not None
    assert min(len(finds[1]), len(mend[1])) > 10
