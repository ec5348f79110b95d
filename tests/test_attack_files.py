"""Files that are no sheets, and places where a report cannot go: one sentence, nothing saved, nothing overwritten."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from beneficiaries.models import Beneficiary

from .factories import make_user

pytestmark = pytest.mark.django_db

HEADER = "Dosya No,Ad,Soyad,Kimlik No,Yakınlık\n"
GOOD = HEADER + "1,Ali,Can,,Kendisi\n"
BAD = GOOD + "1,Veli,Can,123,Oğlu\n"


def refusal(path: Path, **options: Any) -> str:
    make_user("staff", email="ayse@example.org")
    with pytest.raises(CommandError) as refused:
        call_command("import_beneficiaries", path, email="ayse@example.org", verbosity=0, **options)
    assert not Beneficiary.objects.exists()
    return str(refused.value)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_what_never_ends_is_not_begun() -> None:
    assert "dosya değil" in refusal(Path("/dev/zero"))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "boru.csv"
    os.mkfifo(pipe)
    assert "dosya değil" in refusal(pipe)


def test_a_folder_is_no_sheet(tmp_path: Path) -> None:
    assert "dosya değil" in refusal(tmp_path)


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "a.csv")
    assert refusal(tmp_path / "a.csv")


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"\xff\xfe\x00\xd8", b"a\x00b", b'"' * 999],
)
def test_bytes_that_are_no_table(tmp_path: Path, content: bytes) -> None:
    assert refusal(written(tmp_path / "a.csv", content))


@pytest.mark.parametrize("hint", ["sep=abc", 'sep="', "sep=", "sep=;;"])
def test_a_wrong_hint_at_the_separator_is_no_error(tmp_path: Path, hint: str) -> None:
    make_user("staff", email="ayse@example.org")
    path = written(tmp_path / "a.csv", f"{hint}\n{GOOD}")
    call_command("import_beneficiaries", path, email="ayse@example.org", verbosity=0)
    assert Beneficiary.objects.get().first_name == "Ali"


@pytest.mark.parametrize("mapping", ["[" * 100_000, "[1]", "{", '{"Ad": 5}', '{"Ad": "nope"}', "\x00"])
def test_a_mapping_that_is_none(tmp_path: Path, mapping: str) -> None:
    sheet = written(tmp_path / "a.csv", GOOD)
    assert "şleme" in refusal(sheet, mapping=written(tmp_path / "m.json", mapping))


def test_a_report_never_takes_the_place_of_the_sheet(tmp_path: Path) -> None:
    sheet = written(tmp_path / "a.csv", BAD)
    (tmp_path / "b.csv").hardlink_to(sheet)
    assert "kendisi" in refusal(sheet, report=tmp_path / "b.csv")
    assert sheet.read_text() == BAD


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is only played on Linux")
@pytest.mark.parametrize("rows", [1, 5000])
def test_a_report_that_finds_no_room(tmp_path: Path, rows: int) -> None:
    sheet = written(tmp_path / "a.csv", HEADER + "".join(f"{n},Veli,Can,123,Kendisi\n" for n in range(rows)))
    assert "Hata dosyası yazılamadı" in refusal(sheet, report=Path("/dev/full"))
