"""Documents of a household and its people: their page, their versions, and the one way to their files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.files import give_out
from kafkasder.core.pictures import PREVIEW_TYPE
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..forms import NewPaperForm, PaperForm, VersionForm
from ..querysets import sees_all
from .rows import get_household, get_paper, get_version

_SEE = ("beneficiaries.view_household", "beneficiaries.view_papers")
_CHANGE = (*_SEE, "beneficiaries.change_papers")


@require_safe
@needs(*_SEE)
@live_page(shared=sees_all)
def paper_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    paper = get_paper(request, pk)
    context = {
        "paper": paper,
        "versions": list(paper.versions.select_related("added_by", "restores")),
        "may_change": policy.can_change_papers(request.user, paper.household).allowed,
    }
    return TemplateResponse(request, "beneficiaries/paper_detail.html", context)


@needs(*_CHANGE)
def paper_create(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_household(request, pk)
    policy.can_change_papers(request.user, household).require()
    initial = {"person": request.GET.get("kisi", "")}
    form = NewPaperForm(sent(request), request.FILES or None, household=household, initial=initial)
    if form.is_valid() and done(
        form, services.add_paper, paper=form.instance, upload=form.cleaned_data["upload"], by=by(request)
    ):
        messages.success(request, _("Belge eklendi."))
        return redirect(form.instance)
    back = household.get_absolute_url()
    return record_page(request, "beneficiaries:paper", form, cancel=back, household=household)


@needs(*_CHANGE)
def paper_edit(request: HttpRequest, pk: int) -> HttpResponse:
    paper = get_paper(request, pk)
    policy.can_change_papers(request.user, paper.household).require()
    form = PaperForm(sent(request), instance=paper)
    if form.is_valid() and changed(
        form, paper, by(request), lambda row: services.save_paper(paper=row, by=by(request))
    ):
        return tell_saved(request, form, paper)
    return record_page(request, "beneficiaries:paper", form, paper, household=paper.household)


@require_safe
@needs(*_CHANGE)
@live_page(shared=sees_all)
def paper_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    paper = get_paper(request, pk)
    may_change = policy.can_change_papers(request.user, paper.household)
    return news_page(request, PaperForm(instance=paper), outline, may_change)


@needs(*_CHANGE)
def version_add(request: HttpRequest, pk: int) -> HttpResponse:
    paper = get_paper(request, pk)
    policy.can_change_papers(request.user, paper.household).require()
    form = VersionForm(sent(request), request.FILES or None)
    if form.is_valid() and done(form, services.add_version, paper=paper, by=by(request), **form.cleaned_data):
        messages.success(request, _("Yeni sürüm eklendi; önceki saklandı."))
        return redirect(paper)
    title = _("Yeni sürüm: %(paper)s") % {"paper": paper}
    return action_page(request, form, title=title, label=_("Yükle"), back=paper.get_absolute_url())


@require_POST
@needs(*_CHANGE)
def version_restore(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_version(request, pk)
    try:
        services.restore_version(version=version, by=by(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        told = _("%(number)d. sürüm yeni sürüm olarak geri getirildi.")
        messages.success(request, told % {"number": version.number})
    return redirect(version.paper)


@needs(*_CHANGE)
def paper_remove(request: HttpRequest, pk: int) -> HttpResponse:
    paper = get_paper(request, pk)
    policy.can_change_papers(request.user, paper.household).require()
    form = ReasonForm(sent(request))
    if form.is_valid() and done(form, services.remove_paper, paper=paper, by=by(request), **form.cleaned_data):
        messages.success(request, _("Belge ve dosyaları silindi."))
        return redirect(paper.household)
    return action_page(
        request,
        form,
        title=_("Belgeyi kaldır: %(paper)s") % {"paper": paper},
        label=_("Kaldır"),
        back=paper.get_absolute_url(),
        text=_("Bütün sürümlerin dosyaları silinir ve geri getirilemez."),
    )


@require_POST
@needs(*_SEE)
def version_download(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a file of a document. That is recorded, and so by POST; `?goster=1` shows a picture in the page."""
    version = services.open_version(version=get_version(request, pk), by=by(request))
    return _given(version.content, version, shown=request.GET.get("goster") == "1")


@require_safe
@needs(*_SEE)
def version_preview(request: HttpRequest, pk: int) -> FileResponse:
    """Show the small picture of a version; it is what lists show, and not recorded."""
    version = get_version(request, pk)
    if not version.preview:
        raise Http404
    return _given(version.preview, version, shown=True, content_type=PREVIEW_TYPE)


def _given(content: Any, version: Any, *, shown: bool, content_type: str = "") -> FileResponse:
    try:
        return give_out(content, name=version.name, content_type=content_type or version.content_type, shown=shown)
    except FileNotFoundError:
        raise Http404 from None
