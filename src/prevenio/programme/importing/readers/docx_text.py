"""The words of one DOCX paragraph, as it reads once every tracked change is accepted."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from prevenio.programme.importing.readers.characters import visible

# Struck out, moved elsewhere, or codes of fields whose result stands beside them.
UNSEEN = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr"})
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TEXTS = frozenset({"t", "m_t"})


def words_of(paragraph: Element, line_break: str = " ") -> str:
    """The paragraph's own text on one line, without that of text boxes in it."""
    return visible(line_break.join("".join(_pieces(paragraph)).split("\n")))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in TEXTS:
            yield (child.text or "").replace("\n", " ")
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == "sym":
            yield _symbol(child)
        elif child.tag == "mc_AlternateContent":
            yield from _pieces(_preferred(child))
        elif child.tag not in UNSEEN and child.tag != "txbxContent":
            yield from _pieces(child)


def text_boxes_of(element: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph."""
    for child in element:
        if child.tag == "txbxContent":
            yield child
        elif child.tag == "mc_AlternateContent":
            yield from text_boxes_of(_preferred(child))
        elif child.tag not in UNSEEN:
            yield from text_boxes_of(child)


def mark_is_deleted(paragraph: Element) -> bool:
    """Whether the paragraph's end was struck out, so that the next one continues it."""
    return paragraph.find("pPr/rPr/del") is not None


def _preferred(alternatives: Element) -> Element:
    """The first choice; what follows repeats it for older programs."""
    for tag in ("mc_Choice", "mc_Fallback"):
        found = alternatives.find(tag)
        if found is not None:
            return found
    return alternatives


def _symbol(element: Element) -> str:
    try:
        return chr(int(element.get("char", ""), 16))
    except (ValueError, OverflowError):
        return ""
