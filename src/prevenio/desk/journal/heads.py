"""The ends of the journal's chains as a file that is kept elsewhere, and back.

Names and words here are for the operator at the terminal, so in English alone.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from prevenio.journal.queries import Head, chains, heads
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority

INSTALLATION = 0
FORMAT = "prevenio-journal-heads"


class AuthorityUnknown(Refused):
    message = "There is no authority with the path %(slug)s."


class HeadsUnreadable(Refused):
    message = "%(path)s is not a file that `prevenio export_journal_head` wrote."


def exported_heads(slug: str | None, *, at: datetime) -> dict[str, Any]:
    """Every chain's end, or one authority's. Raises AuthorityUnknown."""
    wanted = wanted_chains(slug, {})
    names = names_of_chains()
    return {
        "format": FORMAT,
        "exported_at": at.isoformat(),
        "heads": [
            {
                "authority": head.authority_id,
                "name": names.get(head.authority_id, ""),
                "number": head.number,
                "hash": head.hash,
            }
            for head in heads()
            if head.authority_id in wanted
        ],
    }


def heads_in(path: Path) -> dict[int, Head]:
    """What was exported earlier, by authority. Raises HeadsUnreadable."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise HeadsUnreadable(path=path)
        rows = [(int(r["authority"]), int(r["number"]), str(r["hash"])) for r in said["heads"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HeadsUnreadable(path=path) from error
    return {authority: Head(authority, number, hash_) for authority, number, hash_ in rows}


def wanted_chains(slug: str | None, exported: Mapping[int, Head]) -> list[int]:
    """One authority's chain, or all of them; a chain that vanished whole is wanted as well.

    Raises AuthorityUnknown.
    """
    if slug is None:
        return sorted({*chains(), *exported})
    authority = Authority.objects.filter(slug=slug).first()
    if authority is None:
        raise AuthorityUnknown(slug=slug)
    return [authority.pk]


def names_of_chains() -> dict[int, str]:
    """What each chain is called at the terminal."""
    return {INSTALLATION: "installation", **dict(Authority.objects.values_list("pk", "slug"))}
