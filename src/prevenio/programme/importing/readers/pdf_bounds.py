"""Bounds for reading a PDF: how far it may unpack, how long it may take, how much it may draw.

pdfminer unpacks streams without any bound and has no setting for one, so a file of 20 MB could
fill the memory of the machine. Its names for the unpacking functions are therefore replaced here
by bounded ones; they count only inside `bounded_unpacking` and leave other callers alone.
"""

import io
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from pdfminer import pdftypes
from pdfminer.lzw import LZWDecoder
from pdfminer.runlength import rldecode

MOST_UNPACKED = 256 * 1024 * 1024
MOST_IN_A_STREAM = 64 * 1024 * 1024
MOST_RUN_LENGTH_PACKED = 1024 * 1024
LONGEST_CHAIN = 100
MOST_DRAWING = 64 * 1024 * 1024

# What one more piece of drawing costs beside its instructions, counted like bytes of them.
COST_OF_A_DRAWING = 4096


class BoundReached(Exception):
    """Reading went beyond a bound; the reader of PDFs turns it into a refusal."""


class UnpackedTooMuch(BoundReached):
    """Streams grew beyond the bound when they were unpacked."""


class TookTooLong(BoundReached):
    """The time for reading is over, or more is drawn than can be read in it."""


class EndlessReferences(BoundReached):
    """Objects refer to each other in a circle, which pdfminer would follow for ever."""


@dataclass(slots=True)
class Bounds:
    """What is left for one document. `reached` outlives libraries that swallow exceptions.

    Time is the thread's own, so that a busy machine refuses no honest document.
    """

    seconds: int
    unpackable: int = MOST_UNPACKED
    drawable: int = MOST_DRAWING
    reached: BoundReached | None = None
    _references: int = 0
    _ends_at: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._ends_at = time.thread_time() + self.seconds

    def check_time(self) -> None:
        if time.thread_time() > self._ends_at:
            self._stop(TookTooLong())

    def count_reference(self, *, to_a_reference: bool) -> None:
        self._references = self._references + 1 if to_a_reference else 0
        if self._references > LONGEST_CHAIN:
            self._stop(EndlessReferences())

    def count_drawing(self, size: int) -> None:
        self.check_time()
        self.drawable -= size + COST_OF_A_DRAWING
        if self.drawable < 0:
            self._stop(TookTooLong())

    @property
    def largest_stream(self) -> int:
        return min(MOST_IN_A_STREAM, self.unpackable)

    def count_unpacked(self, size: int, *, largest: int) -> None:
        self.check_time()
        self.unpackable -= size
        if size > largest or self.unpackable < 0:
            self._stop(UnpackedTooMuch())

    def check(self) -> None:
        if self.reached:
            raise self.reached

    def _stop(self, reason: BoundReached) -> None:
        self.reached = reason
        raise reason


_bounds: ContextVar[Bounds | None] = ContextVar("bounds of the PDF being read", default=None)


@contextmanager
def bounded_unpacking(bounds: Bounds) -> Iterator[None]:
    """Everything that pdfminer unpacks inside counts against these bounds."""
    token = _bounds.set(bounds)
    try:
        yield
    finally:
        _bounds.reset(token)


class WatchedBytes(io.BytesIO):
    """A file in memory that stops being read when the time is over."""

    def __init__(self, content: bytes, bounds: Bounds) -> None:
        super().__init__(content)
        self._bounds = bounds

    def read(self, size: int | None = -1, /) -> bytes:
        self._bounds.check_time()
        return super().read(size)


class _Inflater:
    """One stream being inflated, counted as it grows."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._inflater = zlib.decompressobj()

    @property
    def is_complete(self) -> bool:
        return self._inflater.eof

    def decompress(self, packed: bytes) -> bytes:
        largest = self._bounds.largest_stream
        unpacked = self._inflater.decompress(packed, largest + 1)
        self._bounds.count_unpacked(len(unpacked), largest=largest)
        return unpacked


class _BoundedZlib:
    """Stands in for the module zlib inside pdfminer."""

    error = zlib.error

    def decompress(self, packed: bytes) -> bytes:
        bounds = _bounds.get()
        if bounds is None:
            return zlib.decompress(packed)
        inflater = _Inflater(bounds)
        unpacked = inflater.decompress(packed)
        if not inflater.is_complete:
            raise zlib.error("incomplete or truncated stream")
        return unpacked

    def decompressobj(self) -> Any:
        bounds = _bounds.get()
        return zlib.decompressobj() if bounds is None else _Inflater(bounds)


def _bounded_lzw(packed: bytes) -> bytes:
    bounds = _bounds.get()
    unpacked = bytearray()
    for piece in LZWDecoder(io.BytesIO(packed)).run():
        unpacked += piece
        if bounds is not None:
            bounds.count_unpacked(len(piece), largest=bounds.largest_stream)
    return bytes(unpacked)


def _bounded_run_length(packed: bytes) -> bytes:
    bounds = _bounds.get()
    if bounds is not None:
        bounds.count_unpacked(len(packed), largest=MOST_RUN_LENGTH_PACKED)
    return rldecode(packed)


_resolve = pdftypes.PDFObjRef.resolve


def _bounded_resolve(self: pdftypes.PDFObjRef, default: object = None) -> Any:
    found = _resolve(self, default)
    bounds = _bounds.get()
    if bounds is not None:
        bounds.count_reference(to_a_reference=isinstance(found, pdftypes.PDFObjRef))
    return found


for _name, _bounded in (
    ("zlib", _BoundedZlib()),
    ("lzwdecode", _bounded_lzw),
    ("rldecode", _bounded_run_length),
):
    setattr(pdftypes, _name, _bounded)
setattr(pdftypes.PDFObjRef, "resolve", _bounded_resolve)  # noqa: B010
