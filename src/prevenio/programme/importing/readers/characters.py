"""Characters that carry nothing a person can see, and the ends of lines."""

import re

NEWLINE = re.compile(r"\r\n|\n|\r")

# Soft hyphens, zero-width signs, marks of writing direction, controls other than the tab, and
# halves of characters, which damaged files hold.
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ud800-\udfff\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]"
)

# Breaks that are no newline: form feeds, vertical tabs, Unicode's line and paragraph separators.
BREAK = "[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
BREAKS_AT_ENDS = re.compile(f"^(?:{BREAK})+|(?:{BREAK})+$")
BREAKS = re.compile(f"(?:{BREAK})+")


def split_lines(text: str) -> list[str]:
    """The lines of a text by newline; a newline at the very end opens no further line."""
    lines = NEWLINE.split(text)
    if lines[-1] == "":
        lines.pop()
    return lines


def visible(line: str) -> str:
    """The line without invisible characters; breaks inside it become a space."""
    return BREAKS.sub(" ", BREAKS_AT_ENDS.sub("", INVISIBLE.sub("", line)))
