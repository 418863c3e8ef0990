"""Parts of an action: points that run inside its sentence."""

import re

_RUN = re.compile(r":\s*[-–•]\s+(?=\S)")
_NEXT = re.compile(r"(?:(?<=[,;.)])|(?<=\w))\s+[-–•]\s+(?=[^\W\d_])")
_NEXT_AFTER_STOP = re.compile(r"(?<=[,;.])\s+[-–•]\s+(?=[^\W\d_])")
_NUMBERED = re.compile(r"(?:(?<=[\s:;,.])|^)(?:\d{1,2}|[a-z])\)\s+")


def sub_actions_in(text: str) -> tuple[str, ...]:
    """The points of a run of dashes or letters after a colon, if there are two or more."""
    start = _RUN.search(text)
    if start:
        rest = text[start.end() :]
        parts = _NEXT_AFTER_STOP.split(rest)
        if len(parts) < 2:
            parts = _NEXT.split(rest)
        return _points(parts)
    colon = text.find(":")
    if colon >= 0 and len(_NUMBERED.findall(text, colon)) >= 2:
        return _points(_NUMBERED.split(text[colon + 1 :])[1:])
    return ()


def _points(parts: list[str]) -> tuple[str, ...]:
    points = tuple(part.strip(" ,;.–-•") for part in parts if part.strip(" ,;.–-•"))
    return points if len(points) > 1 else ()
