"""What a resident sees and does with the code of a receipt.

The code comes by POST every time and is sent along by the page's own forms: it stands in no
address, no log, no history and no cookie.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.advice import codes
from prevenio.advice.forms.resident import CodeForm, MessageForm
from prevenio.advice.lines import emergency_lines
from prevenio.advice.models import Question, QuestionState
from prevenio.advice.operations import resident as operations
from prevenio.advice.queries import public as queries
from prevenio.kernel.danger import sounds_like_danger
from prevenio.kernel.errors import Refused
from prevenio.portal.showing import PublicRequest, show_page
from prevenio.portal.views.advice import not_kept
from prevenio.web import guarding
from prevenio.web.refusals import sentence

_MOST_WRONG, _HOUR = 10, 3600
_ACTION = "receipt.wrong"


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: PublicRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        question = _found(request, form)
        if question is not None:
            return _opened(request, question, codes.grouped(codes.plain(form.data["code"])))
    return not_kept(show_page(request, "advice/receipt.html", menu="advice", form=form))


def _found(request: PublicRequest, form: CodeForm) -> Question | None:
    """The question of a code; whoever tries many is stopped, with right codes as well."""
    now = timezone.now()
    code = form.cleaned_data["code"]
    if guarding.is_at_limit(request, _ACTION, _MOST_WRONG, _HOUR, at=now):
        form.add_error(None, _("Too many codes were tried from this network. Wait an hour."))
        return None
    if codes.is_mistyped(code):
        form.add_error("code", _("There is a slip in this code. Please compare it sign by sign."))
        return None
    question = operations.found_by(code, authority=request.authority)
    if question is None:
        guarding.over_limit(request, _ACTION, _MOST_WRONG, _HOUR, at=now)
        form.add_error("code", _("There is no question with this code."))
    return question


def _opened(request: PublicRequest, question: Question, code: str) -> HttpResponse:
    act = request.POST.get("act", "")
    message = MessageForm(request.POST if act == "message" else None)
    refusal, done = "", ""
    if act == "message" and not message.is_valid():
        act = ""
    danger = act == "message" and _sounds_dangerous(message)
    if act in _ACTS and not danger:
        try:
            question, done = _do(act, question, message, timezone.now())
        except Refused as refused:
            refusal = sentence(refused)
            message = message if act == "message" else MessageForm()
        else:
            message = MessageForm()
    if question.state == QuestionState.WITHDRAWN:
        return not_kept(show_page(request, "advice/withdrawn.html", menu="advice"))
    response = show_page(
        request,
        "advice/opened.html",
        menu="advice",
        question=question,
        code=code,
        form=message,
        events=queries.events_for_resident(question),
        states=QuestionState,
        asks_withdrawal=act == "ask-withdrawal",
        danger=danger,
        danger_seen=danger or (message.is_bound and "danger_seen" in message.data),
        lines=emergency_lines(request.authority) if danger else (),
        refusal=refusal,
        done=done,
    )
    return not_kept(response)


def _sounds_dangerous(form: MessageForm) -> bool:
    """Whether the words mean danger and nobody has said yet that they have seen the number."""
    return not form.data.get("danger_seen") and sounds_like_danger(form.cleaned_data["text"])


def _do(act: str, question: Question, form: MessageForm, at: datetime) -> tuple[Question, str]:
    """Do one of the things that the buttons offer; the question as it is now, and a sentence."""
    if act == "message":
        text = form.cleaned_data["text"]
        changed = operations.add_message(question=question, text=text, at=at)
        return changed, _("Your message has arrived.")
    operation, words = _ACTS[act]
    assert operation is not None
    return operation(question, at), str(words())


type _Act = Callable[[Question, datetime], Question]
_ACTS: Mapping[str, tuple[_Act | None, Callable[[], str]]] = {
    "message": (None, lambda: ""),
    "close": (
        lambda one, at: operations.close_as_resident(question=one, at=at),
        lambda: _("The question is closed. You can write again at any time."),
    ),
    "allow": (
        lambda one, at: operations.change_consent(question=one, allowed=True, at=at),
        lambda: _("The question may now be published. Thank you."),
    ),
    "forbid": (
        lambda one, at: operations.change_consent(question=one, allowed=False, at=at),
        lambda: _("The question will not be published."),
    ),
    "withdraw": (lambda one, at: operations.withdraw(question=one, at=at), lambda: ""),
}
