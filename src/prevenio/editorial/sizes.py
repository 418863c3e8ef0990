"""The sizes in which pictures are sent, and the kinds of files that are."""

from collections.abc import Mapping

# Names stand in addresses; values are Wagtail's words for a size.
SIZES: Mapping[str, str] = {
    "square": "fill-320x320",
    "card": "fill-640x400",
    "small": "width-640",
    "wide": "width-1280",
}
KINDS_OF_FILES: Mapping[str, str] = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}
SHOWN_IN_PLACE = frozenset({"pdf", "mp3", "ogg", "m4a", "mp4", "webm", "vtt"})
