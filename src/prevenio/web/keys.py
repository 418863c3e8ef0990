"""Numbers of rows as a browser sends them; it may send anything in their place."""

import re

from django.http import HttpRequest

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


def key_in(request: HttpRequest, name: str) -> int | None:
    """The number of a row in the address; None for anything else."""
    text = request.GET.get(name, "")
    return int(text) if KEY.fullmatch(text) else None
