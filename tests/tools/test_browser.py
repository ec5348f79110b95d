"""The browser of the tests: found, installed by root, or asked for in a sentence."""

import os

import pytest

from kafkasder.serving.children import CannotStart
from tools import browser


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A PATH on which there is an apt-get that brings chromium, and nothing else."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\nif [ "$2" = install ]; then /bin/cp "$0" {tmp_path}/chromium; fi\n')
    apt.chmod(0o755)
    return tmp_path


def test_root_installs_what_is_missing(path, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert browser.ensure_browser() == str(path / "chromium")
    assert "Installing Chromium" in capsys.readouterr().out


def test_others_are_told_what_is_missing(path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(CannotStart, match="install the package chromium, or name one with CHROMIUM"):
        browser.ensure_browser()


def test_a_browser_may_be_named(path, monkeypatch):
    monkeypatch.setenv("CHROMIUM", str(path / "apt-get"))
    assert browser.ensure_browser() == str(path / "apt-get")
