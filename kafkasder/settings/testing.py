"""The settings of the tests: the panel's own, faster where nothing is lost by it."""

from kafkasder.settings import *  # noqa: F403
from kafkasder.settings import DATABASES

DEMO = False
AUDIT_SEAL_SECONDS = 0  # a test seals when it wants to
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes 0.2 s for each user
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "kafkasder.serving.static.PlainFiles"},
}
# Static files straight from their sources, each when it is asked for: a walk through all of them takes 0.2 s.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

# Append-only tables refuse TRUNCATE, with which a transactional test cleans up, unless this is on.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c app.test_flush=on -c synchronous_commit=off"
