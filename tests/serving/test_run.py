"""`make run` for real: its own checkout, its own embedded PostgreSQL, its own Daphne."""

import os
import pwd
import shutil
import signal
import subprocess

import pytest

from kafkasder.core import demo

from .checkout import ENDS_WITHIN, Checkout, environment, gone, taken_port

pytestmark = pytest.mark.long(together="checkout")

WARM_SECONDS = 10  # the promise is 5; the tests of another worker run beside this one


@pytest.fixture(scope="module")
def checkout(open_folder):
    """A checkout in which the panel ran once."""
    checkout = Checkout(open_folder / "checkout")
    with checkout.start() as run:
        assert run.get("/health/ready") == (200, "ok")
    return checkout


@pytest.fixture
def nobody():
    return pwd.getpwnam("nobody")


def test_it_serves_prints_the_demo_sign_ins_and_ends_whole(checkout):
    with checkout.start() as run:
        assert run.seconds < WARM_SECONDS
        assert f"http://127.0.0.1:{run.port}/" in run.output
        status, page = run.get("/giris/")
        assert status == 200
        for sign_in in (sign_in for part in demo.parts() for sign_in in part.sign_ins):
            assert f"{sign_in.email} / {sign_in.password}" in run.output
            assert sign_in.email in page
        children = run.children()
        assert len(children) >= 2
        run.interrupt()
    assert run.process.returncode == 0
    assert gone(children)


def test_even_a_kill_leaves_nothing_behind_and_the_next_start_ends_by_other_signals_too(checkout):
    for number, status in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 0), (signal.SIGHUP, 0)):
        with checkout.start() as run:
            assert run.get("/health/ready") == (200, "ok")
            children = run.children()
            run.process.send_signal(number)
            assert run.process.wait(ENDS_WITHIN) == status
            assert gone(children)


def test_a_taken_port_is_said(checkout):
    listener, port = taken_port()
    with listener:
        said = checkout.start(PORT=str(port)).fails_with()
    assert said.strip() == (
        f"Port {port} cannot be used: address already in use. "
        f"Stop what uses it, or choose another: make run PORT={port + 1}"
    )


def test_malformed_variables_are_said(checkout):
    said = checkout.start(TIME_ZONE="Mars", DRAIN_SECONDS="soon", PORT="8000").fails_with()
    assert "TIME_ZONE: " in said
    assert "DRAIN_SECONDS: " in said


def test_a_database_that_does_not_answer_is_said(checkout):
    said = checkout.start(DATABASE_URL="postgresql://x@127.0.0.1:1/y?connect_timeout=1").fails_with()
    last = said.splitlines()[-1]
    assert last.startswith("The database cannot be prepared: ")
    assert "Connection refused" in last


def test_a_folder_that_cannot_be_written_is_said(nobody, open_folder):
    sealed = Checkout(open_folder / "sealed")
    sealed.folder.chmod(0o555)
    said = sealed.start(user=nobody if os.geteuid() == 0 else None).fails_with()
    sealed.folder.chmod(0o755)
    assert "cannot use" in said
    assert "Permission denied" in said


def test_a_start_that_was_cut_short_is_made_good_by_an_ordinary_user_too(checkout, nobody, open_folder):
    cut = Checkout(open_folder / "cut")
    shutil.copytree(checkout.folder / "staticfiles", cut.folder / "staticfiles")
    (cut.folder / "staticfiles" / ".stamp").unlink()
    (cut.folder / "staticfiles" / "staticfiles.json").write_text("{")
    (cut.folder / ".pg" / "dev" / "data.unfinished").mkdir(parents=True)
    is_root = os.geteuid() == 0  # who alone can become somebody else; all other tests are an ordinary user's then
    if is_root:
        cut.give_to(nobody)
    with cut.start(user=nobody if is_root else None, HOME="/nonexistent") as run:
        assert run.get("/health/ready") == (200, "ok")
        assert run.get("/giris/")[0] == 200


def test_beside_a_panel_commands_use_its_database_and_a_second_one_is_refused(checkout):
    ask = ["manage.py", "shell", "-v0", "-c", "from accounts.models import User; print(User.objects.count())"]
    alone = checkout.python(*ask)
    with checkout.start():
        beside = checkout.python(*ask)
        said = checkout.start().fails_with()
    assert said.startswith("A panel already runs on the database in ")
    assert alone.returncode == beside.returncode == 0, alone.stderr + beside.stderr
    assert int(beside.stdout) == int(alone.stdout) > 0


def test_make_run_says_what_it_does_before_it_does_it(checkout):
    command = ["make", "--dry-run", "run"]
    done = subprocess.run(command, cwd=checkout.folder, env=environment({}), capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "python3 -m kafkasder.serving.setup run",
        "exec .venv/bin/python -m kafkasder.serving.run",
    ]
