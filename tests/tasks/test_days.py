"""What the quick-add line understands, on Thursday the 26th of November 2026, at five in the afternoon."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from tasks.days import parse

NOW = datetime(2026, 11, 26, 17, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()

DAYS = {
    "bugün": TODAY,
    "yarın": TODAY + timedelta(days=1),
    "YARIN": TODAY + timedelta(days=1),
    "yarina": TODAY + timedelta(days=1),
    "öbür gün": TODAY + timedelta(days=2),
    "cuma": date(2026, 11, 27),
    "CUMA": date(2026, 11, 27),
    "SALI": date(2026, 12, 1),
    "PAZARTESİ": date(2026, 11, 30),
    "pazartesiye kadar": date(2026, 11, 30),
    "perşembe": date(2026, 12, 3),
    "bu perşembe": TODAY,
    "önümüzdeki cuma": date(2026, 11, 27),
    "gelecek cuma": date(2026, 12, 4),
    "haftaya salı": date(2026, 12, 1),
    "haftaya cuma günü": date(2026, 12, 4),
    "haftaya": date(2026, 12, 3),
    "hafta sonu": date(2026, 11, 28),
    "ay sonu": date(2026, 11, 30),
    "ay sonuna kadar": date(2026, 11, 30),
    "3 gün sonra": date(2026, 11, 29),
    "iki hafta sonra": date(2026, 12, 10),
    "15 Aralık": date(2026, 12, 15),
    "15 ARALIK": date(2026, 12, 15),
    "15 aralik": date(2026, 12, 15),
    "15 Aralık'a kadar": date(2026, 12, 15),
    "26 Kasım": TODAY,
    "1 Ocak": date(2027, 1, 1),
    "29 Şubat": date(2028, 2, 29),
    "15 Kasım 2028": date(2028, 11, 15),
    "15.12": date(2026, 12, 15),
    "15.11": date(2027, 11, 15),
    "15.12.2026": date(2026, 12, 15),
    "15/12/26": date(2026, 12, 15),
    "2026-12-15": date(2026, 12, 15),
    "tomorrow": TODAY + timedelta(days=1),
    "next friday": date(2026, 12, 4),
    "in 3 days": date(2026, 11, 29),
    "on 15 December": date(2026, 12, 15),
    # No days, or days that are over
    "dün": None,
    "15.11.2026": None,
    "31 Kasım": None,
    "31.11": None,
    "2": None,
    "may": None,
    "sat": None,
    "mart": None,
    "3.2": None,
    "2. ay": None,
    "sonra": None,
    "ay": None,
}


@pytest.mark.parametrize(("words", "day"), DAYS.items())
def test_days(words: str, day: date | None) -> None:
    """A day is taken from the end and from the beginning of a line; what is none stays in the title."""
    rest = "Dosyayı hazırla"
    for text in (f"{rest} {words}", f"{words} {rest.lower()}"):
        found = parse(text, NOW)
        assert found.day == day, text
        assert (found.title.lower() == rest.lower()) == (day is not None)


TIMES = {
    "Ara yarın 14:00": (date(2026, 11, 27), time(14)),
    "Ara 9:30'da cuma": (date(2026, 11, 27), time(9, 30)),
    "yarın saat 9 ara": (date(2026, 11, 27), time(9)),
    "Ara 15.12 saat 10.15'te": (date(2026, 12, 15), time(10, 15)),
    "Ara 18:00": (TODAY, time(18)),
    "Ara 16:00": (TODAY + timedelta(days=1), time(16)),  # it is five already
    "Ara 25:00": (None, None),
    "Saat 14 için salon tut": (None, None),
}


@pytest.mark.parametrize(("text", "expected"), TIMES.items())
def test_times(text: str, expected: tuple[date | None, time | None]) -> None:
    found = parse(text, NOW)
    assert (found.day, found.at) == expected


def test_a_whole_line() -> None:
    found = parse("Ayşe'yi ara yarın 14:00 !acil #saha @fatma", NOW)
    assert found.title == "Ayşe'yi ara"
    assert (found.day, found.at) == (date(2026, 11, 27), time(14))
    assert (found.priority, found.tags, found.responsible) == ("urgent", ("saha",), "fatma")


@pytest.mark.parametrize(
    ("text", "title"),
    {
        "Pazar araştırması yap": "Pazar araştırması yap",
        "Cuma namazı için servis": "Cuma namazı için servis",
        "Cuma Ayşe'yi ara": "Ayşe'yi ara",
        "Yarın hakkında konuş !belki a@b.org #": "Yarın hakkında konuş !belki a@b.org #",
        "yarın": "yarın",
        "Ara !acil !düşük": "Ara !düşük",
        "Rapor için salı gününü bekle": "Rapor için salı gününü bekle",
        "#Saha #saha #Saha gez": "gez",
        "": "",
    }.items(),
)
def test_what_stays_in_the_title(text: str, title: str) -> None:
    assert parse(text, NOW).title == title


def test_days_are_the_associations() -> None:
    """At half past ten in the evening of Greenwich it is tomorrow where the association is."""
    late = datetime(2026, 11, 26, 22, 30, tzinfo=timezone.get_fixed_timezone(0))
    assert parse("Ara yarın", late).day == date(2026, 11, 28)
