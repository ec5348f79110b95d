"""What was written of a receipt book is corrected until somebody got it or a leaf of it was used."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AuditEntry
from donations import services
from donations.models import ReceiptBook

from ..factories import make_user
from ..pages import filled
from .rows_receipts import make_book, make_gift, make_receipt

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_mistyped_book_is_corrected_and_the_trail_keeps_both(client):
    book, other = make_book(), make_book()
    client.force_login(make_user("accounting"))
    url = reverse("donations:book_edit", args=[book.pk])
    assert url in client.get(book.get_absolute_url()).content.decode()
    page = client.get(url).content.decode()
    assert client.post(url, filled(page, first=str(other.first), last=str(other.last))).status_code == 422
    right = filled(page, first=str(book.first + 10), last=str(book.last), printed_by="Işık Matbaası")
    assert client.post(url, right).status_code == 302
    changed = ReceiptBook.objects.get(pk=book.pk)
    assert (changed.first, changed.next_number, changed.printed_by) == (
        book.first + 10,
        book.first + 10,
        "Işık Matbaası",
    )
    entry = AuditEntry.objects.filter(table_name="donations_receiptbook", action="update").latest("pk")
    assert entry.changes["first"] == [book.first, book.first + 10]


def test_a_used_book_stays(client):
    book = make_book()
    make_receipt(make_gift(), book=book)
    book.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.change_book(book=book, by=make_user("board"))
    client.force_login(make_user("accounting"))
    url = reverse("donations:book_edit", args=[book.pk])
    assert url not in client.get(book.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 403
