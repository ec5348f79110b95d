"""The entry for Daphne: pages over HTTP, live updates over WebSocket."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kafkasder.settings")
django_application = get_asgi_application()  # sets Django up; what follows needs it

from accounts.audit import keeper  # noqa: E402
from accounts.chores import start_chores  # noqa: E402
from kafkasder.live import neighbours  # noqa: E402
from kafkasder.live.consumer import live_socket  # noqa: E402
from kafkasder.serving.memory import settle  # noqa: E402

application = ProtocolTypeRouter({"http": django_application, "websocket": live_socket})
start_chores()
neighbours.listen()
settle()
keeper.start()
