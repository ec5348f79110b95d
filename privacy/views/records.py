"""What the views that write and change a record of this room have in common."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from kafkasder.core.editing import EditForm
from kafkasder.core.saving import Refused, form_page, merge, saving

from .rows import lock


def record_page(
    request: HttpRequest, name: str, form: EditForm, record: Any = None, cancel: str = "", **context: Any
) -> TemplateResponse:
    """Show the form of `record`, None for a new one; addresses and the template are called by `name`."""
    outline = record and form.outline  # none of a form that came without what it opened with
    news_url = reverse(f"privacy:{name}_news", args=[record.pk, outline]) if outline else ""
    cancel = cancel or (record.get_absolute_url() if record else reverse(f"privacy:{name}_list"))
    context |= {"record": record, "news_url": news_url, "cancel": cancel}
    return form_page(request, f"privacy/{name}_form.html", form, **context)


def changed(form: EditForm, record: Any, store: Callable[[Any], Any]) -> bool:
    """Give `store` the locked record with what was typed and what others saved meanwhile; or let the form ask."""
    try:
        with saving(form, type(record)):
            locked = lock(record)
            merge(form, locked)
            store(locked)
    except Refused:
        return False
    return True
