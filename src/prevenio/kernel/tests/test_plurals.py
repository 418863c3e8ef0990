import pytest

from prevenio.kernel.plurals import plural

ROWS = {
    "pl": ("wiersz", "wiersze", "wierszy"),
    "cs": ("řádek", "řádky", "řádků"),
    "en": ("row", "rows"),
}


@pytest.mark.parametrize(
    ("language", "count", "form"),
    [
        ("pl", 0, "wierszy"),
        ("pl", 1, "wiersz"),
        ("pl", 2, "wiersze"),
        ("pl", 5, "wierszy"),
        ("pl", 12, "wierszy"),
        ("pl", 22, "wiersze"),
        ("pl", 112, "wierszy"),
        ("cs", 0, "řádků"),
        ("cs", 1, "řádek"),
        ("cs", 4, "řádky"),
        ("cs", 5, "řádků"),
        ("cs", 22, "řádků"),
        ("en", 1, "row"),
        ("en", 0, "rows"),
    ],
)
def test_form_that_goes_with_a_count(language: str, count: int, form: str) -> None:
    assert plural(language, count, ROWS[language]) == form
