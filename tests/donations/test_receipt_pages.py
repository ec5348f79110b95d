"""Pages of receipts: writing one and many, papers, e-mails, the check page, books, authorisations and the report."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry, OrganisationProfile
from accounts.services import outbox
from donations import services, stock
from donations.models import CollectorAuthorization, Receipt, ReceiptBook
from donations.services import receipt_reminders as reminders
from finance.models import MoneyRule
from kafkasder.core.days import today
from kafkasder.core.palette import search
from notifications.models import WorkflowNotification

from .pdf_text import words_of
from .rows import NUMBER, make_consent, make_donor
from .rows_receipts import (
    DAY,
    make_account,
    make_alms,
    make_authorization,
    make_book,
    make_collector,
    make_gift,
    make_receipt,
)

pytestmark = pytest.mark.django_db
LIST = "/bagis/makbuzlar/"


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("accounting")
    client.force_login(clerk)
    return clerk


def read(answer):
    assert answer["Content-Type"] == "application/pdf"
    return words_of(b"".join(answer.streaming_content))


def test_a_receipt_is_written_on_the_gifts_own_page(client, clerk):
    donation, book, collector = make_gift(), make_book(), make_collector()
    url = reverse("donations:receipt_issue", args=[donation.pk])
    assert f"{book.series}-{book.first:07d}" in client.get(url).content.decode()
    data = {"book": book.pk, "collector": collector.pk, "day": "10.03.2026"}
    early = client.post(url, data | {"day": "01.03.2026"})
    assert early.status_code == 422
    assert "day" in early.context["form"].errors
    assert client.post(url, data).status_code == 302
    receipt = Receipt.objects.get()
    page = client.get(receipt.get_absolute_url()).content.decode()
    assert "Yalnız Binikiyüzotuzdört Türk Lirası Elli Kuruş" in page
    assert client.post(url, data).status_code == 422  # it has one
    by_bank = client.post(reverse("donations:receipt_issue", args=[make_gift(method="bank").pk]), data)
    assert "dekont" in by_bank.content.decode()


def test_many_are_written_from_the_list_of_those_that_wait(client, clerk):
    gifts, collector, book = [make_gift() for _number in range(3)], make_collector(), make_book()
    make_gift(method="bank")
    waiting = reverse("donations:unreceipted_list")
    assert client.get(waiting).content.decode().count("cell-number") >= 3
    query = "?" + "&".join(f"row={gift.pk}" for gift in gifts[:2])
    url = reverse("donations:receipt_issue_many", args=["kes"]) + query
    assert client.get(url).status_code == 200
    data = {"book": book.pk, "collector": collector.pk, "day": "11.03.2026"}
    assert client.post(url, data).status_code == 302
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [book.first, book.first + 1]
    assert client.get(waiting).context["listing"].total == 1


def test_the_paper_says_all_and_what_it_is_not(client, clerk):
    OrganisationProfile.objects.create(name="Örnek Yardımlaşma Derneği", registry_number="38-012-045", address="Talas")
    donor = make_donor(number=NUMBER, address="Gül Sok. 3", province=38, district="Talas")
    gift = make_gift(donor=donor, kind="zekat", fund=make_alms(receipt_text="Zekât fonu"))
    receipt = make_receipt(gift, book=make_book(first=51, last=100))
    client.cookies["django_language"] = "en"
    said = read(client.post(reverse("donations:receipt_pdf", args=[receipt.pk])))
    for words in (
        "Örnek Yardımlaşma Derneği",
        "Kütük no: 38-012-045",
        "A-0000051",
        "Seri A · Cilt no 2 · Sıra no 0000051",
        "Tarih: 10.03.2026",
        "Işıl Şahin",
        "Gül Sok. 3, Talas, Kayseri",
        "Bağış (Zekât)",
        "1.234,50",
        "₺",
        "Yalnız Binikiyüzotuzdört Türk Lirası Elli Kuruş",
        "Tahsin Er",
        "Tahsil görevlisi",
        "İmza",
        "alındı belgesi yerine geçmez",
    ):
        assert words in said
    assert NUMBER not in said
    assert "İPTAL" not in said
    services.void_receipt(receipt=receipt, reason="Yanlış", by=clerk)
    assert "İPTAL" in read(client.post(reverse("donations:receipt_pdf", args=[receipt.pk])))
    taken = AuditEntry.objects.filter(action="export", table_name="donations_receipt", actor=clerk)
    assert [entry.row_pk for entry in taken] == [str(receipt.pk)] * 2
    assert "Dışa aktarma" in client.get(receipt.get_absolute_url()).content.decode()


def test_many_are_printed_in_one_file_by_number(client, clerk):
    receipts = [make_receipt() for _number in range(3)]
    query = "?" + "&".join(f"row={receipt.pk}" for receipt in receipts)
    said = read(client.post(reverse("donations:receipt_bulk", args=["yazdir"]) + query))
    places = [said.index(str(receipt)) for receipt in receipts]
    assert places == sorted(places)
    taken = AuditEntry.objects.get(action="export", table_name="donations_receipt", actor=clerk)
    assert taken.changes["rows"] == [None, 3]


def test_a_mail_with_the_paper_goes_to_those_who_consented(client, clerk, settings, mailoutbox):
    settings.EMAIL_BACKEND = "accounts.services.mail.OutboxBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    silent, donor = make_receipt(), make_donor(email="isil@example.org")
    make_consent(donor, "email")
    receipt = make_receipt(make_gift(donor=donor))
    assert client.post(reverse("donations:receipt_send", args=[silent.pk])).status_code == 403
    query = f"?row={silent.pk}&row={receipt.pk}"
    assert client.post(reverse("donations:receipt_bulk", args=["eposta"]) + query).status_code == 302
    assert outbox.send_waiting() == 1
    (mail,) = mailoutbox
    assert (mail.to, str(receipt) in mail.subject) == (["isil@example.org"], True)
    name, content, _kind = mail.attachments[0]
    assert name == f"{receipt}.pdf"
    assert "Işıl Şahin" in words_of(content)
    receipt.refresh_from_db()
    silent.refresh_from_db()
    assert receipt.mailed_at
    assert not silent.mailed_at
    services.send_receipt(receipt=receipt, by=clerk, once=True)  # another who chose the same receipts comes late
    assert outbox.send_waiting() == 0


def test_the_code_leads_to_the_frozen_facts_for_those_who_sign_in(client, clerk, make_user):
    receipt = make_receipt()
    url = reverse("donations:receipt_check", args=[receipt.code.lower()])
    found = client.post(reverse("donations:receipt_find"), {"code": f"{receipt.code[:4]} {receipt.code[4:]}"})
    assert found["Location"].lower() == url.lower()
    assert "Işıl Şahin" in client.get(url).content.decode()
    services.void_receipt(receipt=receipt, reason="Yanlış ad", by=clerk)
    assert "Yanlış ad" in client.get(url).content.decode()
    assert "makbuz yok" in client.get(reverse("donations:receipt_check", args=["YOK"])).content.decode()
    client.logout()
    assert client.get(url).status_code == 302
    client.force_login(make_user("volunteer"))
    assert client.get(url).status_code == 403


def test_a_statement_adds_each_currency_for_itself(client, clerk):
    donor, account = make_donor(), make_account(currency="USD")
    make_receipt(make_gift(donor=donor))
    make_gift(donor=donor, amount=Decimal(100), day=date(2026, 2, 1))
    make_gift(donor=donor, amount=Decimal(50), currency="USD", rate=Decimal(40), account=account)
    make_gift(donor=donor, amount=Decimal(7), day=date(2025, 2, 1))
    make_gift(donor=donor, amount=Decimal(9), waiting=True)
    url = reverse("donations:donor_statement", args=[donor.pk, 2026])
    assert url in client.get(donor.get_absolute_url()).content.decode()
    said = read(client.post(url))
    for words in ("2026 yılı bağış dökümü", "Işıl Şahin", "1.334,50", "Toplam (2 bağış)", "Toplam (1 bağış)", "50,00"):
        assert words in said
    assert "1.384,50" not in said
    taken = AuditEntry.objects.get(action="export", table_name="donations_donor", row_pk=str(donor.pk), actor=clerk)
    assert taken.changes["rows"] == [None, 3]
    assert "7,00" not in said
    assert client.post(reverse("donations:donor_statement", args=[donor.pk, 2024])).status_code == 404


def test_a_book_goes_out_comes_back_and_is_closed(client, clerk):
    data = {"kind": "cash", "series": "B", "first": "1", "last": "50", "received_on": "05.01.2026"}
    new = reverse("donations:book_create")
    for wrong in ({"last": "0"}, {"first": "60"}, {"series": "Ç"}, {"received_on": "05.01.2999"}):
        assert client.post(new, data | wrong).status_code == 422
    assert client.post(new, data).status_code == 302
    assert client.post(new, data | {"first": "50", "last": "99"}).status_code == 422
    book, holder = ReceiptBook.objects.get(), make_collector()
    way = {target: reverse("donations:book_state", args=[book.pk, target]) for target in ("delivered", "returned")}
    given = {"holder": holder.pk, "day": "10.03.2026", "due_on": "10.04.2026"}
    assert client.post(way["delivered"], given | {"due_on": "01.01.2027"}).status_code == 422
    assert client.post(way["delivered"], given | {"holder": clerk.pk}).status_code == 422
    assert client.post(way["delivered"], given).status_code == 302
    services.issue_receipt(donation=make_gift(), book=book, collector=holder, day=date(2026, 3, 12), by=clerk)
    assert client.post(way["returned"], {"day": "11.03.2026"}).status_code == 422
    assert client.post(way["returned"], {"day": "12.03.2026"}).status_code == 302
    handover = book.handovers.get()
    assert (handover.first_number, handover.last_number, handover.returned_to) == (1, 2, clerk)
    close = reverse("donations:book_state", args=[book.pk, "closed"])
    assert client.post(close, {"reason": ""}).status_code == 422
    assert client.post(close, {"reason": "Sayfalar ıslandı"}).status_code == 302
    page = client.get(book.get_absolute_url()).content.decode()
    assert "Sayfalar ıslandı" in page
    assert client.get(way["delivered"]).status_code == 404


def test_an_authorisation_is_for_a_year_at_most(client, clerk, make_user):
    person = make_user("staff")
    data = {"person": person.pk, "decision": "2026/3", "valid_from": "01.03.2026", "valid_to": "02.03.2027"}
    new = reverse("donations:authorization_create")
    assert "valid_to" in client.post(new, data).context["form"].errors
    assert client.post(new, data | {"valid_to": "28.02.2026"}).status_code == 422
    assert client.post(new, data | {"valid_to": "01.03.2027"}).status_code == 302
    assert client.post(new, data | {"board_member": "on", "valid_to": "01.03.2029"}).status_code == 302
    row = CollectorAuthorization.objects.get(board_member=False)
    url = reverse("donations:authorization_revoke", args=[row.pk])
    assert client.post(url, {"day": "28.02.2026", "reason": "Ayrıldı"}).status_code == 422
    assert client.post(url, {"day": "05.03.2026", "reason": "Ayrıldı"}).status_code == 302
    assert "Ayrıldı" in client.get(row.get_absolute_url()).content.decode()


def test_the_report_finds_gaps_and_what_collectors_keep(client, clerk, make_user):
    collector, day = make_collector(), today()
    make_book(series="C", first=1, last=50)
    book = make_book(series="C", first=101, last=110)
    services.deliver_book(book=book, holder=collector, day=DAY, due_on=date(2026, 4, 1), by=clerk)
    services.spoil_leaf(book=book, day=DAY, reason="Islak", by=clerk)
    MoneyRule.objects.create(key="handover_days", valid_from=date(2026, 1, 1), value=30, source="Yönetmelik")
    box = make_account(keeper=collector)
    make_gift(account=box, amount=Decimal(300), day=day - timedelta(days=40))
    make_gift(account=box, amount=Decimal(200), day=day)
    (line,) = [each for each in stock.series_lines() if each.series == "C"]
    assert (line.registered, line.given, line.void, line.left, line.gaps) == (60, 1, 1, 59, ["C-0000051 – 0000100"])
    (kept,) = stock.floats(day)
    assert (kept.held, kept.overdue) == (Decimal(500), Decimal(300))
    page = client.get(reverse("donations:receipt_report")).content.decode()
    for words in ("C-0000051 – 0000100", "Tahsin Er", "300,00"):
        assert words in page
    client.force_login(make_user("staff"))
    assert "300,00" not in client.get(reverse("donations:receipt_report")).content.decode()


def test_reminders_come_once(make_user):
    minder, collector, day = make_user("accounting"), make_collector(), today()
    book = make_book(first=1, last=10)
    services.deliver_book(book=book, holder=collector, day=DAY, due_on=date(2026, 4, 1), by=minder)
    make_authorization(make_user("staff"), valid_from=day - timedelta(days=300), valid_to=day + timedelta(days=9))
    work = (reminders.remind_of_books, reminders.remind_of_handovers, reminders.remind_of_authorizations)
    for _time in range(2):
        assert [each() for each in work] == [1, 1, 1]
    told = WorkflowNotification.objects.filter(recipient=minder)
    kinds = ["donations.authorization_ending", "donations.book_nearly_full", "donations.handover_overdue"]
    assert sorted(told.values_list("kind", flat=True)) == kinds
    mine = WorkflowNotification.objects.filter(recipient=collector)
    assert sorted(mine.values_list("kind", flat=True)) == kinds[1:]


def test_the_palette_finds_a_receipt_by_its_number(clerk):
    receipt = make_receipt()
    for text in (str(receipt), str(receipt).replace("-", ""), str(receipt.number), receipt.code):
        (group,) = [group for group in search(clerk, text) if str(group.label) == "Makbuzlar"]
        assert [hit.title for hit in group.hits] == [str(receipt)]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("receipt_list", make_receipt),
        ("unreceipted_list", make_gift),
        ("book_list", make_book),
        ("authorization_list", make_authorization),
        ("receipt_report", make_book),
    ],
)
def test_a_list_costs_the_same_for_one_and_for_three(client, clerk, name, make):
    url = reverse(f"donations:{name}")
    make()
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    make()
    make()
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(three) == len(one)


def test_who_carries_the_book_is_proposed_and_meant(client, clerk):
    gift, url_of = make_gift(), "donations:receipt_issue"
    url = reverse(url_of, args=[gift.pk])
    page = client.get(gift.get_absolute_url()).content.decode()
    assert url not in page
    assert "makbuz cildi yok" in page
    stock = make_book()
    page = client.get(gift.get_absolute_url()).content.decode()
    assert url not in page
    assert "Tahsil yetkisi olan kimse yok" in page
    assert "Tahsil yetkisi olan kimse yok" in client.get(url).content.decode()
    ended = make_authorization(valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    assert url not in client.get(gift.get_absolute_url()).content.decode()
    holder = make_collector()
    assert url in client.get(gift.get_absolute_url()).content.decode()
    book = make_book(series="B")
    until = date(2026, 6, 30)
    services.deliver_book(book=book, holder=holder, day=date(2026, 1, 10), due_on=until, by=clerk)
    form = client.get(url).context["form"]
    assert (form["book"].initial, form["collector"].initial) == (book.pk, holder.pk)
    assert ended.person not in form.fields["collector"].queryset
    in_stock = client.post(url, {"book": stock.pk, "collector": "", "day": "10.03.2026"})
    assert "collector" in in_stock.context["form"].errors
    assert client.post(url, {"book": book.pk, "collector": "", "day": "10.03.2026"}).status_code == 302
    assert Receipt.objects.get().collector == holder
    make_authorization(clerk)
    form = client.get(reverse(url_of, args=[make_gift().pk])).context["form"]
    assert (form["book"].initial, form["collector"].initial) == (stock.pk, clerk.pk)
