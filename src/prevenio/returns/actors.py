"""People who act without an account: known by the name they give and the link they came by."""

from dataclasses import dataclass

from prevenio.returns.models import ReturnLink


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody without an account who answers for a body by a link; the journal keeps the name."""

    link: ReturnLink
    name: str = ""
    office: str = ""

    @property
    def pk(self) -> None:
        return None

    def __str__(self) -> str:
        return self.name or self.link.body.shown_name
