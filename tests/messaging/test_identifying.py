"""Numbers of people are found however they are written, and days, times and amounts are left alone."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.tr import tckimlik

from kafkasder.core.money_words import money_words, number_words
from messaging.masking import Masker, restored

MIXED = st.sampled_from(["", "", "", " ", "-", "_", " - ", "\u2011", "*", "\n", "/", "\u200c"])
ALIKE = st.sampled_from([" ", "-", ".", "/", ":", "·", "  ", "\n", " / ", "'", "|", "~"])


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    digits = f"{draw(st.integers(10**8, 10**9 - 1))}"
    return digits + str(tckimlik.calc_check_digits(digits))


@st.composite
def accounts(draw: st.DrawFn) -> str:
    rest = f"{draw(st.integers(1, 99999)):05d}0{draw(st.integers(0, 10**16 - 1)):016d}"
    return f"TR{iban.calc_check_digits('TR00' + rest)}{rest}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    digits = f"{draw(st.integers(4 * 10**14, 5 * 10**14 - 1))}"
    return digits + luhn.calc_check_digit(digits)


@st.composite
def parted(draw: st.DrawFn, texts: st.SearchStrategy[str], size: int = 1) -> str:
    """A number with something between its digits, or between groups of so many."""
    text = draw(texts)
    groups = [text[at : at + size] for at in range(0, len(text), size)]
    if draw(st.booleans()):
        sign = draw(ALIKE)
        return "".join(group + (sign if draw(st.booleans()) or size > 1 else "") for group in groups[:-1]) + groups[-1]
    return "".join(group + draw(MIXED) for group in groups[:-1]) + groups[-1]


def masked(text: str) -> str:
    masker = Masker()
    sent = masker.mask(text)
    assert restored(sent, masker.kept) == text
    return sent


@given(parted(identity_numbers()), st.sampled_from(["Kimlik no {} olan kişi", "{}", "TC:{}.", "({})", "{}'ya"]))
def test_an_identity_number_is_found_by_its_check_digits(number: str, sentence: str) -> None:
    assert masked(sentence.format(number)) in (sentence.format("[TC-1]"), sentence.format("[YABANCI-1]"))


@pytest.mark.parametrize(
    "text",
    [
        "12.34.5678 950",  # looks like a day that no calendar has
        "24-68-1357 994",
        "10.00.0000146",
        "10/00/0000/146",
        "10.000.000.146",  # ten milliard liras
        "1 0 0 0 0 0 0 0 1 4 6",
        "10:00:00:00:14:6",
        "100.000 001-46",
        "1️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣4️⃣6️⃣"[:-1],
    ],
)
def test_an_identity_number_in_the_dress_of_something_else(text: str) -> None:
    assert masked(text).startswith("[TC-1]")


@given(parted(accounts()), st.booleans())
def test_an_account_is_found_in_small_letters_too(account: str, small: bool) -> None:
    written = account.lower() if small else account
    assert masked(f"Hesap {written} adına") == "Hesap [IBAN-1] adına"


@pytest.mark.parametrize(
    "text", ["de89-3704-0044-0532-0130-00", "GB29 nwbk 6016 1331 9268 19", "33 0006 1005 1978 6457 8413 26"]
)
def test_accounts_of_other_countries_and_those_without_one(text: str) -> None:
    assert masked(f"{text} hesabına") == "[IBAN-1] hesabına"


@given(parted(cards(), size=4))
def test_a_card_is_found_by_its_check_digit(card: str) -> None:
    assert masked(f"kart {card}") == "kart [KART-1]"


@pytest.mark.parametrize("prefix", ["0", "+90 ", "0090", "90 ", ""])
@given(sizes=st.sampled_from([(3, 3, 2, 2), (3, 3, 4), (3, 7), (3, 2, 2, 3), (1,) * 10]), sign=ALIKE, rest=st.data())
def test_a_phone_is_found_whatever_parts_its_groups(
    prefix: str, sizes: tuple[int, ...], sign: str, rest: st.DataObject
) -> None:
    number = f"5{rest.draw(st.integers(0, 10**9 - 1)):09d}"
    groups = [number[sum(sizes[:at]) : sum(sizes[: at + 1])] for at in range(len(sizes))]
    assert masked(f"tel {prefix}{sign.join(groups)}") == "tel [TELEFON-1]"


@pytest.mark.parametrize(
    "text",
    ["05.32.1112 233", "0532-11-12 233", "05/32/1112233", "0532:111:22:33", "0 5 3 2 1 1 1 2 2 3 3", "444 1 234"],
)
def test_a_phone_in_the_dress_of_a_day(text: str) -> None:
    assert masked(text) == "[TELEFON-1]"


# In words


def in_words(number: str, *, joined: bool) -> str:
    """Say a group of digits: its noughts one by one, then the rest as a number."""
    rest = number.lstrip("0")
    said = ["sıfır"] * (len(number) - len(rest)) + ([number_words(int(rest))] if rest else [])
    words = " ".join(said)
    return (
        words
        if joined
        else re.sub(r"(yüz|on(?!altı$)|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan)", r"\1 ", words)
    )


@given(st.integers(0, 10**9 - 1), st.sampled_from([" ", ", ", " - ", "\n", ". "]), st.booleans(), st.booleans())
def test_a_phone_that_is_dictated(rest: int, sign: str, joined: bool, loud: bool) -> None:
    number = f"5{rest:09d}"
    groups = ["0", number[:3], number[3:6], number[6:8], number[8:]]
    said = re.sub(" +", " ", sign.join(in_words(group, joined=joined).strip() for group in groups))
    said = said.replace("i", "İ").replace("ı", "I").upper() if loud else said
    assert re.fullmatch(r"Ara: \[(TELEFON|NUMARA)-1\]", masked(f"Ara: {said}"))


@given(identity_numbers())
def test_an_identity_number_digit_by_digit(number: str) -> None:
    said = " ".join(number_words(int(digit)) for digit in number)
    assert masked(said) in ("[TC-1]", "[YABANCI-1]")


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("beş yüz otuz iki yüz on bir yirmi iki otuz üç", "[TELEFON-1]"),
        ("sıfır beş yüz otuz iki, yüz on bir, yirmi iki, otuz üçten ulaşın", "[TELEFON-1]ten ulaşın"),
        ("bes yuz otuz iki yuz on bir yirmi iki otuz uc'ten", "[TELEFON-1]'ten"),
        ("BEŞYÜZOTUZİKİ YÜZONBİR YİRMİİKİ OTUZÜÇ", "[TELEFON-1]"),
        ("sıfır beş yüz otuz iki 111 22 33", "[TELEFON-1]"),
        ("0532 yüz on bir yirmi iki 33", "[TELEFON-1]"),
        ("kod: bir iki üç dört beş altı yedi", "kod: [NUMARA-1]"),
    ],
)
def test_what_is_said_in_words(text: str, sent: str) -> None:
    assert masked(text) == sent


def test_a_number_has_the_same_placeholder_in_words_and_in_digits() -> None:
    masker = Masker()
    assert masker.mask("0532 111 22 33") == masker.mask("beş yüz otuz iki, yüz on bir, yirmi iki, otuz üç")


# What names nobody

DAYS = st.builds(
    lambda day, form: day.strftime(form),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%y", "%d.%m.%Y %H:%M"]),
)
TIMES = st.builds(lambda hour, minute: f"{hour:02d}:{minute:02d}", st.integers(0, 23), st.integers(0, 59))


def turkish(amount: Decimal, *, whole: bool) -> str:
    text = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return text.translate(str.maketrans(",.", ".,"))


AMOUNTS = st.builds(
    lambda amount, whole, unit: turkish(amount, whole=whole) + unit,
    st.decimals(1, 999_999_999, places=2),
    st.booleans(),
    st.sampled_from([" TL", " ₺", " lira", "TL", " avro"]),
)
ROWS = st.lists(st.decimals(1000, 999_999, places=2).map(lambda amount: turkish(amount, whole=False)), min_size=2)


@given(st.lists(st.one_of(DAYS, TIMES, AMOUNTS), min_size=1, max_size=6), st.sampled_from([" ", ", ", "\n", " ve "]))
def test_days_times_and_amounts_stay(things: list[str], sign: str) -> None:
    text = sign.join(things)
    assert masked(text) == text


@given(DAYS.filter(lambda day: len(day) == 10), st.integers(1, 999), st.sampled_from(["koli", "TL", "kişi"]))
def test_a_day_before_a_number_stays(day: str, count: int, what: str) -> None:
    text = f"{day} {count} {what}"
    assert masked(text) == text


@given(ROWS)
def test_rows_of_amounts_stay(amounts: list[str]) -> None:
    text = " ".join(amounts)
    assert masked(text) == text


@given(st.decimals("0.01", 9_999_999, places=2), st.sampled_from(["TRY", "USD", "EUR"]))
def test_amounts_in_words_stay(amount: Decimal, currency: str) -> None:
    text = money_words(amount, currency)
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "27.11.2026 150 koli",
        "05.11.26 15.000 TL",
        "5.11.26 14.300 ve 5.11-6.11.2026",
        "2026-11-27 1030",
        "5 250 000 000 TL",
        "tutarlar 1.500 2.500 350",
        "1.000,00 2.500,00 3.750,00",
        "05:30 - 06:45, 09:00-18:00 arası",
        "beş milyon iki yüz elli bin lira, bin dokuz yüz doksan beşte",
        "yüz elli, iki yüz, üç yüz lira ödendi",
        "bir iki gün, yüz bin kişi, on beş koli",
        "yirmi yedi kasım iki bin yirmi altı, saat on dört otuz",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("piece", ["1 ", "12 ", "1,5 ", "bir ", "12.11.2026 ", "de12 ", "1:", "a1 "])
def test_a_long_text_is_masked_in_time_that_grows_with_it(piece: str) -> None:
    """24,000 characters are sent at most; a pattern that goes back and forth would not come to an end here."""
    Masker().mask(piece * (24_000 // len(piece)))
