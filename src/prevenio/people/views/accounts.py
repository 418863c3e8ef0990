from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from prevenio.people import addresses, operations, queries
from prevenio.people.adapter import remember_language
from prevenio.people.doors import SignedInRequest, signed_in_page
from prevenio.people.forms import AccountForm


@require_http_methods(["GET", "POST"])
@signed_in_page
def own_account(request: SignedInRequest) -> HttpResponse:
    user = request.user
    initial = {"name": user.name, "language": user.language or request.LANGUAGE_CODE}
    form = AccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_account(user=user, at=timezone.now(), **form.cleaned_data)
        language = form.cleaned_data["language"]
        with override(language):
            messages.success(request, _("Your account has been changed."))
        response = redirect(reverse("account"))
        remember_language(response, language)
        return response
    context = {"form": form, "has_second_factor": is_mfa_enabled(user)}
    return render(request, "people/account.html", context)


@require_safe
@signed_in_page
def my_authorities(request: SignedInRequest) -> HttpResponse:
    found = queries.authorities_of(user=request.user, today=timezone.localdate())
    desks = [(one, addresses.address("desk:home", authority=one)) for one in found]
    if request.user.is_superuser:
        return redirect(addresses.address("authorities"))
    # Another host is a link and no redirect: browsers refuse to follow one after a form.
    if len(desks) == 1 and desks[0][1].startswith(f"{addresses.site().origin}/"):
        return redirect(desks[0][1])
    return render(request, "people/my_authorities.html", {"desks": desks})
