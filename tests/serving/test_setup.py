"""The set-up before the first start: done once, repaired when it was cut short, and clear when it cannot be."""

import os
import pwd
import subprocess

import pytest

from .checkout import Checkout, python_for


@pytest.fixture
def checkout(open_folder, request):
    """A checkout whose locks are empty, with an npm that only writes down that it was called."""
    checkout = Checkout(open_folder / request.node.name / "checkout")
    for lock in (checkout.folder / "requirements").glob("*.txt"):
        lock.write_text("")
    (checkout.folder / "kafkasder" / "serving" / "assets.py").write_text("def copy_assets(): pass\n")
    for catalogue in (checkout.folder / "locale").rglob("*.po"):
        catalogue.unlink()
    npm = checkout.folder.parent / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\nmkdir -p node_modules\necho called >> npm.calls\n")
    npm.chmod(0o755)
    return checkout


def set_up(checkout, level="run", user=None):
    return subprocess.run(
        [python_for(user)[0], "-m", "kafkasder.serving.setup", level],
        cwd=checkout.folder,
        env={"PATH": f"{checkout.folder.parent / 'bin'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        **({"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}),
    )


def npm_calls(checkout):
    calls = checkout.folder / "npm.calls"
    return len(calls.read_text().splitlines()) if calls.exists() else 0


@pytest.mark.long
def test_one_that_was_cut_short_is_repaired_and_done_once_until_a_lock_changes(checkout):
    (checkout.folder / ".venv" / "bin").mkdir(parents=True)
    python = checkout.folder / ".venv" / "bin" / "python"
    python.symlink_to("/nonexistent")
    done = set_up(checkout, "dev")
    assert done.returncode == 0, done.stderr
    assert subprocess.run([python, "-c", ""]).returncode == 0
    again = set_up(checkout, "run")  # which takes no developer's tools away
    assert (again.returncode, again.stdout) == (0, "")
    assert npm_calls(checkout) == 1
    (checkout.folder / "package-lock.json").write_text("{}")
    set_up(checkout)
    assert npm_calls(checkout) == 2


@pytest.mark.long
def test_a_developers_tools_are_added_if_they_are_what_the_lock_says_and_a_new_lock_begins_anew(checkout):
    assert set_up(checkout, "run").returncode == 0
    kept, lock = checkout.folder / ".venv" / "kept", checkout.folder / "requirements" / "dev.txt"
    kept.touch()
    package = checkout.folder / "requirements" / "package"
    package.mkdir()
    (package / "pyproject.toml").write_text('[project]\nname = "p"\nversion = "1"\n')
    lock.write_text(f"{package} --hash=sha256:{'0' * 64}\n")
    refused = set_up(checkout, "dev")
    assert refused.returncode == 1
    assert refused.stderr.startswith("The Python packages cannot be installed: ")
    assert "Traceback" not in refused.stderr
    assert not (checkout.folder / ".venv" / "dev.stamp").exists(), "it would be taken for done"
    lock.write_text("")
    assert set_up(checkout, "dev").returncode == 0
    assert kept.exists()
    lock.write_text("# another\n")
    assert set_up(checkout, "dev").returncode == 0
    assert not kept.exists(), "what the new lock no longer names would stay"


def test_a_folder_that_cannot_be_written_is_said(checkout):
    checkout.folder.chmod(0o555)
    refused = set_up(checkout, user=pwd.getpwnam("nobody") if os.geteuid() == 0 else None)
    checkout.folder.chmod(0o755)
    assert refused.returncode == 1
    assert refused.stderr == f"Cannot write {checkout.folder / '.local'}: Permission denied.\n"


def test_an_old_python_is_said(monkeypatch):
    from kafkasder.serving import setup
    from kafkasder.serving.children import CannotStart

    monkeypatch.setattr(setup.sys, "version_info", (3, 10, 1))
    with pytest.raises(CannotStart, match=r"Python 3\.11, 3\.12 or 3\.13 is needed"):
        setup.set_up("run")
