from prevenio.kernel.wording import word_changes
from prevenio.programme.importing.document import Quote
from prevenio.programme.templatetags.programme_words import in_words, struck


def test_a_line_may_break_between_old_and_new_words() -> None:
    shown = in_words(word_changes("nowe doświetlenie", "nowe oświetlenie"))

    assert "</del><wbr><ins>" in shown


def test_words_of_a_document_are_never_markup() -> None:
    shown = struck("<b>dziesięć</b>", [Quote(1, "dziesięć", "<i>11</i>")])

    assert "<b>" not in shown
    assert "<i>" not in shown
    assert "&lt;b&gt;" in shown
