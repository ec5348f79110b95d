"""What pages that save a form share: the form shown again, two editors, refusals of services and of the database.

A page of an existing record takes a few lines::

    form = NoteForm(sent(request), instance=note)
    who = by(request)
    if form.is_valid() and changed(form, note, who, lambda locked: services.save_note(note=locked, by=who)):
        return tell_saved(request, form, note)
    return record_page(request, "notes:note", form, note)
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .constraints import explain
from .editing import EditForm
from .locks import lock
from .policy import Decision

UNPROCESSABLE = 422


class Refused(Exception):
    """Saving did not happen; the form says why."""


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form on this page was sent with; None while it is only shown."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, template: str, form: Any, *beside: Any, **context: Any) -> TemplateResponse:
    """Show a form, with others `beside` it that are sent together; if one was refused, the status says so."""
    wrong = any(each.errors or getattr(each, "clashes", ()) for each in (form, *beside))
    status = UNPROCESSABLE if request.method == "POST" and wrong else None
    return TemplateResponse(request, template, {"form": form, **context}, status=status)


def action_page(
    request: HttpRequest, form: Any, *, title: str, label: str | Promise, back: str, text: str = ""
) -> TemplateResponse:
    """Ask for what an action needs, mostly in the common dialog; `label` is its verb, `back` where it was opened."""
    context = {"title": title, "label": label, "back": back, "text": text}
    return form_page(request, "components/action_form.html", form, **context)


def act_page(
    request: HttpRequest,
    form: Any,
    service: Callable[..., Any],
    /,
    *,
    said: str,
    title: str,
    label: str | Promise,
    back: str,
    text: str = "",
    **arguments: Any,
) -> HttpResponseBase:
    """Ask for what an action needs; once it is sent do it by `service(**arguments)`, and say on the page `back` so."""
    if form.is_valid() and done(form, service, **arguments):
        messages.success(request, said)
        return redirect(back)
    return action_page(request, form, title=title, label=label, back=back, text=text)


def remove_page(
    request: HttpRequest, service: Callable[..., Any], /, *, told: str, back: str, **arguments: Any
) -> HttpResponseBase:
    """Ask whether what is `told` is to be taken away by `service(**arguments)`, of which the trail keeps it."""
    return act_page(
        request,
        forms.Form(sent(request)),
        service,
        said=_("Kaldırıldı."),
        title=_("Kaldır: %(what)s") % {"what": told},
        label=_("Kaldır"),
        back=back,
        text=_("Denetim kaydında kalır."),
        **arguments,
    )


def record_page(
    request: HttpRequest,
    name: str,
    form: Any,
    record: Any = None,
    *,
    cancel: str = "",
    beside: Sequence[Any] = (),
    **context: Any,
) -> TemplateResponse:
    """Show the form of `record`, None for a new one, in a template that extends `components/record_form.html`.

    `name` is the room's and the record's, such as `privacy:notice`: the template is `privacy/notice_form.html`, and the
    addresses are `privacy:notice_news` and, where a new one is cancelled, `privacy:notice_list`.
    """
    outline = record and form.outline  # none of a form that came without what it opened with
    news_url = reverse(f"{name}_news", args=[record.pk, outline]) if outline else ""
    cancel = cancel or (record.get_absolute_url() if record else reverse(f"{name}_list"))
    context |= {"record": record, "news_url": news_url, "cancel": cancel}
    return form_page(request, f"{name.replace(':', '/')}_form.html", form, *beside, **context)


def news_page(
    request: HttpRequest, form: EditForm, outline: str, may_change: Decision, *, unveiled: bool = False
) -> TemplateResponse:
    """Tell whoever has a form of a row open what others saved since; `form` is of the row as it is now.

    The view is live, and `components/news.html` watches it from the page of the form. `unveiled` is for the answer to
    a POST that is recorded.
    """
    news = form.news(outline, unveiled=unveiled) if may_change else []
    authors = {each.who for each in news}
    context = {"news": news, "author": authors.pop() if len(authors) == 1 else "", "may_change": may_change}
    return TemplateResponse(request, "components/news_parts.html", context)


def changed(form: EditForm, record: Any, by: Any, store: Callable[[Any], Any]) -> bool:
    """Give `store` the locked record with what `by` typed and what others saved meanwhile; or let the form ask."""
    try:
        with saving(form):
            locked = lock(record, by)
            merge(form, locked)
            store(locked)
    except Refused:
        return False
    return True


def done(form: Any, service: Callable[..., Any], /, **arguments: Any) -> Any:
    """Return what a service returned; None if it was refused, and the form says why."""
    try:
        with saving(form):
            if (result := service(**arguments)) is None:
                raise TypeError(f"{service} returns nothing, which would look like a refusal")
            return result
    except Refused:
        return None


def tell_saved(request: HttpRequest, form: EditForm, to: Any) -> HttpResponseRedirect:
    """Lead `to` a page; say there that it is saved, and which fields stay as somebody else saved them meanwhile."""
    if form.taken_over:
        told = _("Kaydedildi. Siz düzenlerken başkası şunları değiştirdi, onun değerleri korundu: %(fields)s")
        messages.warning(request, told % {"fields": ", ".join(form.taken_over)})
    else:
        messages.success(request, _("Değişiklikler kaydedildi."))
    return redirect(to)


@contextmanager
def explaining() -> Iterator[None]:
    """Run in one transaction; what a model's constraint refuses becomes a ValidationError in its words."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, DataError) as error:
        explained = explain(error)
        if explained is None:
            raise
        raise explained from error


@contextmanager
def saving(form: Any) -> Iterator[None]:
    """Save in one transaction; refusals of services and of the database's constraints become errors of the form."""
    try:
        with explaining():
            yield
    except ValidationError as refusal:
        refuse(form, refusal)
        raise Refused from refusal


def refuse(form: Any, refusal: ValidationError) -> None:
    """Show a service's refusal beside the field that it names, or above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():  # type: ignore[attr-defined]
        form.add_error(name if name in form.fields else None, errors)


def merge(form: EditForm, row: Any) -> None:
    """Bring the locked row and the form together, or leave the saving block for the person to decide."""
    if not form.merge_into(row):
        raise Refused
