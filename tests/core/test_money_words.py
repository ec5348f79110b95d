"""Amounts in words, held against the table of what people write."""

from decimal import Decimal

import pytest

from kafkasder.core.money_words import money_words, number_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "sıfır"),
        (1, "bir"),
        (10, "on"),
        (21, "yirmibir"),
        (100, "yüz"),
        (101, "yüzbir"),
        (200, "ikiyüz"),
        (999, "dokuzyüzdoksandokuz"),
        (1000, "bin"),
        (1001, "binbir"),
        (1100, "binyüz"),
        (1234, "binikiyüzotuzdört"),
        (2000, "ikibin"),
        (11_000, "onbirbin"),
        (21_000, "yirmibirbin"),
        (100_000, "yüzbin"),
        (101_000, "yüzbirbin"),
        (111_111, "yüzonbirbinyüzonbir"),
        (1_000_000, "birmilyon"),
        (1_001_000, "birmilyonbin"),
        (2_040_008, "ikimilyonkırkbinsekiz"),
        (
            999_999_999_999,
            "dokuzyüzdoksandokuzmilyardokuzyüzdoksandokuzmilyon" + "dokuzyüzdoksandokuzbindokuzyüzdoksandokuz",
        ),
    ],
)
def test_whole_numbers(number, words):
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1000", "TRY", "Yalnız Bin Türk Lirası"),
        ("1234.50", "TRY", "Yalnız Binikiyüzotuzdört Türk Lirası Elli Kuruş"),
        ("0.05", "TRY", "Yalnız Beş Kuruş"),
        ("3.01", "TRY", "Yalnız Üç Türk Lirası Bir Kuruş"),
        ("150", "USD", "Yalnız Yüzelli ABD Doları"),
        ("20.10", "EUR", "Yalnız Yirmi Avro On Sent"),
        ("5.99", "GBP", "Yalnız Beş İngiliz Sterlini Doksandokuz Peni"),
        ("2", "XAU", "Yalnız İki Gram Altın"),
        ("1.75", "XAU", "Yalnız Bir Virgül Yetmişbeş Gram Altın"),
        ("1.50", "XAU", "Yalnız Bir Virgül Beş Gram Altın"),
        ("0.05", "XAU", "Yalnız Sıfır Virgül Sıfır Beş Gram Altın"),
    ],
)
def test_amounts(amount, currency, words):
    assert money_words(Decimal(amount), currency) == words


@pytest.mark.parametrize("amount", ["0", "-1", "1000000000000000"])
def test_what_no_receipt_says(amount):
    with pytest.raises(ValueError, match=r"nothing|no words"):
        money_words(Decimal(amount))
