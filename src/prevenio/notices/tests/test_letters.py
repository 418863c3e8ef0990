import pytest

from prevenio.notices.letters import paragraphs_of


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_words_are_parted_at_empty_lines_however_a_browser_ends_a_line(ends: str) -> None:
    text = ends.join(["One", "goes on", "", "Two", "  ", "", "Three", ""])

    assert paragraphs_of(text) == ["One\ngoes on", "Two", "Three"]
