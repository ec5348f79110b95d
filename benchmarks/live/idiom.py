"""What the handbook of Channels teaches: one group, one channel for each tab, HTML by `group_send`.

    python -m daphne benchmarks.live.idiom:application

Whoever connects to `/order` orders; all others are tabs. The layer's capacity is raised so that nothing is dropped.
"""

import time
from typing import Any

import django
from django.conf import settings

from .stage import ORDER_PATH

settings.configure(
    INSTALLED_APPS=["channels"],
    CHANNEL_LAYERS={
        "default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 100_000}},
    },
)
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

GROUP = "page"


class Tab(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def page_changed(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


class Order(AsyncWebsocketConsumer):
    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        began = time.monotonic()
        await self.channel_layer.group_send(GROUP, {"type": "page.changed", "text": text_data})
        await self.send(text_data=str(began))


application = ProtocolTypeRouter(
    {"websocket": URLRouter([path(ORDER_PATH[1:], Order.as_asgi()), path("", Tab.as_asgi())])}
)
