"""Quotation marks, in the ways Polish and Czech texts set them."""

OPENING, CLOSING = "„\"“«»‚'", "”\"“«»‘'"


def unquoted(text: str) -> str:
    """The text without the quotation marks around it, if they enclose the whole of it."""
    bare = text.strip()
    if len(bare) < 3 or bare[0] not in OPENING or bare[-1] not in CLOSING:
        return bare
    inner = bare[1:-1].strip()
    return bare if any(mark in inner for mark in '„”"“') else inner
