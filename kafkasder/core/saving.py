"""What pages that save a form share: the form shown again, and refusals of services and of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse

from .constraints import explain
from .editing import EditForm
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


@contextmanager
def explaining(*models: type[Model]) -> Iterator[None]:
    """Run in one transaction; what the models' constraints refuse becomes a ValidationError in their words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        explained = explain(error, *models)
        if explained is None:
            raise
        raise explained from error


@contextmanager
def saving(form: Any, *models: type[Model]) -> Iterator[None]:
    """Save in one transaction; refusals of services and of the database's constraints become errors of the form."""
    try:
        with explaining(*models):
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
