"""Labelled records: an action or a programme told in lines such as "Realizator: …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prevenio.kernel.text import fold
from prevenio.programme.importing.chapters import begins_record
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.items import Item, Paragraph, Row
from prevenio.programme.importing.labels import Label, label_of
from prevenio.programme.importing.numbering import ordinal_in
from prevenio.programme.importing.vocabulary import Vocabulary

_INLINE_LABEL = re.compile(
    r"(?:^|(?<=[.;,(])\s*|\s[–—-]\s)([^\W\d_](?:(?!\s-\s)[^:.;,()–—]){2,40}?)\s*:\s*"
)
_CLOSING = " .;,)"


@dataclass(slots=True)
class Record:
    """A head line, the labels under it, the sentences and points that describe it."""

    title: str
    lines: Lines
    number: str | None = None
    keyword: str | None = None
    labels: list[Label] = field(default_factory=list)
    description: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)

    def said(self, *roles: str) -> str:
        """What the labels with one of these roles say, joined."""
        values = [
            label.value.rstrip(";")
            for label in self.labels
            if label.roles & set(roles) and label.value
        ]
        return "; ".join(values)

    @property
    def is_bare(self) -> bool:
        """Whether it says nothing but its number or title; a card below may tell the rest."""
        return not (self.labels or self.description or self.points)

    def has(self, *roles: str) -> bool:
        return any(label.roles & set(roles) for label in self.labels)


def take_record(items: Sequence[Item], at: int, words: Vocabulary) -> tuple[Record, int] | None:
    """The record that begins at an item, and the place after it; None where none begins."""
    item = items[at]
    if not isinstance(item, Paragraph):
        return None
    record = _begun(items, at, item, words)
    if record is None:
        return None
    at += 1
    while at < len(items):
        following = items[at]
        if isinstance(following, Row) or not _add(record, items, at, following, words):
            break
        at += 1
    return record, at


def _begun(items: Sequence[Item], at: int, item: Paragraph, words: Vocabulary) -> Record | None:
    marker = item.marker
    text = marker.rest if marker and marker.kind != "bullet" else item.text
    number = marker.value if marker and marker.kind != "bullet" else None
    keyword, keyword_number, rest = keyword_of(text, words)
    if keyword:
        tells_more = keyword_number or keyword == "action" or not number
        text = rest if keyword_number else (rest or text if tells_more else text)
        number = keyword_number or number
    lead, labels = labels_in(text, words)
    labelled = _tell_who(labels)
    if labelled and marker and marker.kind == "bullet":
        lead, labels = labels_in(marker.rest, words)
    label = label_of(text, words)
    if (
        label
        and not keyword
        and (named := _named(label, words))
        and begins_record(items, at, words)
    ):
        return Record(label.value, item.lines, number, named)
    if not keyword and label and not (marker and marker.kind != "bullet"):
        return None
    if item.text.endswith(":") and not keyword:
        return None
    follows = begins_record(items, at, words) and not _announces(items, at + 1, words)
    if (
        not (keyword and keyword_number)
        and not labelled
        and not (follows and _heads(items, at, item, words))
    ):
        return None
    if labelled and not lead:
        return None
    return Record(
        lead if labelled else text, item.lines, number, keyword, labels if labelled else []
    )


def _tell_who(labels: Sequence[Label]) -> bool:
    return any(label.roles & {"responsible", "partners"} and label.value for label in labels)


def _announces(items: Sequence[Item], at: int, words: Vocabulary) -> bool:
    """Whether a list of actions follows: "Zadania do realizacji:"."""
    item = items[at] if at < len(items) else None
    if not isinstance(item, Paragraph) or not item.text.endswith(":") or item.marker:
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    listed = isinstance(following, Paragraph) and following.marker is not None
    return listed and "action" in words.roles_in(item.text)


def _named(label: Label, words: Vocabulary) -> str | None:
    """What a label such as "Název projektu: …" names, if it does: an action or an initiative."""
    if "name" not in words.roles_in(label.name) or not label.value:
        return None
    return "action" if "action" in words.roles_in(label.name) else "initiative"


def keyword_of(text: str, words: Vocabulary) -> tuple[str | None, str | None, str]:
    """Whether the text calls itself an action or a programme, under which number, named how."""
    plain = fold(text)
    for name, pattern in (("action", words.action), ("initiative", words.initiative)):
        found = pattern.match(plain)
        if not found:
            continue
        numbered = ordinal_in(text[found.end() :])
        if numbered:
            return name, numbered[0], numbered[1]
        colon = re.match(r"\s*(?::\s*|(?=[„\"“]))(\S.*)", text[found.end() :])
        if colon:
            return name, None, colon[1]
    return None, None, text


def _heads(items: Sequence[Item], at: int, item: Paragraph, words: Vocabulary) -> bool:
    """Whether the labels below belong to this paragraph: it is numbered or stands right above."""
    if item.marker and item.marker.kind != "bullet":
        return True
    following = items[at + 1] if at + 1 < len(items) else None
    if not isinstance(following, Paragraph):
        return False
    return label_of(following.text, words) is not None


def labels_in(text: str, words: Vocabulary) -> tuple[str, list[Label]]:
    """The text before the first label inside it, and the labels with what they say."""
    found = []
    for each in _INLINE_LABEL.finditer(text):
        label = label_of(f"{each[1].strip()}: x", words)
        if label:
            found.append((each, label))
    if not found:
        return text, []
    ends = [each.start() for each, _ in found[1:]] + [len(text)]
    labels = [
        Label(label.roles, text[each.end() : end].strip(_CLOSING), label.name)
        for (each, label), end in zip(found, ends, strict=True)
    ]
    return text[: found[0][0].start()].rstrip(" (;,–—-"), labels


def _add(
    record: Record, items: Sequence[Item], at: int, item: Paragraph, words: Vocabulary
) -> bool:
    """Put the paragraph into the record if it still belongs there."""
    if item.heading:
        return False
    label = label_of(item.text, words)
    if (
        label
        and (keyword_of(item.text, words)[0] or _named(label, words))
        and _begun(items, at, item, words)
    ):
        return False
    if label:
        lead, labels = labels_in(item.text, words)
        record.labels += labels if len(labels) > 1 and not lead else [label]
    elif item.marker and item.marker.kind != "bullet":
        if not _is_under(record, items, at, item, words):
            return False
        record.points.append(item.marker.rest)
    elif item.marker:
        if _tell_who(record.labels) and _tell_who(labels_in(item.marker.rest, words)[1]):
            return False
        _add_point(record, item.marker.rest)
    elif record.labels and record.labels[-1].value:
        return False
    elif record.labels:
        record.labels[-1] = Label(record.labels[-1].roles, item.text, record.labels[-1].name)
    elif _begins_other(record, items, at, item, words):
        return False
    else:
        record.description.append(item.text)
    record.lines += item.lines
    return True


def _begins_other(
    record: Record, items: Sequence[Item], at: int, item: Paragraph, words: Vocabulary
) -> bool:
    if words.area.match(fold(item.text)) or item.is_caps or keyword_of(item.text, words)[0]:
        return True
    return not _describes(record) and _begun(items, at, item, words) is not None


def _describes(record: Record) -> bool:
    """Whether a sentence under the head line may still describe it, its labels yet to come."""
    return bool(record.number or record.keyword) and not (record.labels or record.description)


def _add_point(record: Record, text: str) -> None:
    """A point goes on with a label that has said nothing else, or is a part of the action."""
    last = record.labels[-1] if record.labels else None
    if last and (not last.value or last.value.endswith(";")):
        said = f"{last.value} {text.rstrip(' ,;.')};".strip()
        record.labels[-1] = Label(last.roles, said, last.name)
    else:
        record.points.append(text)


def _is_under(
    record: Record, items: Sequence[Item], at: int, item: Paragraph, words: Vocabulary
) -> bool:
    marker = item.marker
    if marker is None or begins_record(items, at, words) or labels_in(marker.rest, words)[1]:
        return False
    if marker.kind == "letter":
        return True
    deeper = bool(record.number) and marker.value.startswith(f"{record.number}.")
    return marker.kind == "code" and deeper and bool(record.keyword)
