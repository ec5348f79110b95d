"""The browser and the nginx of the tests: found, installed by root, or asked for in a sentence."""

import os

import pytest

from kafkasder.serving.children import CannotStart
from tools import apt, browser, nginx

SHELL = "chromium-headless-shell"
NEEDS = [(browser.ensure_browser, "chromium", "Chromium"), (nginx.ensure_nginx, "nginx", "nginx")]
BROUGHT = [(browser.ensure_browser, SHELL, "Chromium"), (nginx.ensure_nginx, "nginx", "nginx")]


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A PATH on which there is an apt-get that brings what it is asked for, and nothing else."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("NGINX", raising=False)
    monkeypatch.setattr(nginx, "_PLACES", "")
    monkeypatch.setattr(apt, "POLICY", tmp_path / "policy-rc.d")
    monkeypatch.setenv("PATH", str(tmp_path))
    script = tmp_path / "apt-get"
    script.write_text(
        f"""#!/bin/sh
        [ "$2" = install ] || exit 0
        {tmp_path}/policy-rc.d; echo $? > {tmp_path}/policy
        for package; do true; done
        [ "$package" != "$LACKING" ] || exit 100
        /bin/cp "$0" {tmp_path}/$package
        """
    )
    script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("ensure", "package", "name"), BROUGHT)
def test_root_installs_what_is_missing_and_starts_no_service(path, monkeypatch, capsys, ensure, package, name):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert ensure() == str(path / package)
    assert f"Installing {name}" in capsys.readouterr().out
    assert (path / "policy").read_text() == "101\n"
    assert not apt.POLICY.exists()


def test_an_older_system_gets_the_whole_browser(path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("LACKING", SHELL)
    assert browser.ensure_browser() == str(path / "chromium")


def test_the_light_one_is_preferred(path):
    for name in ("chromium", SHELL):
        (path / name).touch(mode=0o755)
    assert browser.find_browser() == str(path / SHELL)


def test_a_machine_s_own_policy_for_services_stays(path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    apt.POLICY.write_text("#!/bin/sh\nexit 104\n")
    apt.POLICY.chmod(0o755)
    nginx.ensure_nginx()
    assert (path / "policy").read_text() == "104\n"
    assert apt.POLICY.exists()


@pytest.mark.parametrize(("ensure", "package", "name"), NEEDS)
def test_others_are_told_what_is_missing(path, monkeypatch, ensure, package, name):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(CannotStart, match=f"No {name} .* install the package {package}, or name one with"):
        ensure()


@pytest.mark.parametrize(("ensure", "variable"), [(browser.ensure_browser, "CHROMIUM"), (nginx.ensure_nginx, "NGINX")])
def test_one_may_be_named(path, monkeypatch, ensure, variable):
    monkeypatch.setenv(variable, str(path / "apt-get"))
    assert ensure() == str(path / "apt-get")
