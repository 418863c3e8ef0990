"""JSON and XML of the same plain values."""

import json
import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from django.core.serializers.json import DjangoJSONEncoder

JSON, XML = "json", "xml"
FORMATS = (JSON, XML)
TYPES = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}
# What no XML can hold (XML 1.0, 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(value: object) -> bytes:
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace")


def as_xml(value: object, root: str, items: Mapping[str, str]) -> bytes:
    """`items` names the elements of each list by the name of the list: requests, request."""
    tree = ElementTree.Element(root)
    _fill(tree, value, root, items)
    written: bytes = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return written


def _fill(element: ElementTree.Element, value: object, name: str, items: Mapping[str, str]) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _fill(ElementTree.SubElement(element, str(key)), inner, str(key), items)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            _fill(ElementTree.SubElement(element, items[name]), inner, items[name], items)
    elif value is not None:
        element.text = _FORBIDDEN.sub("", _text_of(value))


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
