"""Threads as other rooms point at them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kafkasder.core.references import REFERENCES, Card, Reference

from .models import Thread
from .querysets import USE


def register() -> None:
    REFERENCES.add(
        Reference(
            key=Thread.REFERENCE,
            label=_("Konuşma"),
            model=Thread,
            visible_to=_visible_to,
            card=_card,
            icon="message",
            verb=USE,
            order=90,
        )
    )


def _visible_to(viewer: Any) -> QuerySet[Thread]:
    threads: QuerySet[Thread] = Thread.objects.visible_to(viewer)
    return threads


def _card(thread: Thread) -> Card:
    return Card(str(thread), thread.get_absolute_url())
