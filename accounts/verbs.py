"""The verbs that exist: every permission of the panel's own models, with words for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_DEFAULT_LABELS = {"view": _("Görür: {}"), "add": _("Ekler: {}"), "change": _("Düzenler: {}")}


@dataclass(frozen=True)
class Verb:
    """A permission as code names it (`accounts.manage_users`) and as people read it."""

    name: str
    label: str | Promise
    room: str | Promise


@cache
def all_verbs() -> dict[str, Verb]:
    """Return every verb by its name, room by room. Deleting is none: nothing of ours is deleted."""
    return {verb.name: verb for model in own_models() for verb in _verbs_of(model)}


def own_models() -> list[type[Model]]:
    """Return the models of the panel's rooms, those made for many-to-many fields included."""
    rooms = filter(is_room, apps.get_app_configs())
    return [model for room in rooms for model in room.get_models(include_auto_created=True) if model._meta.managed]


def is_room(app: AppConfig) -> bool:
    """Whether an app is the panel's own and not a library's."""
    return Path(app.path) == settings.BASE_DIR.joinpath(*app.name.split("."))


def _verbs_of(model: type[Model]) -> Iterator[Verb]:
    meta = model._meta
    room = meta.app_config.verbose_name
    if meta.auto_created:
        return
    for action, label in _DEFAULT_LABELS.items():
        if action in meta.default_permissions:
            codename = get_permission_codename(action, meta)
            yield Verb(f"{meta.app_label}.{codename}", format_lazy(label, meta.verbose_name), room)
    for codename, label in meta.permissions:
        yield Verb(f"{meta.app_label}.{codename}", label, room)
