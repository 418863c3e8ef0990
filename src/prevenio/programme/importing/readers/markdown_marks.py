"""Markdown's marks inside a line: emphasis, escapes, links and breaks, taken out of the text."""

import html
import re

ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
SHELTER = 0x10F800
SHELTERED = re.compile("[\U0010f800-\U0010f87f]")
SHELTERED_BY_CODE = str.maketrans({sign: chr(SHELTER + ord(sign)) for sign in "*_[]()<>&\\~!`"})

CODE = re.compile(r"(?<!`)(`+)(?!`)(.{1,400}?)(?<!`)\1(?!`)")
BREAK = re.compile(r"\s{0,8}<br\s{0,8}/?>\s{0,8}", re.IGNORECASE)
HARD_BREAK = re.compile(r"\\$")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]+)>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});")

# Spans are bounded: without a bound, a long line of opening marks takes quadratic time.
STARS = re.compile(r"(\*{1,3})(?=[^\s*])(.{1,400}?)(?<=[^\s*])\1(?!\*)")
UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.{1,400}?)(?<=[^\s_])\1(?!\w)")
STRIKE = re.compile(r"~~(?=\S)(.{1,400}?)(?<=\S)~~")
STARS_LEFT_OPEN = re.compile(r"^(\s*)\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?=\s*$)")


def without_marks(line: str) -> str:
    """The words of a line of Markdown as a reader of the finished page sees them."""
    text = CODE.sub(
        lambda code: code[2].translate(SHELTERED_BY_CODE), HARD_BREAK.sub("", line.rstrip(" "))
    )
    text = ESCAPE.sub(lambda escape: chr(SHELTER + ord(escape[1])), text)
    text = BREAK.sub(" ", text)
    text = ADDRESS.sub(r"\1", LINK.sub(r"\1", text))
    text = _without_emphasis(text)
    text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return SHELTERED.sub(lambda sign: chr(ord(sign[0]) - SHELTER), text)


def _without_emphasis(text: str) -> str:
    """Pairs of marks go, also nested ones; bold that began on an earlier line goes too."""
    for _ in range(3):
        text = STRIKE.sub(r"\1", UNDERSCORES.sub(r"\2", STARS.sub(r"\2", text)))
    return STARS_LEFT_OPEN.sub(lambda mark: mark[1] or "", text)
