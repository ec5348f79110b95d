"""The embedded PostgreSQL: starts anywhere, for anybody, and never outlives its parent."""

import os
import shutil
import subprocess
import sys
import time

import psycopg
import pytest
from django.conf import settings

from kafkasder.serving.postgres import AlreadyRunning, Postgres

from .checkout import gone


@pytest.fixture
def folder(open_folder, request):
    (open_folder / request.node.name).mkdir(mode=0o755)
    return open_folder / request.node.name / "pg"


def answer(server, sql="select 1"):
    with psycopg.connect(server.url("postgres")) as connection:
        return connection.execute(sql).fetchone()[0]


def test_data_outlives_the_server(folder):
    with Postgres(folder) as server:
        server.create_database("kafkasder")
        server.create_database("kafkasder")
    with Postgres(folder) as server:
        assert answer(server, "select count(*) from pg_database where datname = 'kafkasder'") == 1


def test_a_folder_serves_one_at_a_time(folder):
    with Postgres(folder) as server:
        with pytest.raises(AlreadyRunning):
            Postgres(folder).start()
        assert answer(server) == 1


def test_a_long_path_and_capitals_are_no_hindrance(folder):
    long = folder.parent / ("Uzun" * 40) / "pg"
    long.parent.mkdir()
    with Postgres(long, durable=False) as server:
        assert answer(server) == 1


def test_a_folder_that_only_root_reaches_is_no_hindrance(folder):
    folder.parent.chmod(0o700)
    with Postgres(folder, durable=False) as server:
        assert answer(server) == 1
    if server.folder != folder:  # root's server ran elsewhere, as another account
        shutil.rmtree(server.folder.parent)


def test_it_ends_when_its_parent_is_killed(folder):
    script = (
        "import sys, time; from pathlib import Path; from kafkasder.serving.postgres import Postgres\n"
        "server = Postgres(Path(sys.argv[1])).start(); print(server._process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, env=dict(os.environ)
    )
    with parent:
        pid = int(parent.stdout.readline())
        parent.kill()
    assert gone([pid])
    with Postgres(folder) as server:
        assert answer(server) == 1


def test_a_killed_server_comes_back(folder):
    server = Postgres(folder).start()
    server._process.kill()
    server._process.wait()
    server.stop()
    begun = time.monotonic()
    with Postgres(folder) as server:
        assert answer(server) == 1
    assert time.monotonic() - begun < 15


def test_the_socket_is_for_its_owner_alone(folder):
    with Postgres(folder) as server:
        assert server.folder.stat().st_mode & 0o077 == 0
