"""The demo's example data: donors who do not exist, with what they consented to, and campaigns."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts import audit
from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.days import today
from kafkasder.core.places import districts, provinces
from kafkasder.core.synthetic import names, numbers
from kafkasder.core.text import fold

from .. import services
from ..choices import Channel, ConsentWay, DonorKind
from ..models import Campaign, Consent, Donor
from ..states import CampaignState, DonorState

DONORS = 900
_SEED = 7
_KINDS = {DonorKind.COMPANY: 72, DonorKind.NGO: 27, DonorKind.PUBLIC: 9}  # 8 % are companies; the others are people
_SERIAL = 6_000_000  # above those of the registry's demo
_HOME, _HOME_SHARE = 38, 0.78
_TRADES = ("Mobilya", "Gıda", "Tekstil", "İnşaat", "Otomotiv", "Kırtasiye", "Eczane", "Lokanta", "Nakliyat", "Fırın")
_CAUSES = ("Dayanışma", "Yardımlaşma", "Eğitim", "Hayır", "Kardeşlik", "Kültür")
_OFFICES = ("Belediyesi", "İl Müdürlüğü", "Halk Eğitim Merkezi")
_LABELS = ("düzenli", "kermes", "iftar", "kurban", "esnaf", "gönüllü ailesi", "burs")
_STREETS = ("Gül Sok.", "Çınar Cad.", "Lale Sok.", "Okul Cad.", "İstasyon Cad.")
_EDGES = (  # names at which programs stumble
    *("Fatma Yılmaz", "Fatma Yılmaz", "Gül Işık", "Gül Isik", "Kâzım Şahin", "Kazım Şahin", "Ali O'Brien"),
    *("Halid El-Hamad", "Ayşe Abdurrahmanoğulları-Büyükkaramanlıoğlu-Çelebizadeler"),
)


def make_demo() -> None:
    """Fill the room. Rows are written as the services would leave them, with years behind them."""
    random, clerks = Random(_SEED), _clerks()
    donors = list(_donors(random, clerks))
    consents = [consent for donor in donors for consent in _consents(donor, random, clerks)]
    with audit.acting(source="system"):
        copy_rows(Donor, donors, as_given=("created_at", "updated_at"))
        consents.sort(key=lambda each: each.created_at)
        copy_rows(Consent, consents, as_given=["created_at"])
        services.anonymous_donor(by=None)
        for campaign in _campaigns(clerks):
            campaign.save()


def _clerks() -> list[Any]:
    users: Any = get_user_model()._default_manager
    return list(users.active().with_verb("donations.change_donors").order_by("pk")) or [None]


def _donors(random: Random, clerks: list[Any]) -> Iterator[Donor]:
    kinds = [kind for kind, count in _KINDS.items() for _number in range(count)]
    kinds += [DonorKind.INDIVIDUAL] * (DONORS - len(kinds))
    random.shuffle(kinds)
    edges = iter(_EDGES)
    for serial, (key, kind) in enumerate(zip(reserve_keys(Donor, DONORS), kinds, strict=True), 1):
        donor = Donor(pk=key, kind=kind, created_by=random.choice(clerks))
        _name(donor, serial, random, next(edges, "") if kind == DonorKind.INDIVIDUAL else "")
        _reach(donor, serial, random)
        donor.labels = random.sample(_LABELS, random.choice((0, 0, 0, 1, 1, 2)))
        donor.created_at = donor.updated_at = timezone.now() - timedelta(minutes=random.randint(60, 3 * 365 * 24 * 60))
        _archive(donor, random)
        yield donor


def _name(donor: Donor, serial: int, random: Random, edge: str) -> None:
    person = f"{random.choice((names.MEN, names.WOMEN)).draw(random)} {names.SURNAMES.draw(random)}"
    surname = names.SURNAMES.draw(random)
    match donor.kind:
        case DonorKind.COMPANY:
            donor.name = f"Örnek {surname} {random.choice(_TRADES)} {random.choice(('Ltd. Şti.', 'A.Ş.', 'Ticaret'))}"
        case DonorKind.NGO:
            donor.name = f"Örnek {surname} {random.choice(_CAUSES)} {random.choice(('Derneği', 'Vakfı'))}"
        case DonorKind.PUBLIC:
            donor.name = f"Örnek {random.choice(districts(_HOME))} {random.choice(_OFFICES)}"
        case _:
            donor.name = edge or person
            donor.number = numbers.identity_number(_SERIAL + serial) if random.random() < 0.55 else ""
            return
    donor.contact_name = person if random.random() < 0.8 else ""
    donor.number = numbers.tax_number(serial) if random.random() < 0.9 else ""


def _reach(donor: Donor, serial: int, random: Random) -> None:
    if random.random() < 0.88:
        donor.phone = numbers.phone(_SERIAL + serial)
    if random.random() < 0.46:
        donor.email = f"{fold(donor.name.split()[0])}.{serial}@example.org"
    if random.random() < 0.7:
        donor.province = _HOME if random.random() < _HOME_SHARE else random.choice(list(provinces()))
        donor.district = random.choice(districts(donor.province))
        if random.random() < 0.6:
            donor.address = f"{random.choice(_STREETS)} No: {random.randint(1, 180)}/{random.randint(1, 24)}"


def _archive(donor: Donor, random: Random) -> None:
    if random.random() < 0.04:
        donor.state, donor.state_reason = DonorState.ARCHIVED, random.choice(("Kendisi istedi.", "İki kez kayıtlıydı."))


def _consents(donor: Donor, random: Random, clerks: list[Any]) -> Iterator[Consent]:
    """Half let some of their channels be used, and a few of them changed their mind later."""
    if random.random() < 0.45:
        return
    for channel in Channel:
        if not donor.can_be_reached_by(channel) or random.random() < 0.4:
            continue
        withdrawn = random.random() < 0.12
        yield _word(donor, channel, True, donor.created_at, random, clerks)
        if withdrawn:
            days = (timezone.now() - donor.created_at).days
            later = donor.created_at + timedelta(days=random.randint(0, days))
            yield _word(donor, channel, False, later, random, clerks)
        else:
            donor.consents.append(channel.value)


def _word(donor: Donor, channel: Channel, given: bool, at: datetime, random: Random, clerks: list[Any]) -> Consent:
    way = random.choice([each for each in ConsentWay if each != ConsentWay.LIST])
    return Consent(donor=donor, channel=channel, given=given, at=at, created_at=at, way=way, by=random.choice(clerks))


def _campaigns(clerks: list[Any]) -> Iterator[Campaign]:
    year = today().year
    yield Campaign(
        name="Kış yardımı",
        code=f"kis-{year}",
        purpose="Yakacağı olmayan hanelere kömür, odun ve battaniye. Örnek veri.",
        starts_on=today() - timedelta(days=40),
        goal=Decimal(750_000),
        state=CampaignState.RUNNING,
        responsible=clerks[0],
        created_by=clerks[0],
    )
    yield Campaign(
        name="Bir çocuk bir çanta",
        code=f"canta-{year}",
        purpose="Okul çağındaki çocuklara çanta ve kırtasiye. Örnek veri.",
        starts_on=date(year, 1, 2),
        ends_on=date(year, 12, 30),
        goal=Decimal(20_000),
        currency="EUR",
        permit_number=f"38-{year}/12",
        permit_from=date(year, 1, 1),
        permit_until=date(year, 12, 31),
        state=CampaignState.RUNNING,
        responsible=clerks[-1],
        created_by=clerks[0],
    )
    yield Campaign(
        name="Ramazan kolisi",
        code=f"ramazan-{year + 1}",
        purpose="İhtiyaç sahibi hanelere gıda kolisi. Örnek veri.",
        starts_on=date(year + 1, 1, 15),
        goal=Decimal(1_200_000),
        created_by=clerks[0],
    )
    yield Campaign(
        name="Kurban",
        code=f"kurban-{year - 1}",
        purpose="Kurban etinin hanelere ulaştırılması. Örnek veri.",
        starts_on=date(year - 1, 5, 1),
        ends_on=date(year - 1, 6, 20),
        state=CampaignState.CLOSED,
        created_by=clerks[0],
    )
