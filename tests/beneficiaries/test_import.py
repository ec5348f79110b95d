"""What the import makes of rows: people and households as the sheet's writer meant them."""

import datetime
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from accounts.models import AuditEntry, User
from beneficiaries.choices import Category, Gender, Housing, IncomeSource, LegalStatus, NoIdentityReason, Relation
from beneficiaries.models import BankAccount, Beneficiary, BudgetLine, Household
from beneficiaries.states import HouseholdStatus
from kafkasder.core.imports import Mode, Outcome, Result
from kafkasder.core.synthetic.numbers import identity_number

from ..factories import make_household, make_person, make_user
from .sheets import NUMBERS, imported, sheet

pytestmark = pytest.mark.django_db
IBAN, OTHER_IBAN = "TR730006200001234567890123", "TR420001000000000000000001"


@pytest.fixture
def staff() -> User:
    return make_user("staff")


def only_person(result: Result) -> Beneficiary:
    assert [problem.reason for problem in result.problems] == []
    return Beneficiary.objects.get()


def person_of(folder: Path, by: User, header: str, *cells: Any) -> Beneficiary:
    """Import one person called Ali Can about whom the sheet says something more, and return them."""
    path = sheet(folder, f"Ad|Soyad|{header}", ["Ali", "Can", *cells])
    return only_person(imported(path, by))


# One cell


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("TC Kimlik No", NUMBERS[0] + ".0", "identity_number", NUMBERS[0]),
        ("T.C.", f"{NUMBERS[0][0]},{NUMBERS[0][1:]}E+10", "identity_number", NUMBERS[0]),
        ("Tel", "532 123 45 67", "phone", "+905321234567"),
        ("CEP TELEFONU", "0 (532) 123 45 67", "phone", "+905321234567"),
        ("Telefon", "-", "phone", ""),
        ("D. Tarihi", "15.03.1980", "birth_date", datetime.date(1980, 3, 15)),
        ("Doğum Tarihi", "29295", "birth_date", datetime.date(1980, 3, 15)),
        ("Doğum Yılı", "1980", "birth_year", 1980),
        ("CİNSİYETİ", "E", "gender", Gender.MALE),
        ("Cinsiyet", "kız", "gender", Gender.FEMALE),
        ("Medeni Durumu", "EVLİ", "marital_status", "married"),
        ("Eğitim", "İlkokul", "education", "primary"),
        ("Uyruk", "SURİYELİ", "nationality", "SY"),
        ("Yakınlığı", "HANE REİSİ", "relation", Relation.SELF),
        ("Baba Adı", "HÜSEYİN", "father_name", "Hüseyin"),
        ("Sosyal güvencesi", "Bağkur", "social_security", "sgk_4b"),
        ("Yetim", "hayır", "orphan_type", ""),
    ],
)
def test_a_cell_is_understood(tmp_path: Path, staff: User, header: str, cell: str, field: str, value: Any) -> None:
    assert getattr(person_of(tmp_path, staff, header, cell), field) == value


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("Mah.", "HUNAT MAHALLESİ", "neighbourhood", "Hunat"),
        ("Konut", "kiracı", "housing", Housing.RENTED),
        ("Kategori", "Yetim ailesi; Hasta", "categories", [Category.FAMILY_ORPHAN, Category.PATIENT]),
        ("Acil mi?", "EVET", "is_emergency", True),
        ("Ev telefonu", "0352 222 33 44", "phone", "+903522223344"),
        ("İl", "URFA", "province_id", 63),
        ("İl/İlçe", "Kayseri / Melikgazi", "province_id", 38),
        ("İlçe", "Kocasinan", "province_id", 38),
    ],
)
def test_a_cell_about_the_household_is_understood(
    tmp_path: Path, staff: User, header: str, cell: str, field: str, value: Any
) -> None:
    assert getattr(person_of(tmp_path, staff, header, cell).household, field) == value


@pytest.mark.parametrize(
    ("province", "district", "found"),
    [
        ("KAYSERI", "Merkez", None),
        ("istanbul", "EYÜP", "Eyüpsultan"),
        ("Ankara", "kazan", "Kahramankazan"),
        ("İÇEL", "mezitli", "Mezitli"),
    ],
)
def test_old_and_loose_names_of_places(
    tmp_path: Path, staff: User, province: str, district: str, found: str | None
) -> None:
    household = person_of(tmp_path, staff, "İl|İlçe", province, district).household
    assert (household.district.name if household.district else None) == found


