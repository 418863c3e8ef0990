"""The receipt of a return: the words and the seal of what was sent, and its page on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.kernel.typography import bind_short_words
from prevenio.returns.counts import counts_sent
from prevenio.returns.models import ActionReturn, Part, ReturnState, SealedReturn
from prevenio.returns.queries.desk import count_in_words, parts_in_words
from prevenio.returns.words import receipt_words
from prevenio.web.templatetags.parts import moment
from prevenio.web.typesetting import compile_pdf

TEMPLATE = Path(__file__).parent / "templates" / "returns" / "receipt.typ"
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a body keeps: words to be read out, the seal in groups of four, their language."""

    words: str
    language: str
    seal: str
    short_seal: str


def receipt_of(sealed: SealedReturn) -> Receipt:
    """The words are in the language of the authority, so that both sides read the same ones."""
    language = sealed.action_return.period.authority.language
    groups = [sealed.seal[place : place + _GROUP] for place in range(0, len(sealed.seal), _GROUP)]
    short = f"{' '.join(groups[:3])} … {groups[-1]}"
    words = receipt_words(sealed.seal, language=language)
    return Receipt(words, language, " ".join(groups), short)


def receipt_pdf(sealed: SealedReturn) -> bytes:
    """One page on paper, in the language of the authority."""
    authority = sealed.action_return.period.authority
    with translation.override(authority.language):
        content = {
            "language": authority.language,
            "authority": [authority.name, authority.second_line],
            "brand": authority.brand,
            "sample": _("Sample data") if authority.is_sample else "",
            "title": _("Receipt of a return"),
            "lead": _("Action %(code)s, %(title)s") % _action(sealed),
            "facts": [[label, bind_short_words(words)] for label, words in _facts(sealed)],
            "words_label": _("Receipt in words"),
            "words": receipt_of(sealed).words,
            "seal_label": _("Seal of the content"),
            "seal": receipt_of(sealed).seal.split(),
            "note": _(
                "The seal is made from every letter, number and file that was sent (SHA-256). "
                "Whoever holds the same content gets the same seal. The four words stand for its "
                "beginning: compare them by telephone."
            ),
        }
    return compile_pdf(TEMPLATE, content, timestamp=int(sealed.sealed_at.timestamp()))


def _action(sealed: SealedReturn) -> dict[str, str]:
    said = sealed.content["action"]
    return {"code": said["code"], "title": said["title"]}


def _facts(sealed: SealedReturn) -> list[tuple[str, str]]:
    said, period = sealed.content, sealed.action_return.period
    files, counts = len(said["files"]), len(said["counts"])
    numbers = ngettext("%(count)s number", "%(count)s numbers", counts) % {"count": counts}
    papers = ngettext("%(count)s file", "%(count)s files", files) % {"count": files}
    part = "" if said["part"] == Part.LEAD else str(Part.CO_RESPONSIBLE.label)
    return [
        (_("Body"), said["body"]["name"]),
        (_("Period"), period.name),
        *([(_("Part"), part)] if part else []),
        (_("Sent"), moment(sealed.sealed_at)),
        (_("Sent by"), f"{sealed.by_name}, {sealed.by_office}"),
        (_("Sending number"), str(sealed.number)),
        (_("Content"), f"{numbers}, {papers}"),
        *_numbers(said),
        *([(_("Parts of other bodies"), parts_in_words(said))] if said.get("parts") else []),
        *_certified(sealed.action_return),
    ]


def _numbers(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The numbers that were filled in: where each comes from, and why one was changed."""
    filled = [one for one in counts_sent(said) if one.origin is not None]
    words = "; ".join(count_in_words(one) for one in filled)
    return [(_("Numbers filled in"), words)] if words else []


def _certified(action_return: ActionReturn) -> list[tuple[str, str]]:
    """Only what is true of this very sending: a later one has a receipt of its own."""
    is_certified = action_return.state in {ReturnState.CERTIFIED, ReturnState.ACCEPTED}
    if is_certified and action_return.certified_at is not None:
        return [(_("Certified"), moment(action_return.certified_at))]
    return []
