"""Where the founding documents lie, on machines that have them."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def document(name: str) -> Path:
    """The path of one founding document; skips the test where it is not at hand."""
    path = CHECKOUT.parent / "shared" / "documents" / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path


def boundaries(name: str) -> Path:
    """The path of one file of real boundaries; skips the test where it is not at hand."""
    path = CHECKOUT.parent / "shared" / "data" / "boundaries" / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path


def open311(name: str) -> Path:
    """The path of one sample answer of another system; skips the test where it is not at hand."""
    path = CHECKOUT.parent / "shared" / "data" / "sensors" / "open311" / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path


KIELCE = "kielce-programme-2021-2023.pl.txt"
PLZEN = "plzen-region-safe-region.cs.txt"
