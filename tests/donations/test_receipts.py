"""Receipts: numbers without gaps, whatever fails or happens at once; what may be written, by whom and when."""

from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections, transaction

from donations import services
from donations.models import Donation, Receipt, ReceiptBook
from kafkasder.core.saving import explaining

from .rows import NUMBER, make_donor
from .rows_receipts import (
    DAY,
    make_account,
    make_alms,
    make_authorization,
    make_book,
    make_collector,
    make_fund,
    make_gift,
    make_receipt,
)

pytestmark = pytest.mark.django_db


def refused(field, **fields):
    """Hold that a receipt is refused beside this field, or as a whole for ""."""
    with pytest.raises(ValidationError) as caught:
        services.issue_receipt(**fields)
    assert list(getattr(caught.value, "error_dict", [""])) == [field]


def numbers(book):
    return list(Receipt.objects.filter(book=book).order_by("number").values_list("number", flat=True))


def test_a_leaf_keeps_the_words_of_its_day(make_user):
    donor = make_donor(number=NUMBER, address="Gül Sok. 3", province=38, district="Talas")
    fund = make_alms(receipt_text="Zekât fonu")
    receipt = make_receipt(make_gift(donor=donor, fund=fund, kind="zekat"), book=make_book(first=11, last=60))
    donor.name, donor.address = "Başka Ad", "Başka yer"
    services.save_donor(donor=donor, by=make_user("staff"))
    receipt = Receipt.objects.get(pk=receipt.pk)
    assert str(receipt) == "A-0000011"
    assert (receipt.payer_name, receipt.payer_number, receipt.payer_address) == (
        "Işıl Şahin",
        NUMBER,
        "Gül Sok. 3, Talas, Kayseri",
    )
    assert (receipt.income, receipt.note) == ("Bağış (Zekât)", "Zekât fonu")
    assert receipt.amount_words == "Yalnız Binikiyüzotuzdört Türk Lirası Elli Kuruş"
    assert (receipt.collector_name, receipt.collector_duty, receipt.volume) == ("Tahsin Er", "Tahsil görevlisi", 1)
    assert len(receipt.code) == 12


def test_goods_have_a_document_of_their_own():
    donation, collector = make_gift(method="in_kind"), make_collector()
    refused("book", donation=donation, book=make_book(), collector=collector, day=DAY, by=donation.created_by)
    receipt = make_receipt(donation, collector=collector)
    assert receipt.kind == "in_kind"
    assert receipt.goods == [{"what": "Bulgur", "quantity": "12.5", "unit": "kg", "value": "1234.50"}]


def test_what_gets_no_receipt():
    book, collector = make_book(), make_collector()
    by = make_gift().created_by
    leaf = {"book": book, "collector": collector, "day": DAY, "by": by}
    for donation in (
        make_gift(method="bank"),
        make_gift(waiting=True),
        make_gift(derbis_number="EA-1"),
    ):
        refused("", donation=donation, **leaf)
    refused("day", donation=make_gift(), **leaf | {"day": date(2026, 3, 9)})
    donation = make_gift()
    services.issue_receipt(donation=donation, **leaf)
    refused("", donation=donation, **leaf)
    assert numbers(book) == [book.first]


def test_who_may_write_on_which_leaf(make_user):
    holder, other, by = make_collector(), make_collector(), make_user("accounting")
    volunteer = make_user("volunteer")
    make_authorization(volunteer)
    book, stock = make_book(), make_book()
    services.deliver_book(book=book, holder=holder, day=DAY, due_on=date(2026, 4, 10), by=by)
    leaf = {"day": DAY, "by": by}
    refused("book", donation=make_gift(), book=book, collector=other, **leaf)
    refused("book", donation=make_gift(), book=stock, collector=volunteer, **leaf)
    refused("collector", donation=make_gift(), book=stock, collector=by, **leaf)
    assert services.issue_receipt(donation=make_gift(), book=book, collector=holder, **leaf).number == book.first
    assert services.issue_receipt(donation=make_gift(), book=stock, collector=other, **leaf).number == stock.first
    with pytest.raises(PermissionDenied):
        services.issue_receipt(donation=make_gift(), book=stock, collector=other, day=DAY, by=make_user("auditor"))


def test_an_authorisation_counts_on_the_day_of_the_receipt(make_user):
    person, by, book = make_user("staff"), make_user("accounting"), make_book()
    authorization = make_authorization(person, valid_from=date(2026, 3, 10), valid_to=date(2026, 3, 20))
    for day, counts in ((date(2026, 3, 20), True), (date(2026, 3, 21), False)):
        leaf = {"donation": make_gift(), "book": book, "collector": person, "day": day, "by": by}
        if counts:
            assert services.issue_receipt(**leaf).authorization == authorization
        else:
            refused("collector", **leaf)
    with pytest.raises(ValidationError, match="bu yetkiyle"):
        services.revoke_authorization(authorization=authorization, day=date(2026, 3, 20), reason="İstifa", by=by)
    services.revoke_authorization(authorization=authorization, day=date(2026, 3, 21), reason="İstifa", by=by)
    make_authorization(person, board_member=True, valid_from=date(2026, 3, 1), valid_to=date(2029, 3, 1))
    assert services.issue_receipt(donation=make_gift(), book=book, collector=person, day=date(2026, 3, 21), by=by)


