"""What the room puts into the frame."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation

from .querysets import USE


def register() -> None:
    navigation.register(
        navigation.Item(
            label=_("Mesajlar"),
            url_name="messaging:thread_list",
            icon="message",
            verb=USE,
            order=30,
            area=navigation.Area.WORK,
        )
    )
    navigation.register_quick_add(
        navigation.Item(
            label=_("Konuşma"), url_name="messaging:thread_create", icon="message", verb=USE, order=35, sheet=True
        )
    )
