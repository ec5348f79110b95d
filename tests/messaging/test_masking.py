"""What goes to the assistant names nobody that the panel can tell, and comes back with the names."""

import pytest

from messaging.masking import Masker, restored

TC, FOREIGNER = "10000000146", "99000000042"
IBAN = "TR33 0006 1005 1978 6457 8413 26"


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (f"Kimlik {TC}.", "Kimlik [TC-1]."),
        (f"TC{TC}", "TC[TC-1]"),
        ("100 000 001 46", "[TC-1]"),
        ("١٠٠٠٠٠٠٠١٤٦", "[TC-1]"),
        (f"yabancı {FOREIGNER}", "yabancı [YABANCI-1]"),
        (f"{IBAN}'ya", "[IBAN-1]'ya"),
        ("tr330006100519786457841326 no", "[IBAN-1] no"),
        ("DE89 3704 0044 0532 0130 00", "[IBAN-1]"),
        ("0532 111 22 33", "[TELEFON-1]"),
        ("+90 (532) 111-22-33", "[TELEFON-1]"),
        ("(0212) 555 44 33", "[TELEFON-1]"),
        ("+49 151 23456789", "[TELEFON-1]"),
        ("ayse.y@ornek.org.tr'ye", "[E-POSTA-1]'ye"),
        ("kart 4111 1111 1111 1111", "kart [KART-1]"),
        ("4111111111111111", "[KART-1]"),
        ("H-000123 ve H-2026-00012", "[DOSYA-1] ve [DOSYA-2]"),
        ("yanlış yazılmış 12345678901", "yanlış yazılmış [NUMARA-1]"),
        (f"{TC} 0532 111 22 33", "[TC-1] [TELEFON-1]"),
        ("[0532-1112233]", "[[TELEFON-1]]"),
        (f"[TC-{TC}]", "[TC-[TC-1]]"),
        (f"[{TC}-1]", "[[TC-1]-1]"),
        ("0532\n111 22 33", "[TELEFON-1]"),
        ("0532–111–22–33", "[TELEFON-1]"),
        ("0532‑111‑22‑33", "[TELEFON-1]"),
        ("0532 - 111 - 22 - 33", "[TELEFON-1]"),
        ("0532_111_22_33", "[TELEFON-1]"),
        ("0532,111,22,33", "[TELEFON-1]"),
        ("TR33\n0006 – 1005 1978 6457 8413 26", "[IBAN-1]"),
        ("ayse @ornek.org", "[E-POSTA-1]"),
    ],
)
def test_what_names_somebody_is_masked(text, sent):
    masker = Masker()
    assert masker.mask(text) == sent
    assert restored(sent, masker.kept) == text


@pytest.mark.parametrize(
    "text",
    [
        "Toplantı 27.11.2026 14:30'da, 09:00-18:00 arası.",
        "2026-11-27 10:30",
        "1.250.000,00 TL ve 12 koli",
        "tutarlar 1.500 2.500 3.500",
        "01.01.2026-31.12.2026",
        "Canlı yayın, denizde, umutla",
    ],
)
def test_what_names_nobody_stays(text):
    assert Masker(people=["Can Işık", "Deniz Ak", "Umut Er"]).mask(text) == text


def test_the_same_value_has_the_same_placeholder_however_it_is_written():
    masker = Masker()
    assert masker.mask("0532 111 22 33") == masker.mask("+905321112233") == "[TELEFON-1]"
    assert masker.mask("0532 111 22 34") == "[TELEFON-2]"


def test_names_are_masked_in_whatever_letters_and_with_their_endings():
    masker = Masker(people=["Ayşe Yılmaz", "Işık Can"], record="Fatma Demir")
    sent = masker.mask("AYŞE YILMAZ, ayse yilmaz'a, Yılmaz'ın; Işıkla konuş. ISIK gelsin. Fatma'nın evi, Demir ailesi.")
    assert sent == (
        "[KİŞİ-1], [KİŞİ-1]'a, [KİŞİ-1]'ın; [KİŞİ-2]la konuş. [KİŞİ-2] gelsin. [KAYIT-1]'nın evi, [KAYIT-1] ailesi."
    )
    assert "ışık söndü" in masker.mask("Akşam ışık söndü")


def test_a_word_that_two_share_names_neither():
    masker = Masker(people=["Ayşe Yılmaz", "Ayşe Kara"])
    assert masker.mask("Ayşe, Ayşe Kara") == "[KİŞİ-2], [KİŞİ-1]"
    assert masker.kept == {"[KİŞİ-1]": "Ayşe Kara", "[KİŞİ-2]": "Ayşe"}


def test_brackets_hide_no_name():
    assert Masker(people=["Ayşe Yılmaz"]).mask("[Ayşe-1] [Yılmaz-1234]") == "([KİŞİ-1]-1) [[KİŞİ-1]-1234]"


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200e", "\u202a", "\u2066", "\ufeff"])
def test_what_nobody_sees_hides_nothing(unseen):
    text = f"A{unseen}yşe Yıl{unseen}maz, 05{unseen}32 111{unseen} 22 33"
    assert Masker(people=["Ayşe Yılmaz"]).mask(text) == "[KİŞİ-1], [TELEFON-1]"


def test_what_looks_like_a_placeholder_already_stands_for_nothing():
    masker = Masker()
    assert masker.mask(f"[TC-1] {TC}") == "(TC-1) [TC-1]"


def test_models_write_placeholders_in_their_own_letters():
    assert restored("[kişi-1] [KISI-1] [tc-1] [YOK-9]", {"[KİŞİ-1]": "Ayşe", "[TC-1]": TC}) == f"Ayşe Ayşe {TC} [YOK-9]"
