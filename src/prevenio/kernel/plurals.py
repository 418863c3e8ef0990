"""Which form of a counted noun Polish, Czech and English take, without a translation catalogue."""

from collections.abc import Sequence


def plural_form(language: str, count: int) -> int:
    """The place of the right form: one, few and many in Polish and Czech, one and many in English.

    Polish takes the few-form for 2-4, 22-24, 32-34 and so on, but never for 12-14; Czech takes it
    for 2-4 alone.
    """
    count = abs(count)
    if count == 1:
        return 0
    if language == "pl":
        is_few = 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14
        return 1 if is_few else 2
    if language == "cs":
        return 1 if 2 <= count <= 4 else 2
    return 1


def plural(language: str, count: int, forms: Sequence[str]) -> str:
    """The form of a noun that goes with `count`; a language short of forms uses its last one."""
    return forms[min(plural_form(language, count), len(forms) - 1)]
