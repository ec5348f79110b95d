"""The command at a terminal: the two sample sheets from end to end, what it prints, asks and refuses."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, load_command_class

from accounts.models import User
from beneficiaries.models import Beneficiary, BudgetLine, Household
from samples.make import CLEAN, TERRIBLE, write_clean, write_terrible

from ..factories import make_user
from .sheets import NUMBERS, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return make_user("staff", email="ayse@example.org")


def import_(path: Path, **options: Any) -> str:
    """Run the command in silence and return what it prints; raise CommandError with what it says when it fails."""
    out, err = io.StringIO(), io.StringIO()
    options = {"email": "ayse@example.org", "verbosity": 0} | options
    try:
        call_command("import_beneficiaries", path, stdout=out, stderr=err, **options)
    except CommandError as error:
        raise CommandError(err.getvalue() + str(error)) from None
    return err.getvalue() + out.getvalue()


@pytest.mark.usefixtures("staff")
def test_the_clean_sheet() -> None:
    told = import_(CLEAN)
    assert "Yeni kayıt: 13" in told
    assert "Yeni hane: 5" in told
    assert Household.objects.filter(district__name="Melikgazi").count() == 2
    assert {home.head.relation for home in Household.objects.all()} == {"self"}
    assert BudgetLine.objects.filter(amount="21000.50").exists()


@pytest.mark.usefixtures("staff")
def test_the_terrible_sheet_is_refused_with_every_mistake_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        import_(TERRIBLE, report=tmp_path / "hatalar.csv")
    told = str(refusal.value)
    assert "Satır 14, TC “108******11”: T.C. kimlik no geçersiz" in told
    assert "Satır 15, DOĞ. TARİHİ “31.02.1979”: Takvimde böyle bir gün yok." in told
    assert "Satır 16, CEP TEL “123 *** 45”" in told
    assert "Kayserii" in told
    assert "Hiçbir şey kaydedilmedi" in told
    assert not Beneficiary.objects.exists()


@pytest.mark.usefixtures("staff")
def test_the_good_households_of_the_terrible_sheet(tmp_path: Path) -> None:
    report = tmp_path / "hatalar.csv"
    told = import_(TERRIBLE, report=report, keep_good=True)
    assert "Yeni kayıt: 9" in told
    assert "Alınmayan satır: 3" in told
    names = {str(person): person for person in Beneficiary.objects.all()}
    assert names["Ali Işık"].household.neighbourhood == "Hunat"
    assert names["İpek Işık"].gender == "female"
    assert str(names["Hatice El-Hamad"].birth_date) == "1980-03-15"
    assert names["Bebek El-Hamad"].no_identity_reason == "unknown"
    assert names["Döndü Çelik"].household.province_id == 63
    assert names["Öz-Can O'Brien"].household.district.name == "Eyüpsultan"
    lines = report.read_text(encoding="cp1254").splitlines()
    assert len(lines) == 5
    assert "MUSTAFA  KARA" in lines[2]


def test_the_samples_are_what_their_script_makes(tmp_path: Path) -> None:
    write_terrible(tmp_path / "berbat.csv")
    assert (tmp_path / "berbat.csv").read_bytes() == TERRIBLE.read_bytes()
    write_clean(tmp_path / "temiz.xlsx")
    assert (tmp_path / "temiz.xlsx").stat().st_size == pytest.approx(CLEAN.stat().st_size, abs=200)


@pytest.mark.usefixtures("staff")
def test_full_numbers_stand_in_the_report_alone(tmp_path: Path) -> None:
    report = tmp_path / "hatalar.csv"
    path = sheet(tmp_path, "Ad|Soyad|TC|Telefon", "Ali|Can|10000000147|12345")
    with pytest.raises(CommandError) as refusal:
        import_(path, report=report)
    assert "10000000147" not in str(refusal.value)
    assert "12345" not in str(refusal.value).replace("123 *** 45", "")
    assert "10000000147" in report.read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("staff")
def test_the_report_goes_beside_the_sheet_unless_said_otherwise(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        import_(sheet(tmp_path, "Ad|Soyad|TC", "Ali|Can|123"))
    assert (tmp_path / "liste-hatalar.csv").exists()


@pytest.mark.usefixtures("staff")
def test_a_dry_run_writes_the_mapping_and_nothing_else(tmp_path: Path) -> None:
    mapping = tmp_path / "eşleme.json"
    path = sheet(tmp_path, "Ad|Soyad|Numara", f"Ali|Can|{NUMBERS[0]}")
    told = import_(path, mapping=mapping, dry_run=True)
    assert "Tanınmayan, alınmayacak sütunlar: Numara" in told
    assert "hiçbir şey kaydedilmedi" in told
    assert json.loads(mapping.read_text()) == {"Ad": "first_name", "Soyad": "last_name", "Numara": ""}
    mapping.write_text(json.dumps({"Numara": "identity_number"}))
    import_(path, mapping=mapping)
    assert Beneficiary.objects.get().identity_number == NUMBERS[0]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(("answer", "imported"), [("e", True), ("h", False), ("", False)])
def test_a_sheet_for_the_second_time_is_a_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, imported: bool
) -> None:
    import_(sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}", f"Ece|Su|{NUMBERS[1]}"))
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}", f"Ece|Su|{NUMBERS[1]}", f"Can|Er|{NUMBERS[2]}")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    if imported:
        assert "Yeni kayıt: 1" in import_(path)
    else:
        with pytest.raises(CommandError, match="2 kayıt zaten var"):
            import_(path)
    assert Beneficiary.objects.count() == 2 + imported


@pytest.mark.usefixtures("staff")
def test_without_a_terminal_it_is_refused_unless_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}")
    import_(path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(CommandError, match="--force"):
        import_(path)
    assert "değişmeyen kayıt: 1" in import_(path, force=True)


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("", "--as e-posta"), ("yok@example.org", "etkin bir kullanıcı yok"), ("gonullu@example.org", "yetkisi yok")],
)
def test_somebody_who_may_must_be_named(tmp_path: Path, email: str, sentence: str) -> None:
    make_user("volunteer", email="gonullu@example.org")
    with pytest.raises(CommandError, match=sentence):
        import_(sheet(tmp_path, "Ad|Soyad", "Ali|Can"), email=email)


def test_a_former_user_imports_nothing(tmp_path: Path) -> None:
    make_user("staff", email="eski@example.org", is_active=False)
    with pytest.raises(CommandError, match="etkin bir kullanıcı yok"):
        import_(sheet(tmp_path, "Ad|Soyad", "Ali|Can"), email="ESKI@example.org")


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02", b"Ad;Soyad\nAli\x00;Can\n", b"\xff\xfe\x00\xd8"]
)
def test_a_broken_file_ends_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bozuk.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        import_(path)
    assert "\n" not in str(refusal.value).strip()


def test_the_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        load_command_class("beneficiaries", "import_beneficiaries").run_from_argv(["manage.py", "import", "--help"])
    assert "--keep-good" in capsys.readouterr().out


@pytest.mark.usefixtures("staff")
def test_a_progress_bar_has_a_rate_and_the_time_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_(sheet(tmp_path, "Ad|Soyad", "Ali|Can"), verbosity=1)
    assert "satır/s" in capsys.readouterr().err
