"""Whether a file is what its name says, by its first bytes."""

from collections.abc import Callable, Mapping

from prevenio.kernel.errors import Refused
from prevenio.web import pictures


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _is_mp4(content: bytes) -> bool:
    return content[4:8] == b"ftyp"


def _is_mp3(content: bytes) -> bool:
    # An ID3 tag, or the eleven set bits that every MPEG frame begins with.
    return content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] >= b"\xe0")


_MEDIA: Mapping[str, Callable[[bytes], bool]] = {
    "mp3": _is_mp3,
    "ogg": _begins(b"OggS"),
    "m4a": _is_mp4,
    "mp4": _is_mp4,
    "webm": _begins(b"\x1a\x45\xdf\xa3"),
    "vtt": _begins(b"WEBVTT", b"\xef\xbb\xbfWEBVTT"),
}


def is_as_named(name: str, content: bytes) -> bool:
    """Whether the content is of the kind that the name's ending says."""
    ending = name.rpartition(".")[2].lower()
    if ending in _MEDIA:
        return _MEDIA[ending](content)
    try:
        return pictures.cleaned(name, content).ending == ending
    except Refused:
        return False
