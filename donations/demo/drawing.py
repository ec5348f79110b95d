"""Who gave when, what for and how much, in the shares that associations know."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import log
from random import Random

from kafkasder.core.days import today

from ..choices import DonorKind, GiftKind
from ..models import Donor
from .days import Days, before_sacrifice, in_ramadan

GIFTS = 4_200
_ANONYMOUS, _COMPANIES = 0.12, 0.08
_ONCE, _REPEATED = 0.65, 0.20  # of the people; the others give every month
_SNAP = (50, 100, 150, 200, 250, 300, 500, 750, 1_000, 1_500, 2_000, 2_500, 5_000, 10_000, 25_000, 50_000)
_MEDIAN, _SPREAD = 600, 1.2
_FITRE = 240
_A_YEAR = 0.74  # what a lira of last year's prices was worth of this one's
K = GiftKind
_SHARES = {  # of all gifts; the kinds of a season first, since they have to fall into it
    K.KURBAN: 0.08,
    K.FITRE: 0.06,
    K.IFTAR: 0.025,
    K.RAMADAN: 0.035,
    K.ORPHAN: 0.08,
    K.SCHOLARSHIP: 0.03,
    K.SADAKA: 0.18,
    K.ZAKAT: 0.14,
    K.ADAK: 0.012,
    K.AKIKA: 0.008,
}
_SEASONS: dict[str, Callable[[date], bool]] = {
    K.KURBAN: before_sacrifice,
    K.FITRE: in_ramadan,
    K.IFTAR: in_ramadan,
    K.RAMADAN: in_ramadan,
}
_RARE = (K.CONDITIONAL, K.DUES, K.EVENT, K.WATER_WELL, K.EMERGENCY, K.FIDYE, K.SADAKA_CARIYE)
_RARE_SHARE = 0.01
_MONTHLY, _NEVER_MONTHLY = (K.ORPHAN, K.SCHOLARSHIP), (K.ADAK, K.AKIKA, *_SEASONS)


@dataclass
class Draft:
    """A gift as it was meant, before anybody paid it."""

    donor: Donor
    day: date
    monthly: bool = False
    kind: GiftKind = K.GENERAL
    amount: Decimal = Decimal(0)


def draw_gifts(random: Random, donors: Sequence[Donor], nobody: Donor, days: Days) -> list[Draft]:
    """Return the gifts in the order of their days; `nobody` gives those of which no name is known."""
    drafts = [Draft(nobody, days.draw(random, days.first)) for _number in range(round(GIFTS * _ANONYMOUS))]
    firms = [donor for donor in donors if donor.kind == DonorKind.COMPANY]
    drafts += [_some_day(random, random.choice(firms), days) for _number in range(round(GIFTS * _COMPANIES))]
    drafts += _people(random, [donor for donor in donors if donor.kind != DonorKind.COMPANY], days, GIFTS - len(drafts))
    _give_kinds(random, drafts)
    for draft in drafts:
        draft.amount = _amount(random, draft)
    return sorted(drafts, key=lambda draft: draft.day)


def _some_day(random: Random, donor: Donor, days: Days) -> Draft:
    return Draft(donor, days.draw(random, today(donor.created_at)))


def _people(random: Random, people: list[Donor], days: Days, count: int) -> Iterator[Draft]:
    random.shuffle(people)
    once, repeated = round(len(people) * _ONCE), round(len(people) * (_ONCE + _REPEATED))
    drafts = [_some_day(random, donor, days) for donor in people[:once]]
    for donor in people[repeated:]:
        drafts += _every_month(random, donor, days)
    yield from drafts[:count]
    for _number in range(count - len(drafts)):
        yield _some_day(random, random.choice(people[once:repeated]), days)


def _every_month(random: Random, donor: Donor, days: Days) -> Iterator[Draft]:
    registered = max(days.first, today(donor.created_at))
    day = days.all[int((days.last - registered).days * random.random() ** 2) + (registered - days.first).days]
    day = day.replace(day=random.randint(1, 28))
    stops = days.last if random.random() < 0.75 else day + timedelta(days=random.randint(90, 500))
    while day <= min(stops, days.last):
        if day >= registered:
            yield Draft(donor, day, monthly=True)
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=day.day)


def _give_kinds(random: Random, drafts: list[Draft]) -> None:
    waiting = list(drafts)
    random.shuffle(waiting)
    for kind, share in _SHARES.items():
        chosen = [draft for draft in waiting if kind not in _SEASONS or _SEASONS[kind](draft.day)]
        if kind in _NEVER_MONTHLY:
            chosen = [draft for draft in chosen if not draft.monthly]
        elif kind in _MONTHLY:
            chosen.sort(key=lambda draft: not draft.monthly)
        for draft in chosen[: round(GIFTS * share)]:
            draft.kind = kind
        waiting = [draft for draft in waiting if draft.kind == K.GENERAL]
    for draft in waiting[: round(GIFTS * _RARE_SHARE)]:
        draft.kind = random.choice(_RARE)


def _amount(random: Random, draft: Draft) -> Decimal:
    price = _A_YEAR if draft.day.year < today().year else 1
    match draft.kind:
        case K.FITRE:
            each = _FITRE if price == 1 else 180
            return Decimal(each * random.randint(1, 6)) * random.choice((Decimal(1), Decimal("1.5"), Decimal(2)))
        case K.FIDYE:
            return Decimal((_FITRE if price == 1 else 180) * random.choice((10, 15, 30)))
        case K.KURBAN:
            share = random.choice((6_500, 7_500, 12_500, 14_500, 16_500)) * price
            return Decimal(round(share / 250) * 250 * random.choice((1, 1, 1, 1, 2)))
        case K.ADAK | K.AKIKA:
            return Decimal(round(random.choice((9_000, 12_000, 15_000)) * price / 250) * 250)
        case K.ZAKAT:
            return _snapped(random.lognormvariate(log(5_000), 1.3))
        case K.DUES:
            return Decimal(random.choice((50, 100, 150, 200)))
        case K.ORPHAN if draft.monthly:
            return Decimal(round(random.choice((1_500, 2_000, 2_500)) * price / 50) * 50)
    return _snapped(random.lognormvariate(log(_MEDIAN), _SPREAD))


def _snapped(amount: float) -> Decimal:
    """Return the sum that people really give for an amount."""
    return Decimal(min(_SNAP, key=lambda each: abs(log(each / amount))))
