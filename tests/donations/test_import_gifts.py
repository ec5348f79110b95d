"""Sheets of donations."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from donations.imports.gifts import DonationImporter
from donations.models import Donation, DonationItem, Donor
from donations.services import giving
from finance import balances
from finance.models import ExchangeRate, FinanceRecord, Fund, LockedMonth, MoneyAccount, MoneyRule
from kafkasder.core.imports import Mode, Options, Outcome, UnreadableSheet, open_sheet, read, run

from .rows import NUMBER, make_campaign, make_donor

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "samples" / "bagislar.csv"
HEADER = "Bağışçı;Tutar;Para birimi;Ödeme şekli;Bağış türü;Tarih;Dekont no"


@pytest.fixture(autouse=True)
def places(db: None) -> dict[str, Any]:
    """The least that gifts need: a place for each way of paying, and the funds of their kinds."""
    kinds = {"bank": "Genel hesap", "pos": "POS", "online": "Sanal POS", "sms": "SMS", "goods": "Depo"}
    accounts = {kind: MoneyAccount.objects.create(kind=kind, name=name) for kind, name in kinds.items()}
    accounts["cash"] = MoneyAccount.objects.get(kind="cash")
    MoneyRule.objects.filter(key="bank_required_over").delete()
    MoneyRule.objects.create(key="bank_required_over", valid_from=date(2021, 1, 1), value=7_000, source="7262")
    return accounts | {"general": Fund.objects.get(kind="general")}


def import_(by: Any, path: Path, *lines: str, header: str = HEADER, options: Options | None = None, **how: Any) -> Any:
    sheet = path / "sheet.csv"
    sheet.write_text("\n".join([header, *lines]), encoding="utf-8")
    importer = DonationImporter(by=by, **how)
    return run(read(open_sheet(sheet), importer), importer, options or Options())


def complaints(result: Any) -> list[tuple[int, str]]:
    return [(each.line, each.column) for each in result.problems]


def test_the_sample_is_imported_by_the_command_and_a_second_time_doubles_nothing(make_user: Any) -> None:
    clerk = make_user("accounting")
    make_donor(name="Ayşe Örnek", number=NUMBER)
    call_command("import_donations", SAMPLE, email=clerk.email, new_donors=True, verbosity=0)
    gifts = {
        gift.donor.name or "?": gift for gift in Donation.objects.select_related("donor", "fund", "account", "record")
    }
    by_bank, cash, cheque = gifts["Ayşe Örnek"], gifts["?"], gifts["Örnek Mobilya Ltd. Şti."]
    assert (by_bank.method, by_bank.amount, by_bank.fund.code, by_bank.reference) == (
        "bank",
        1_250,
        "zekat",
        "2026031200417",
    )
    assert by_bank.record is not None
    assert (by_bank.record.amount, by_bank.record.day) == (1_250, date(2026, 3, 12))
    assert (cash.donor.kind, cash.method, cash.account.kind, cash.state) == ("anonymous", "cash", "cash", "completed")
    assert (cheque.state, cheque.cheque_state, cheque.due_on) == ("pending", "held", date(2026, 9, 30))
    assert (cheque.donor.kind, cheque.record) == ("company", None)
    goods = DonationItem.objects.get()
    assert (goods.category, goods.quantity, goods.unit, goods.value) == ("Kuru gıda kolisi", 40, "parcel", 46_000)
    assert {*Donation.objects.values_list("method", flat=True)} == {
        *("cash", "cheque", "pos", "online", "bank", "sms", "in_kind")
    }
    there = Donation.objects.count()
    call_command("import_donations", SAMPLE, email=clerk.email, new_donors=True, verbosity=0, force=True)
    assert (Donation.objects.count(), FinanceRecord.objects.count()) == (there, there - 2)
    assert balances.of_all_accounts()[by_bank.account_id] == by_bank.amount


def test_every_wrong_row_is_named_and_nothing_is_saved(make_user: Any, tmp_path: Path) -> None:
    make_donor(name="Ali Can", phone="+905001112233")
    make_donor(name="Ali Can", phone="+905001112244")
    make_donor(name="Veli Can")
    Fund.objects.filter(code="kurban").delete()
    result = import_(
        make_user("board"),
        tmp_path,
        "Veli Can;100;TL;Nakit;genel;03.02.2026;",
        "Ali Can;100;TL;Nakit;genel;03.02.2026;",
        "Kimse;100;TL;Nakit;genel;03.02.2026;",
        "Veli Can;7000,01;TL;Nakit;genel;03.02.2026;",
        "Veli Can;0;TL;Havale;genel;03.02.2026;1",
        "Veli Can;50;USD;Havale;genel;03.02.2026;2",
        "Veli Can;50;TL;Havale;şartlı;03.02.2026;3",
        "Veli Can;50;TL;Nakit;genel;03.02.2026;4",
        "Veli Can;50;TL;takas;genel;03.02.2999;",
        "Veli Can;;TL;Nakit;genel;;",
        "Veli Can;50;TL;Online;genel;03.02.2026;",
        ";50;TL;Nakit;genel;03.02.2026;",
        "Veli Can;50;TL;Nakit;kurban;03.02.2026;",
        "Veli Can;50;TL;Nakit;genel;03.02.2999;",
    )
    assert (result.outcome, Donation.objects.count(), FinanceRecord.objects.count()) == (Outcome.HAS_PROBLEMS, 0, 0)
    assert sorted(complaints(result)) == [
        *((3, "Bağışçı"), (4, "Bağışçı"), (5, "Tutar"), (6, "Tutar"), (7, "Kasa/banka"), (8, "Amaç")),
        *((9, "Dekont no"), (10, "Ödeme şekli"), (11, "Tarih"), (11, "Tutar"), (12, ""), (13, "Bağışçı")),
        *((14, "Fon"), (15, "Tarih")),
    ]
    assert "Birden çok" in str(next(each for each in result.problems if each.line == 3).reason)


def test_what_is_right_is_saved_beside_what_is_wrong_if_one_says_so(make_user: Any, tmp_path: Path) -> None:
    make_donor(name="Veli Can")
    lines = ["Veli Can;100;TL;Nakit;genel;03.02.2026;", "Veli Can;-3;TL;Nakit;genel;03.02.2026;"]
    result = import_(make_user("board"), tmp_path, *lines, options=Options(keep_good=True))
    assert (result.outcome, result.bad_rows, result.tally.created) == (Outcome.SAVED, 1, 1)
    assert Donation.objects.get().record


def test_a_giver_is_found_by_number_phone_mail_or_name(make_user: Any, tmp_path: Path) -> None:
    by = make_user("board")
    numbered, called, mailed = make_donor(name="A", number=NUMBER), make_donor(name="B"), make_donor(name="C")
    Donor.objects.filter(pk=called.pk).update(phone="+905001112233")
    Donor.objects.filter(pk=mailed.pk).update(email="c@example.org")
    header = "Gönderen;TCKN/VKN;Cep;Mail;Tutar;Ödeme;Tarih"
    rows = ((NUMBER, "", ""), ("", "0500 111 22 33", ""), ("", "", "C@Example.org"))
    lines = [f"X Y;{number};{phone};{mail};100;nakit;3.2.2026" for number, phone, mail in rows]
    assert import_(by, tmp_path, *lines, header=header).outcome is Outcome.SAVED
    assert [gift.donor_id for gift in Donation.objects.order_by("pk")] == [numbered.pk, called.pk, mailed.pk]


def test_new_givers_are_registered_once_and_only_when_told(make_user: Any, tmp_path: Path) -> None:
    by = make_user("board")
    lines = [f"YENİ BAĞIŞÇI;{amount};TL;Elden;sadaka;03.02.2026;" for amount in (100, 200)]
    assert import_(by, tmp_path, *lines).outcome is Outcome.HAS_PROBLEMS
    result = import_(by, tmp_path, *lines, new_donors=True)
    assert (result.outcome, result.tally.others) == (Outcome.SAVED, {"Yeni bağışçı": 1})
    assert Donor.objects.get().name == "Yeni Bağışçı"
    assert Donation.objects.filter(donor=Donor.objects.get(), created_by=by).count() == 2
    with pytest.raises(PermissionDenied):
        DonationImporter(by=make_user("staff"))
    with pytest.raises(UnreadableSheet):
        DonationImporter(by=by, mode=Mode.UPSERT)


def test_a_row_is_known_by_its_number_or_by_all_it_says(make_user: Any, tmp_path: Path, places: dict[str, Any]) -> None:
    by, donor = make_user("board"), make_donor(name="Veli Can")
    equal = ["Veli Can;100;TL;Nakit;genel;03.02.2026;"] * 2
    assert import_(by, tmp_path, *equal).tally.created == 2
    result = import_(by, tmp_path, *equal, equal[0], options=Options(force=True))
    assert (result.tally.created, result.tally.unchanged) == (1, 2)
    typed_in = Donation(donor=donor, amount=70, day=date(2026, 2, 4), method="bank", reference="D-7")
    typed_in.fund, typed_in.account = places["general"], places["bank"]
    giving.record_donation(donation=typed_in, by=by)
    line = "Veli Can;70;TL;EFT;genel;04.02.2026;D-7"
    assert import_(by, tmp_path, line, options=Options(force=True)).tally.unchanged == 1
    header = HEADER + ";Makbuz no"
    assert import_(by, tmp_path, f"{equal[0]};A-15", header=header).tally.created == 1
    other = equal[0].replace("100", "150")
    assert complaints(import_(by, tmp_path, f"{other};A-15", header=header)) == [(2, "Makbuz no")]
    twice = import_(by, tmp_path, f"{other};A-16", f"{other};A-16", header=header)
    assert complaints(twice) == [(3, "Makbuz no")]


def test_places_come_from_the_row_or_the_kind_of_gift(make_user: Any, tmp_path: Path, places: dict[str, Any]) -> None:
    by = make_user("board")
    make_donor(name="Veli Can")
    campaign = make_campaign(code="kis-1")
    second = MoneyAccount.objects.create(kind="bank", name="Zekât hesabı")
    euro = MoneyAccount.objects.create(kind="bank", name="Avro", currency="EUR")
    for day, rate in ((2, "50.5"), (9, "51")):
        ExchangeRate.objects.create(currency="EUR", day=date(2026, 2, day), rate=Decimal(rate))
    header = "Bağışçı;Tutar;Döviz;Ödeme;Tarih;Banka hesabı;Fon;Kampanya;Dekont"
    line = "Veli Can;50;{};Havale;05.02.2026;{};{};kis-1;"
    assert complaints(import_(by, tmp_path, line.format("TL", "", ""), header=header)) == [(2, "Banka hesabı")]
    assert import_(by, tmp_path, line.format("₺", "", "Zekât"), header=header, accounts=["zekât hesabı"]).tally.created
    assert import_(by, tmp_path, line.format("€", "", ""), header=header).tally.created
    lira, foreign = Donation.objects.order_by("pk")
    assert (lira.account, lira.fund.code, lira.campaign) == (second, "zekat", campaign)
    assert (foreign.account, foreign.rate, foreign.fund) == (euro, Decimal("50.5"), places["general"])
    LockedMonth.objects.create(month=date(2026, 2, 1), locked_by=by)
    late = line.replace("50", "60", 1).format("EUR", "", "")
    assert complaints(import_(by, tmp_path, late, header=header)) == [(2, "Tarih")]


def test_the_command_says_what_is_wrong_with_its_options(make_user: Any) -> None:
    with pytest.raises(CommandError, match="kasa ya da hesap"):
        call_command("import_donations", SAMPLE, email=make_user("board").email, accounts=["yok"], verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_gifts_are_taken_in_while_a_sheet_is_imported(make_user: Any, tmp_path: Path, places: dict[str, Any]) -> None:
    by, donor = make_user("board"), make_donor(name="Veli Can")
    taken: list[Donation] = []

    def take_one_in() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        gift = Donation(donor=donor, amount=40, day=date(2026, 2, 4), method="cash")
        gift.fund, gift.account = places["general"], places["cash"]
        taken.append(giving.take_in(donation=giving.record_donation(donation=gift, by=by), by=by))
        connection.close()

    with transaction.atomic():
        assert import_(by, tmp_path, "Veli Can;100;TL;Nakit;genel;03.02.2026;").tally.created == 1
        other = Thread(target=take_one_in)
        other.start()
        other.join(20)
        assert [gift.state for gift in taken] == ["completed"]
    assert balances.of_account(places["cash"]) == 140
