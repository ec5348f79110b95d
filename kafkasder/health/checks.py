"""The checks behind the health pages; each answers within seconds whatever is wrong."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.services import outbox
from kafkasder.jobs.queue import is_worked

_LAYER_SECONDS = 2
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """What a check found; `detail` is for administrators only."""

    label: str | Promise
    well: bool
    detail: str
    milliseconds: float


def find() -> list[Finding]:
    """Run every check."""
    return [_run(label, check) for label, check in _CHECKS.items()]


def find_more() -> list[Finding]:
    """Run the checks that tell administrators something and yet keep no request from being answered."""
    return [_run(label, check) for label, check in _MORE_CHECKS.items()]


def _run(label: str | Promise, check: Callable[[], str]) -> Finding:
    begun = time.perf_counter()
    try:
        well, detail = True, check()
    except Exception as error:
        _log.warning("Health check failed: %s", error)
        well, detail = False, str(error) or type(error).__name__
    return Finding(label, well, detail, (time.perf_counter() - begun) * 1000)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version')")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if pending:
        raise RuntimeError(ngettext("%d bekleyen geçiş var", "%d bekleyen geçiş var", pending) % pending)
    return str(_("Hepsi uygulandı"))


def _channel_layer() -> str:
    async_to_sync(_layer_round_trip)()
    return type(get_channel_layer()).__name__


async def _layer_round_trip() -> None:
    layer = get_channel_layer()
    async with asyncio.timeout(_LAYER_SECONDS):
        channel = await layer.new_channel()
        await layer.send(channel, {"type": "health"})
        await layer.receive(channel)


def _mail() -> str:
    late = outbox.late_mails()
    if late:
        raise RuntimeError(ngettext("%d e-posta gönderilemedi", "%d e-posta gönderilemedi", late) % late)
    return str(_("Bekleyen e-posta yok"))


def _worker() -> str:
    if not is_worked():
        raise RuntimeError(_("Görünmüyor: bekleyen işler ve zamanı gelenler yapılmıyor"))
    return str(_("Çalışıyor"))


def worker_is_well() -> bool:
    """Whether background jobs are run; pages are answered without it, too."""
    return _run(_WORKER, _worker).well


_WORKER = _("Arka plan işleri")
_CHECKS: dict[str | Promise, Callable[[], str]] = {
    _("Veritabanı"): _database,
    _("Veritabanı geçişleri"): _migrations,
    _("Canlı güncelleme kanalı"): _channel_layer,
}
_MORE_CHECKS: dict[str | Promise, Callable[[], str]] = {_("E-postalar"): _mail, _WORKER: _worker}
