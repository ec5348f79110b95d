"""The entry for Daphne: pages over HTTP, live updates over WebSocket."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kafkasder.settings")
django_application = get_asgi_application()

application = django_application
