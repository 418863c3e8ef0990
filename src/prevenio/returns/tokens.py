"""The secret part of a link's address: signed, for one link."""

from django.core import signing

from prevenio.returns.models import ReturnLink

_SALT = "prevenio.returns.link"


def token_of(link: ReturnLink) -> str:
    """A token that leads to the link; whether the link still works is another matter."""
    return signing.dumps([link.pk, int(link.issued_at.timestamp())], salt=_SALT)


def link_of(token: str) -> ReturnLink | None:
    """The link that a token was made for; None for a forged one."""
    try:
        pk, issued = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    links = ReturnLink.objects.select_related(
        "period__authority", "period__window", "period__opened_by", "body"
    )
    found = links.filter(pk=pk).first()
    return found if found is not None and int(found.issued_at.timestamp()) == issued else None
