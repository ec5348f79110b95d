"""Twenty workers, ten thousand notifications that wait, two worker processes killed: each is sent, and once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

from django.conf import settings
from django.db import connection

from kafkasder.serving.children import spawn
from notifications.models import Delivery
from tests.panel_server import database_url

ALONE, PEOPLE, IN_A_DIGEST = 1_000, 900, 10
THREADS, PROCESSES, KILLED = 5, 4, 2
PATIENCE = 90  # seconds
_PEOPLE = """
INSERT INTO accounts_user (password, email, full_name, phone, title, avatar, labels, is_active, language, theme,
    density, enter_key, preferences, look_version, created_at, session_generation)
SELECT '', 'kisi' || n || '@example.org', 'Kişi ' || n, '', '', '', '{}', true, 'tr', 'system', 'comfortable', 'line',
    '{}', 0, now(), 0 FROM generate_series(1, %s) AS n
"""
_WAITING = """
WITH told AS (
    INSERT INTO notifications_workflownotification (recipient_id, category, kind, title, body, state, reference_kind,
        metadata, gathered, in_panel, created_at, told_at)
    SELECT id, 'task', 'task', 'Yeni görev', '', 'pending', '', '{}', 1, true, now(), now()
    FROM accounts_user, generate_series(1, %s) RETURNING id, recipient_id)
INSERT INTO notifications_delivery (notification_id, recipient_id, channel, state, in_digest, due_at, tries, message_id,
    error, created_at)
SELECT id, recipient_id, 'email', 'waiting', %s, now(), 0, '<' || id || '@test>', '', now() FROM told LIMIT %s
"""


def _worker(taken):
    command = [sys.executable, "-m", "tests.faults.deliverer", str(taken), str(THREADS)]
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.faults.settings"}
    return spawn(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL)


def _messages_taken(path):
    return path.read_text().split() if path.exists() else []


def test_each_is_sent_once_though_workers_are_killed(tmp_path, household):
    taken = tmp_path / "taken"
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [PEOPLE])
        cursor.execute(_WAITING, [IN_A_DIGEST, True, PEOPLE * IN_A_DIGEST])
        cursor.execute(_WAITING, [2, False, ALONE])
    assert Delivery.objects.waiting().count() == ALONE + PEOPLE * IN_A_DIGEST
    workers = [_worker(taken) for _ in range(PROCESSES)]
    deadline = time.monotonic() + PATIENCE
    for number in range(1, KILLED + 1):
        while len(_messages_taken(taken)) < number * random.randint(150, 400):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        killed = workers.pop(0)
        killed.send_signal(signal.SIGKILL)
        assert killed.wait(PATIENCE) == -signal.SIGKILL
    for worker in workers:
        assert worker.wait(PATIENCE) == 0
    assert not Delivery.objects.exclude(state="sent").exists()
    messages = Counter(_messages_taken(taken))
    assert len(messages) == ALONE + PEOPLE
    assert messages.total() - len(messages) <= KILLED * THREADS  # the same name, of what a killed thread had just sent
    assert set(messages.values()) <= {1, 2}
