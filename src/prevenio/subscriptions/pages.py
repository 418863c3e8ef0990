"""Pages as announcements name them: by their path below the authority's home."""

from collections.abc import Sequence

from prevenio.people import addresses
from prevenio.people.models import Authority


def path_of(name: str, *, authority: Authority, args: Sequence[object] = ()) -> str:
    """The path of a page below the authority's home, whichever host is asked for it."""
    home = addresses.address("portal:home", authority=authority)
    return addresses.address(name, authority=authority, args=args).removeprefix(home)


def page_of(authority: Authority, path: str) -> str:
    """The whole address of such a page."""
    return addresses.address("portal:home", authority=authority) + path.lstrip("/")
