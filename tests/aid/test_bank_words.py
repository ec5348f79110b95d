"""What a bank's words mean: money that was paid is never taken back by a guess, and none that failed counts as paid."""

import pytest

from aid.bank_files import reference_of
from aid.bank_results import read_results

from . import rows

pytestmark = pytest.mark.django_db


def said(word: str) -> bool | None:
    payment_list = rows.make_released()
    key = payment_list.aids.get().pk
    matches = read_results(payment_list, None, f"Referans\tDurum\n{reference_of(key)}\t{word}\n")
    assert len(matches.paid) + len(matches.failed) + len(matches.problems) == 1
    return None if matches.problems else key in matches.paid


@pytest.mark.parametrize(
    "word", ["Kredi hesabına ödendi", "Ücreti kesilerek ödendi", "BAŞARILI", "OK", "İşlendi", "Ödenmiştir", "Onaylandı"]
)
def test_what_was_paid(word: str) -> None:
    assert said(word) is True


@pytest.mark.parametrize(
    "word",
    ["Hesap bloke", "NOK", "Unsuccessful", "Ödenemedi", "RED", "İade edildi", "Reddedildi", "Hatalı IBAN"],
)
def test_what_failed(word: str) -> None:
    assert said(word) is False


@pytest.mark.parametrize(
    "word", ["Hesap yok", "Başarılı değil", "not ok", "Hata yok", "Ödendi, iade", "Kredi", "Çok", "Transfer ücreti"]
)
def test_what_somebody_has_to_look_at(word: str) -> None:
    assert said(word) is None