def test_the_days_of_a_book_never_go_back(make_user):
    book, collector, by = make_book(received_on=date(2026, 3, 11)), make_collector(), make_user("accounting")
    leaf = {"book": book, "collector": collector, "by": by}
    refused("day", donation=make_gift(), day=DAY, **leaf)
    refused("day", donation=make_gift(), day=date(2999, 1, 1), **leaf)
    services.issue_receipt(donation=make_gift(), day=date(2026, 3, 15), **leaf)
    refused("day", donation=make_gift(), day=date(2026, 3, 14), **leaf)


def test_a_void_number_stays_and_the_gift_gets_another(make_user):
    board, receipt = make_user("board"), make_receipt()
    with pytest.raises(ValidationError):
        services.void_receipt(receipt=receipt, reason=" ", by=board)
    with pytest.raises(PermissionDenied):
        services.void_receipt(receipt=receipt, reason="Yanlış", by=make_user("staff"))
    services.void_receipt(receipt=receipt, reason="Yanlış ad", by=board)
    leaf = services.spoil_leaf(book=receipt.book, day=DAY, reason="Mürekkep döküldü", by=board)
    again = make_receipt(receipt.donation, book=receipt.book, collector=receipt.collector)
    first = receipt.book.first
    assert (leaf.number, leaf.donation, again.number) == (first + 1, None, first + 2)
    assert numbers(receipt.book) == [first, first + 1, first + 2]


def test_many_at_once_are_all_written_or_none():
    collector, by = make_collector(), make_gift().created_by
    late, early = make_gift(day=date(2026, 3, 9)), make_gift(day=date(2026, 3, 8))
    book = make_book(first=1, last=2)
    leaf = {"book": book, "collector": collector, "day": DAY, "by": by}
    with pytest.raises(ValidationError):
        services.issue_receipts(donations=[late, early, make_gift()], **leaf)
    with pytest.raises(ValidationError):
        services.issue_receipts(donations=[late, make_gift(method="bank")], **leaf)
    assert numbers(book) == []
    written = services.issue_receipts(donations=[late, early], **leaf)
    assert [(each.donation, each.number) for each in written] == [(early, 1), (late, 2)]


def test_what_the_database_refuses():
    receipt = make_receipt()
    book = receipt.book
    for change in (
        lambda: Receipt.objects.filter(pk=receipt.pk).update(amount=Decimal(1)),
        lambda: Receipt.objects.filter(pk=receipt.pk).update(collector_name="Başkası"),
        lambda: Receipt.objects.filter(pk=receipt.pk).update(payer_name="Başkası"),
        lambda: Receipt.objects.filter(pk=receipt.pk).delete(),
        lambda: ReceiptBook.objects.filter(pk=book.pk).update(next_number=book.first + 2),
        lambda: ReceiptBook.objects.filter(pk=book.pk).update(next_number=book.first),
        lambda: ReceiptBook.objects.filter(pk=book.pk).update(series="B"),
        lambda: Receipt.objects.create(
            book=book,
            kind=book.kind,
            series=book.series,
            number=book.first + 7,
            state="void",
            void_reason="?",
            voided_by=receipt.issued_by,
            voided_at=receipt.created_at,
            collector=receipt.collector,
            issued_by=receipt.issued_by,
            code="X",
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
    with pytest.raises(ValidationError, match="başka bir ciltte"), explaining():
        make_book(first=book.last, last=book.last + 10)
    assert make_book(kind="in_kind", first=book.first, last=book.last)


def at_once(*works):
    """Run all works at the same moment, each with a connection of its own; return what each returned or raised."""
    line, results = Barrier(len(works)), []

    def run(work):
        try:
            line.wait()
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_twenty_issuers_at_once_leave_no_gap_and_a_crash_no_hole(make_user):
    by, collector, book = make_user("accounting"), make_collector(), make_book()
    donor, fund, account = make_donor(), make_fund(), make_account()
    gifts = [make_gift(by, donor=donor, fund=fund, account=account) for _number in range(20)]

    def issue(donation, crash):
        def work():
            with transaction.atomic():
                receipt = services.issue_receipt(donation=donation, book=book, collector=collector, day=DAY, by=by)
                if crash:
                    raise LookupError
                return receipt.number

        return work

    works = [issue(donation, number % 5 == 4) for number, donation in enumerate(gifts)]
    results = at_once(*works)
    assert sorted(each for each in results if isinstance(each, int)) == list(range(book.first, book.first + 16))
    assert sum(isinstance(each, LookupError) for each in results) == 4
    book.refresh_from_db()
    assert book.next_number == book.first + 16
    assert numbers(book) == list(range(book.first, book.next_number))


@pytest.mark.django_db(transaction=True)
def test_two_who_write_for_the_same_gift_write_one(make_user):
    by, collector, donation = make_user("accounting"), make_collector(), make_gift()
    books = [make_book(), make_book()]

    def issue(book):
        return lambda: services.issue_receipt(donation=donation, book=book, collector=collector, day=DAY, by=by)

    results = at_once(*(issue(book) for book in books))
    assert sorted(type(each).__name__ for each in results) == ["Receipt", "ValidationError"]
    assert Donation.objects.get(pk=donation.pk).receipts.count() == 1
    assert sum(book.next_number - book.first for book in ReceiptBook.objects.all()) == 1
