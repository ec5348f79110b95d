"""Texts, who was given them, and who was not."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from kafkasder.core.numbers import whole_number
from kafkasder.core.saving import changed, done, form_page, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy
from ..forms import DeliveryForm, NoticeForm
from ..lists import NOTICES, people_without_notice
from ..models import NoticeVersion
from ..services import notices as services
from ..subjects import SUBJECTS, Subject, everyone_sees_alike
from .rows import get_kind, get_subject

NEWEST_DELIVERIES = 50


@needs("privacy.view_notices")
@NOTICES.personal
@live_page(shared=True)
def notice_list(request: HttpRequest) -> TemplateResponse:
    return NOTICES.respond(request, "privacy/notice_list.html", {"kinds": list(SUBJECTS.for_viewer(request.user))})


@require_safe
@needs("privacy.view_notices")
@live_page(shared=True)
def notice_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    version = get_object_or_404(NoticeVersion.objects.with_standing().select_related("by"), pk=pk)
    deliveries = version.deliveries.with_subject_name().select_related("by").order_by("-pk")
    context = {
        "version": version,
        "deliveries": deliveries[:NEWEST_DELIVERIES],
        "may_change": policy.can_change_notice(request.user, version),
        "may_write": policy.can_write_notice(request.user),
        "new_version_url": f"{reverse('privacy:notice_create')}?of={version.pk}",
    }
    return TemplateResponse(request, "privacy/notice_detail.html", context)


@needs("privacy.view_notices", "privacy.change_notices")
def notice_create(request: HttpRequest) -> HttpResponse:
    """Write a version, beginning with the text of an older one where the address names it (`?of=7`)."""
    older = NoticeVersion.objects.filter(pk=whole_number(request.GET.get("of", ""))).first()
    initial = {"audience": older.audience, "language": older.language, "text": older.text} if older else None
    form = NoticeForm(sent(request), initial=initial)
    if form.is_valid() and (version := done(form, services.write_notice, version=form.instance, by=by(request))):
        messages.success(request, _("Metin kaydedildi: sürüm %(number)d.") % {"number": version.number})
        return redirect(version)
    return record_page(request, "privacy:notice", form)


@needs("privacy.view_notices", "privacy.change_notices")
def notice_edit(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(NoticeVersion, pk=pk)
    policy.can_change_notice(request.user, version).require()
    form = NoticeForm(sent(request), instance=version)
    if form.is_valid() and changed(
        form, version, by(request), lambda row: services.change_notice(version=row, by=by(request))
    ):
        return tell_saved(request, form, version)
    return record_page(request, "privacy:notice", form, version)


@require_safe
@needs("privacy.view_notices", "privacy.change_notices")
@live_page(shared=True)
def notice_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    version = get_object_or_404(NoticeVersion, pk=pk)
    return news_page(request, NoticeForm(instance=version), outline, policy.can_change_notice(request.user, version))


def _personal(view: Any) -> Any:
    """Decorate the view of `people_without_notice` as that list does: there is one for each kind."""

    @wraps(view)
    def personal_view(request: HttpRequest, kind: str) -> Any:
        get_kind(kind)
        return people_without_notice(kind).personal(view)(request, kind)

    return personal_view


@needs("privacy.view_notices")
@_personal
@live_page(shared=everyone_sees_alike)
def uninformed_list(request: HttpRequest, kind: str) -> TemplateResponse:
    return people_without_notice(kind).respond(request, "privacy/uninformed_list.html", {"kind": SUBJECTS[kind]})


@needs("privacy.view_notices", "privacy.record_delivery")
def delivery_create(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Record that one person was given a text."""
    subject, person = get_subject(request, kind, pk)
    return _record(request, subject, [person.pk], str(person), _home(person))


def _home(person: Any) -> str:
    return str(person.get_absolute_url())


@needs("privacy.view_notices", "privacy.record_delivery")
def delivery_bulk(request: HttpRequest, kind: str) -> HttpResponse:
    """Record that all ticked people of a list were given a text, or all that the list's address asks for."""
    subject = get_kind(kind)
    listing = people_without_notice(kind).bind(request, reverse("privacy:uninformed_list", args=[kind]))
    people = list(listing.picked(request.GET).values_list("pk", flat=True))
    about = ngettext("%(count)d kişi", "%(count)d kişi", len(people)) % {"count": len(people)}
    return _record(request, subject, people, about, listing.state.url())


def _record(request: HttpRequest, kind: Subject, people: list[int], about: str, back: str) -> HttpResponse:
    form = DeliveryForm(sent(request), kind=kind)
    if form.is_valid():
        count = done(form, services.record_delivery, kind=kind, people=people, delivery=form.instance, by=by(request))
        if count is not None:
            told = ngettext("%(count)d kişi için kaydedildi.", "%(count)d kişi için kaydedildi.", count)
            messages.success(request, told % {"count": count})
            return redirect(back)
    return form_page(request, "privacy/delivery_form.html", form, about=about, back=back)
