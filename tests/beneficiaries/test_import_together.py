"""Imports beside each other and beside people at work: real connections, real commits."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from beneficiaries.imports import HouseholdImporter
from beneficiaries.models import Beneficiary, Household
from kafkasder.core.imports import Options, Outcome, Result, open_sheet, read, run
from kafkasder.core.synthetic.numbers import identity_number
from kafkasder.live import changes

from ..factories import make_household, make_user
from .sheets import NUMBERS, imported, sheet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> User:
    return make_user("staff")


def in_thread(work: Callable[[], Any]) -> threading.Thread:
    def closing() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=closing)
    thread.start()
    return thread


def test_two_imports_of_one_sheet_register_everybody_once(tmp_path: Path, staff: User) -> None:
    rows = [f"{number // 4}|Ad{number}|Can|{identity_number(9_000 + number)}" for number in range(400)]
    path = sheet(tmp_path, "Aile No|Ad|Soyad|TC", *rows)
    results: list[Result] = []
    threads = [in_thread(lambda: results.append(imported(path, staff, force=True))) for _ in range(2)]
    for thread in threads:
        thread.join()
    assert sorted(result.tally.created for result in results) == [0, 400]
    assert Beneficiary.objects.count() == 400
    assert_no_gap()


def test_two_imports_of_different_sheets_share_the_file_numbers_without_a_gap(tmp_path: Path, staff: User) -> None:
    paths = [
        sheet(tmp_path, "Ad|Soyad|TC", *[f"Ad{number}|{name}|" for number in range(150)], name=f"{name}.csv")
        for name in ("Can", "Kaya", "Su")
    ]
    paths.append(sheet(tmp_path, "Ad|Soyad|TC", "Ali|Er|", "Veli|Er|123", name="kotu.csv"))
    for thread in [in_thread(lambda path=path: imported(path, staff)) for path in paths]:
        thread.join()
    assert Household.objects.count() == 450
    assert_no_gap()


def assert_no_gap() -> None:
    numbers = sorted(Household.objects.values_list("file_number", flat=True))
    assert numbers == [f"H-{number:06d}" for number in range(1, len(numbers) + 1)]


def test_whoever_a_colleague_registers_meanwhile_is_not_registered_again(
    tmp_path: Path, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}", f"Ece|Su|{NUMBERS[1]}", f"Can|Er|{NUMBERS[2]}")
    importer = HouseholdImporter(by=staff)
    save = importer.save

    def save_late(*args: Any) -> None:
        monkeypatch.setattr(importer, "save", save)
        head = {"first_name": "Ali", "last_name": "Can", "identity_number": NUMBERS[0]}
        in_thread(lambda: make_household(head=head)).join()
        save(*args)

    monkeypatch.setattr(importer, "save", save_late)
    result = run(read(open_sheet(path), importer), importer, Options())
    assert (result.outcome, result.tally.created, result.tally.unchanged) == (Outcome.SAVED, 2, 1)
    assert Beneficiary.objects.count() == 3


def test_live_pages_hear_of_an_import_when_it_is_committed_and_not_of_one_taken_back(
    tmp_path: Path, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[set[str]] = []
    monkeypatch.setattr(changes.post, "send_change", lambda topics: heard.append(set(topics.tables())))
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}")
    imported(path, staff, dry_run=True)
    assert heard == []
    imported(path, staff)
    (tables,) = heard
    assert tables >= {"beneficiaries_household", "beneficiaries_beneficiary"}