def test_names_in_one_column_and_in_capitals(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Adı Soyadı|TC", f"  GÜL  NİHAL   IŞIK |{NUMBERS[0]}")
    person = only_person(imported(path, staff))
    assert (person.first_name, person.last_name) == ("Gül Nihal", "Işık")


def test_an_iban_becomes_an_account_of_the_household(tmp_path: Path, staff: User) -> None:
    person = person_of(tmp_path, staff, "IBAN", "tr73 0006 2000 0123 4567 8901 23")
    account = person.bank_accounts.get()
    assert (account.iban, account.household, account.is_primary) == (IBAN, person.household, True)


def test_each_iban_is_kept_once_and_a_new_one_beside_the_primary_one(tmp_path: Path, staff: User) -> None:
    cells = "Hane No|TC|Ad|Soyad|IBAN"
    rows = [f"1|{NUMBERS[0]}|Ali|Can|{IBAN}", f"1|{NUMBERS[1]}|Ece|Can|{IBAN}"]
    imported(sheet(tmp_path, cells, *rows), staff)
    account = BankAccount.objects.get()
    assert str(account.person) == "Ali Can"
    changed = [row.replace(IBAN, OTHER_IBAN) if "Ece" in row else row for row in rows]
    result = imported(sheet(tmp_path, cells, *changed), staff, mode=Mode.UPSERT)
    assert [problem.reason for problem in result.problems] == []
    assert [(each.iban, each.is_primary) for each in BankAccount.objects.order_by("pk")] == [
        (IBAN, True),
        (OTHER_IBAN, False),
    ]


def test_income_and_rent_become_the_budget(tmp_path: Path, staff: User) -> None:
    household = person_of(
        tmp_path, staff, "Gelir (TL)|Gelir kaynağı|Kira", "1.234,56 TL", "emekli maaşı", "5000"
    ).household
    lines = {line.kind: (line.source, str(line.amount)) for line in household.budget_lines.all()}
    assert lines == {
        BudgetLine.Kind.INCOME: (IncomeSource.PENSION, "1234.56"),
        BudgetLine.Kind.EXPENSE: ("rent", "5000.00"),
    }


def test_a_gender_follows_from_the_relation_and_a_child_from_the_gender(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Yakınlık|Ad|Soyad|Cins", "kendisi|Ali|Can|E", "oğlu|Can|Can|", "çocuğu|Ece|Can|K")
    imported(path, staff)
    told = {person.first_name: (person.relation, person.gender) for person in Beneficiary.objects.all()}
    assert told["Can"] == (Relation.SON, Gender.MALE)
    assert told["Ece"] == (Relation.DAUGHTER, Gender.FEMALE)


def test_who_has_no_number_gets_unknown_as_the_reason_and_is_counted(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Ad|Soyad", "Ali|Can")
    result = imported(path, staff)
    assert only_person(result).no_identity_reason == NoIdentityReason.UNKNOWN
    assert result.tally.others["Kimlik numarası olmadan kaydedilen kişi"] == 1


def test_a_foreigners_number_makes_no_citizen(tmp_path: Path, staff: User) -> None:
    person = person_of(tmp_path, staff, "Kimlik No", "99123456740")
    assert person.legal_status != LegalStatus.CITIZEN
    assert person.nationality != "TR"


# Households


def members(path: Path, by: User) -> list[set[str]]:
    """Import a sheet and return the first names of each household."""
    assert imported(path, by).outcome is Outcome.SAVED
    homes = Household.objects.order_by("pk").prefetch_related("members")
    return [{person.first_name for person in home.members.all()} for home in homes]


def test_households_by_number(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Aile No|Ad|Soyad", "1|Ali|Can", "1|Ayşe|Can", "2|Veli|Kaya", "1|Ece|Can")
    assert members(path, staff) == [{"Ali", "Ayşe", "Ece"}, {"Veli"}]
    assert {home.head.first_name for home in Household.objects.all()} == {"Ali", "Veli"}


def test_blank_cells_below_a_merged_one_belong_to_it(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Dosya No|Ad|Soyad|Mahalle", "7|Ali|Can|Hunat", "|Ayşe|Can|", "8|Veli|Kaya|Köşk")
    assert members(path, staff) == [{"Ali", "Ayşe"}, {"Veli"}]


def test_households_by_the_word_for_the_head(tmp_path: Path, staff: User) -> None:
    path = sheet(
        tmp_path, "Yakınlık|Ad|Soyad", "Kendisi|Ali|Can", "eşi|Ayşe|Can", "", "REİS|Veli|Kaya", "oğlu|Can|Kaya"
    )
    assert members(path, staff) == [{"Ali", "Ayşe"}, {"Veli", "Can"}]


def test_households_by_the_heads_name(tmp_path: Path, staff: User) -> None:
    path = sheet(
        tmp_path, "Hane Reisi|Ad|Soyad", "ALİ CAN|Ali|Can", "|Ayşe|Can", "Ali Can|Ece|Can", "Veli Kaya|Veli|Kaya"
    )
    assert members(path, staff) == [{"Ali", "Ayşe", "Ece"}, {"Veli"}]


def test_a_row_each_where_nothing_says_more(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Hane Reisi|Telefon", "Ali Can|", "Veli Kaya|", "GENEL TOPLAM: 2 hane|2", "")
    assert members(path, staff) == [{"Ali"}, {"Veli"}]


def test_a_new_file_is_active_for_those_who_may_approve(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Ad|Soyad|Dosya Durumu", "Ali|Can|", "Veli|Kaya|taslak")
    imported(path, staff)
    told = {home.head.first_name: home.status for home in Household.objects.all()}
    assert told == {"Ali": HouseholdStatus.ACTIVE, "Veli": HouseholdStatus.DRAFT}


def test_a_household_without_a_head_waits_for_one(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Aile No|Yakınlık|Ad|Soyad", "1|eşi|Ayşe|Can", "1|oğlu|Ali|Can")
    result = imported(path, staff)
    household = Household.objects.get()
    assert (household.head, household.status) == (None, HouseholdStatus.PENDING)
    assert result.tally.others["Reisi belli olmayan, onay bekleyen hane"] == 1


def test_new_members_join_the_household_of_those_who_are_known(tmp_path: Path, staff: User) -> None:
    known = make_household(head={"first_name": "Ali", "last_name": "Can", "identity_number": NUMBERS[0]})
    path = sheet(
        tmp_path,
        "Yakınlık|Ad|Soyad|TC",
        f"kendisi|Ali|Can|{NUMBERS[0]}",
        f"eşi|Ayşe|Can|{NUMBERS[1]}",
        f"kızı|Ece|Can|{NUMBERS[2]}",
    )
    result = imported(path, staff)
    assert (result.tally.created, result.tally.unchanged) == (2, 1)
    assert {*known.members.values_list("first_name", flat=True)} == {"Ali", "Ayşe", "Ece"}


def test_a_registered_file_number_names_the_household(tmp_path: Path, staff: User) -> None:
    known = make_household(head={"first_name": "Ali", "last_name": "Can"})
    path = sheet(tmp_path, "Dosya No|Ad|Soyad", [known.file_number, "Ayşe", "Can"])
    imported(path, staff)
    newcomer = Beneficiary.objects.get(first_name="Ayşe")
    assert newcomer.household == known
    assert newcomer.relation != Relation.SELF


# Registered already


def test_the_same_sheet_twice_changes_nothing(tmp_path: Path, staff: User) -> None:
    path = sheet(
        tmp_path,
        "Aile No|Ad|Soyad|TC|Doğum Tarihi|Mahalle",
        f"1|Ali|Can|{NUMBERS[0]}|15.03.1980|Hunat",
        "1|Ayşe|Can||1984|Hunat",
        "2|Veli|Kaya|||Köşk",
        "3|Veli|Kaya|||Gesi",
    )
    imported(path, staff)
    entries = AuditEntry.objects.count()
    for mode in Mode:
        again = imported(path, staff, mode, force=True)
        assert (again.tally.created, again.tally.updated, again.tally.unchanged) == (0, 0, 4)
        assert again.problem_count == 0
    assert AuditEntry.objects.count() == entries


def test_a_sheet_that_is_registered_already_is_stopped(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}", f"Veli|Kaya|{NUMBERS[1]}")
    imported(path, staff)
    longer = sheet(
        tmp_path, "Ad|Soyad|TC", f"Ali|Can|{NUMBERS[0]}", f"Veli|Kaya|{NUMBERS[1]}", f"Ece|Kaya|{NUMBERS[2]}"
    )
    assert imported(longer, staff).outcome is Outcome.LOOKS_DOUBLE
    assert Beneficiary.objects.count() == 2
    assert imported(longer, staff, force=True).outcome is Outcome.SAVED
    assert Beneficiary.objects.count() == 3


def test_people_of_one_name_are_not_taken_for_each_other(tmp_path: Path, staff: User) -> None:
    make_person(first_name="Fatma", last_name="Yılmaz", birth_year=1960)
    path = sheet(tmp_path, "Ad|Soyad|Doğum Yılı|Mahalle", "FATMA|YILMAZ|1960|Hunat")
    assert imported(path, staff).tally.created == 1


def test_an_update_changes_what_the_sheet_says_and_nothing_else(tmp_path: Path, staff: User) -> None:
    household = make_household(
        head={"first_name": "Ali", "last_name": "Can", "identity_number": NUMBERS[0], "occupation": "Usta"}
    )
    path = sheet(tmp_path, "TC|Ad|Soyad|Telefon|Meslek|Mahalle", f"{NUMBERS[0]}|Ali|Canlı|0532 123 45 67||Hunat")
    result = imported(path, staff, Mode.UPDATE)
    household.refresh_from_db()
    assert (result.tally.updated, result.tally.created, household.neighbourhood) == (1, 0, "Hunat")
    person = household.head
    assert (person.last_name, person.phone, person.occupation) == ("Canlı", "+905321234567", "Usta")
    assert AuditEntry.objects.filter(action="update", actor=staff, source="import").count() == 2


def test_an_update_of_somebody_unknown_is_a_problem(tmp_path: Path, staff: User) -> None:
    path = sheet(tmp_path, "TC|Telefon", f"{NUMBERS[0]}|0532 123 45 67")
    result = imported(path, staff, Mode.UPDATE)
    assert result.outcome is Outcome.HAS_PROBLEMS
    assert "kayıtlı değil" in str(result.problems[0].reason)


def test_an_update_may_not_break_a_rule(tmp_path: Path, staff: User) -> None:
    make_household(head={"first_name": "Ali", "last_name": "Can", "identity_number": NUMBERS[0], "birth_year": 2015})
    path = sheet(tmp_path, "TC|Medeni hali", f"{NUMBERS[0]}|evli")
    assert "evli olamaz" in str(imported(path, staff, Mode.UPDATE).problems[0].reason)


def test_upsert_does_both_and_fills_a_missing_number(tmp_path: Path, staff: User) -> None:
    make_household(
        head={"first_name": "Ali", "last_name": "Can", "birth_date": datetime.date(1980, 3, 15)}, neighbourhood="Hunat"
    )
    path = sheet(
        tmp_path,
        "TC|Ad|Soyad|Doğum Tarihi|Mahalle",
        f"{NUMBERS[0]}|Ali|Can|15.03.1980|Hunat",
        f"{NUMBERS[1]}|Veli|Kaya||Köşk",
    )
    result = imported(path, staff, Mode.UPSERT)
    assert (result.tally.updated, result.tally.created) == (1, 1)
    assert Beneficiary.objects.with_identity_number(NUMBERS[0]).get().no_identity_reason == ""


def test_a_household_in_the_archive_is_left_alone(tmp_path: Path, staff: User) -> None:
    known = make_household(head={"first_name": "Ali", "last_name": "Can"}, status=HouseholdStatus.ARCHIVED)
    path = sheet(tmp_path, "Dosya No|Ad|Soyad", [known.file_number, "Ayşe", "Can"])
    assert "arşivde" in str(imported(path, staff).problems[0].reason)


# The trail


def test_every_row_is_in_the_trail_with_the_person_who_imported(tmp_path: Path, staff: User) -> None:
    imported(sheet(tmp_path, "Ad|Soyad", "Ali|Can", "Veli|Kaya"), staff)
    entries = AuditEntry.objects.filter(source="import", action="create", table_name="beneficiaries_beneficiary")
    assert {entry.actor for entry in entries} == {staff}
    assert entries.count() == 2


# Size


def test_memory_does_not_grow_with_the_number_of_rows(
    tmp_path: Path, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kafkasder.core.imports.running.BATCH_ROWS", 100)
    monkeypatch.setattr("kafkasder.core.imports.cleaning._MOST_REMEMBERED", 50)

    def peak_of(first: int, rows: int) -> int:
        path = sheet(
            tmp_path, "Ad|Soyad|TC|Mahalle", *[f"Ad|Soyad|{identity_number(first + n)}|M{n}" for n in range(rows)]
        )
        tracemalloc.start()
        assert imported(path, staff).tally.created == rows
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    peak_of(20_000, 100)  # what is imported and cached once
    assert peak_of(30_000, 600) < 1.3 * peak_of(40_000, 200)
