from collections.abc import Callable
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.kernel.errors import Refused
from prevenio.portal.feeding import feed_query
from prevenio.portal.placing import Placed, placed
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.subscriptions.forms import PreferencesForm, SubscribeForm
from prevenio.subscriptions.limits import may_ask, network_of
from prevenio.subscriptions.models import Subscription, SubscriptionState
from prevenio.subscriptions.operations import asking
from prevenio.subscriptions.operations import subscribing as operations
from prevenio.subscriptions.queries.choices import Choices, choices_of
from prevenio.subscriptions.queries.feeds import Narrowed
from prevenio.subscriptions.tokens import Purpose, found_by, token_of
from prevenio.web.refusals import sentence

_WAYS = ["GET", "HEAD", "POST"]
# What may be pressed besides sending.
_FIND, _ELSEWHERE, _ENTER = "find", "elsewhere", "enter"
_MOST_OF_CLIENT = 10


@require_http_methods(_WAYS)
def subscribe(request: PublicRequest) -> HttpResponse:
    choices = choices_of(request.authority, today=timezone.localdate())
    given = request.POST if request.method == "POST" else request.GET
    said = given.dict()
    if said.get("act") == _ELSEWHERE:
        said |= {"lat": "", "lon": ""}
    place = placed(request.authority, choices, said)
    is_search = _is_search(request.POST, place)
    typed = SubscribeForm.typed_in(request.POST) if is_search else {}
    form = SubscribeForm(
        None if is_search else request.POST or None,
        initial={**typed, **place.initial},
        authority=request.authority,
        choices=choices,
    )
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        return redirect("portal:subscribe-asked")
    page = _form_page(request, form, place, choices)
    return _private(page) if request.method == "POST" else page


def _is_search(sent: QueryDict, place: Placed) -> bool:
    """Whether an address is looked for; the key Enter looks for what was typed there first."""
    act = sent.get("act", "")
    is_typed = bool(place.typed) and not place.point
    return "hit" in sent or act in (_FIND, _ELSEWHERE) or (act == _ENTER and is_typed)


@require_safe
def asked(request: PublicRequest) -> HttpResponse:
    return show_page(request, "subscribing/asked.html")


@require_http_methods(_WAYS)
def confirm(request: PublicRequest, token: str) -> HttpResponse:
    found = found_by(token, Purpose.CONFIRM, authority_id=request.authority.pk)
    if found is None:
        return _wrong_link(request)
    refusal = ""
    if request.method == "POST":
        found, refusal = _tried(found, _confirmed)
    topics = list(found.topics.all())
    waits = any(one.confirmed_at is None for one in topics)
    has_run_out = timezone.now() > found.asked_at + operations.CONFIRM_WITHIN
    return _private(
        show_page(
            request,
            "subscribing/confirm.html",
            subscription=found,
            topics=topics,
            has_left=found.state == SubscriptionState.LEFT,
            waits=waits and not has_run_out,
            has_run_out=waits and has_run_out,
            refusal=refusal,
            manage=token_of(found, Purpose.MANAGE),
        )
    )


@require_http_methods(_WAYS)
def subscription(request: PublicRequest, token: str) -> HttpResponse:
    found = found_by(token, Purpose.MANAGE, authority_id=request.authority.pk)
    if found is None or found.state == SubscriptionState.UNCONFIRMED:
        return _wrong_link(request)
    if found.state == SubscriptionState.LEFT:
        return _left_page(request, found)
    is_change = request.POST.get("act") == "change"
    form = PreferencesForm(
        request.POST if is_change else None,
        authority=request.authority,
        initial={
            "cadence": found.cadence,
            "kinds": found.kinds,
            "language": found.language or request.authority.language,
        },
    )
    refusal, is_saved = "", False
    if is_change and form.is_valid():
        given = form.cleaned_data
        found, refusal = _tried(
            found, lambda one: operations.change(subscription=one, **given, at=timezone.now())
        )
        is_saved = not refusal
    elif request.POST.get("act") == "drop":
        found, refusal = _tried(found, lambda one: _dropped(one, request.POST.get("topic", "")))
        is_saved = not refusal
    return _private(
        show_page(
            request,
            "subscribing/change.html",
            subscription=found,
            topics=list(found.topics.filter(confirmed_at__isnull=False).order_by("pk")),
            form=form,
            refusal=refusal,
            is_saved=is_saved,
            leave=token_of(found, Purpose.LEAVE),
        )
    )


# A mail program presses the button for its reader, and has no cookie (RFC 8058): the address
# itself is the secret. The answer is no redirection, because such programs follow none.
@csrf_exempt
@require_http_methods(_WAYS)
def leave(request: PublicRequest, token: str) -> HttpResponse:
    found = found_by(token, Purpose.LEAVE, authority_id=request.authority.pk)
    if found is None:
        return _wrong_link(request)
    if request.method == "POST":
        found = operations.leave(subscription=found, at=timezone.now())
    return _left_page(request, found)


def _asked(request: PublicRequest, form: SubscribeForm) -> bool:
    """Whether it was asked for; whatever fills in the trap gets the same answer."""
    if form.is_trapped:
        return True
    client = network_of(get_adapter().get_client_ip(request))
    if not may_ask("client", client, most=_MOST_OF_CLIENT, within=asking.HOUR):
        form.add_error(
            None, _("Too many subscriptions came from your connection. Try again in an hour.")
        )
        return False
    given = form.cleaned_data
    try:
        asking.ask(
            authority=request.authority,
            email=given["email"],
            language=given["language"],
            wanted=form.wanted,
            kinds=given["kinds"],
            cadence=given["cadence"],
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    return True


def _form_page(
    request: PublicRequest, form: SubscribeForm, place: Placed, choices: Choices
) -> HttpResponse:
    return show_page(
        request,
        "subscribing/subscribe.html",
        form=form,
        place=place,
        feed=_feed_of(place),
        has_towns=len(choices.municipalities) > 1,
        has_areas=bool(choices.areas),
        has_bodies=bool(choices.bodies),
        content_lang=content_lang(request.authority),
    )


def _feed_of(place: Placed) -> str:
    """The feed of what the address of the page has chosen; nothing where it chose nothing."""
    named = ("municipality", "precinct", "body")
    narrowed = Narrowed.read({name: str(place.initial.get(name, "")) for name in named})
    return feed_query(narrowed) if narrowed.query else ""


def _tried(
    found: Subscription, operation: Callable[[Subscription], Subscription]
) -> tuple[Subscription, str]:
    try:
        return operation(found), ""
    except Refused as refused:
        return found, sentence(refused)


def _confirmed(found: Subscription) -> Subscription:
    return operations.confirm(subscription=found, at=timezone.now())


def _dropped(found: Subscription, topic: str) -> Subscription:
    if not (topic.isascii() and topic.isdigit() and len(topic) < 19):
        return found
    return operations.drop_topic(subscription=found, topic_id=int(topic), at=timezone.now())


def _left_page(request: PublicRequest, found: Subscription) -> HttpResponse:
    has_left = found.state == SubscriptionState.LEFT
    return _private(
        show_page(request, "subscribing/leave.html", subscription=found, has_left=has_left)
    )


def _wrong_link(request: PublicRequest) -> HttpResponse:
    response = _private(show_page(request, "subscribing/wrong_link.html"))
    response.status_code = HTTPStatus.NOT_FOUND
    return response


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: kept by no cache and no search engine, told to no other site."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    # Not `no-referrer`: browsers would then send forms without an origin, which are refused.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
