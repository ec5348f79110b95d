"""The lists of households and people: their columns, filters and order.

Tiles and links on other pages lead into them by address, for instance `/haneler/?status=pending&assigned=me` or
`/kisiler/?age=0-5&age=6-11&orphan=any`; the filters' keys below are those parameters.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices, TextField, Value
from django.db.models.functions import Concat, NullIf
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kafkasder.core.identifiers import format_iban, format_phone, mask_identity_number, mask_phone
from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, Flag, List, Related
from kafkasder.core.lists.filters import Parameters

from .ages import AGE_BANDS, age_on, in_age_bands
from .choices import Category, Gender, Housing, OrphanType, Priority, Relation
from .countries import Country
from .models import Beneficiary, District, Household, Province
from .states import HouseholdStatus, PersonStatus
from .templatetags.registry import category_tags, priority_tag, status_tag

ANY_ORPHAN = "any"


def _label(choices: type[TextChoices], field: str) -> Callable[[Any], str]:
    """Return a function that gives the label of a row's code; Django's own looks through all choices each time."""
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


def _age(person: Beneficiary) -> int | None:
    return age_on(timezone.localdate(), person.birth_date, person.birth_year)


def _categories(household: Household) -> str:
    return ", ".join(str(Category(category).label) for category in household.categories)


def _place(household: Household) -> str:
    return ", ".join(str(place) for place in (household.province, household.district) if place)


def _place_key(prefix: str = "") -> NullIf:
    """Return the expression that sorts by province and then by district, null for those without an address."""
    gap = Value(" ", output_field=TextField())
    return NullIf(Concat(f"{prefix}province__name_key", gap, f"{prefix}district__name_key"), gap)


def _household_link(person: Beneficiary) -> SafeString:
    household = person.household
    return format_html('<a href="{}">{}</a>', household.get_absolute_url(), household.file_number)


def _created_on(row: Household | Beneficiary) -> Any:
    return timezone.localtime(row.created_at).date()


def _orphans(values: list[str]) -> Q:
    return ~Q(orphan_type="") if ANY_ORPHAN in values else Q(orphan_type__in=values)


def _districts(given: Parameters) -> QuerySet[District]:
    return District.objects.filter(province=given["province"][0])


def _responsible(given: Parameters) -> QuerySet[Any]:
    """Who is active, and who still has households."""
    busy = Exists(Household.objects.filter(assigned_to=OuterRef("pk")))
    return get_user_model()._default_manager.filter(Q(is_active=True) | busy).order_by("name_key", "pk")


def _household_filters(prefix: str = "") -> dict[str, Any]:
    """Return the filters by what is known of a household, for itself or (with `prefix`) for its members."""
    return {
        "province": Related("province", _("İl"), field=f"{prefix}province", rows=lambda given: Province.objects.all()),
        "district": Related(
            "district",
            _("İlçe"),
            field=f"{prefix}district",
            rows=_districts,
            depends_on="province",
            waiting=_("Önce il seçin"),
        ),
        "category": Choice("category", _("Kategori"), choices=Category, lookup=f"{prefix}categories__overlap"),
        "priority": Choice("priority", _("Öncelik"), choices=Priority, lookup=f"{prefix}priority__in"),
        "emergency": Flag("emergency", _("Acil durum"), condition=Q(**{f"{prefix}is_emergency": True})),
        "assigned": Related(
            "assigned",
            _("Sorumlu"),
            field=f"{prefix}assigned_to",
            rows=_responsible,
            text="full_name",
            nobody=_("Kimseye verilmemiş"),
            mine=_("Bana verilenler"),
            verb="beneficiaries.view_all_households",  # all of theirs are one's own otherwise, and colleagues no option
        ),
    }


_REGISTERED = pgettext_lazy("day of registration", "Kayıt")
_NUMBER_HELP = _(
    "Kimlik numarasını bütün yazın; dosya numarasının başı, telefonun başı ya da son dört hanesi de yeter."
)
_OF_HOUSEHOLD = _household_filters()
_OF_MEMBER = _household_filters("household__")

HOUSEHOLDS = List(
    key="haneler",
    label=_("Haneler"),
    rows=lambda viewer: Household.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Ad, dosya no, telefon, kimlik no ya da mahalle"),
    prepare=lambda rows: rows.select_related("head", "province", "district", "assigned_to").with_size(),
    fields=[
        *("file_number", "neighbourhood", "categories", "priority", "is_emergency", "status", "created_at"),
        *("head__first_name", "head__last_name", "province__name", "district__name", "assigned_to__full_name"),
    ],
    nothing=_("İlk haneyi ekleyerek başlayın. Hazır bir tablonuz varsa içe aktarmasını yöneticinizden isteyin."),
    number_help=_NUMBER_HELP,
    export_url="beneficiaries:household_export",
    export_verb="beneficiaries.export_beneficiaries",
    reveal_verb="beneficiaries.reveal_identity",
    bulk=[
        BulkAction("sorumlu", _("Sorumlu ata"), "user-check", "beneficiaries:household_bulk"),
        BulkAction("oncelik", _("Önceliği değiştir"), "flag", "beneficiaries:household_bulk"),
    ],
    bulk_verb="beneficiaries.change_household",
    sort="-created",
    columns=[
        Column("file_number", _("Dosya no"), "file_number", sort="file_number"),
        Column("head", _("Hane reisi"), lambda row: str(row.head or ""), sort="head__name_key", sort_nulls=True),
        Column("size", pgettext_lazy("how many people", "Kişi"), "size", numeric=True),
        Column("place", _("İl, ilçe"), _place, sort=_place_key(), sort_nulls=True),
        Column("neighbourhood", _("Mahalle"), "neighbourhood", shown=False),
        Column("categories", _("Kategoriler"), _categories, draw=lambda row: category_tags(row, shown=1)),
        Column(
            "priority",
            _("Öncelik"),
            _label(Priority, "priority"),
            draw=lambda row: priority_tag(row, short=True),
        ),
        Column(
            "status",
            _("Durum"),
            _label(HouseholdStatus, "status"),
            draw=status_tag,
            sort="status",
        ),
        Column(
            "assigned",
            _("Sorumlu"),
            lambda row: str(row.assigned_to or ""),
            sort="assigned_to__name_key",
            sort_nulls=True,
        ),
        Column(
            "created",
            pgettext_lazy("day of registration", "Kayıt"),
            _created_on,
            sort="created_at",
            descending_first=True,
            numeric=True,
        ),
        Column("emergency", _("Acil durum"), "is_emergency", extra=True),
        Column("address", _("Açık adres"), "address", extra=True),
        Column(
            "phone",
            _("Hane telefonu"),
            lambda row: mask_phone(row.phone),
            extra=True,
            reveal=lambda row: format_phone(row.phone),
        ),
        Column("housing", _("Konut"), _label(Housing, "housing"), extra=True),
        Column("status_reason", _("Durum nedeni"), "status_reason", extra=True),
    ],
    filters=[
        Choice(
            "status",
            _("Durum"),
            choices=HouseholdStatus,
            lookup="status__in",
            default=~Q(status=HouseholdStatus.ARCHIVED),
            everything=_("Arşiv dahil hepsi"),
        ),
        _OF_HOUSEHOLD["assigned"],
        _OF_HOUSEHOLD["province"],
        _OF_HOUSEHOLD["district"],
        _OF_HOUSEHOLD["priority"],
        _OF_HOUSEHOLD["emergency"],
        _OF_HOUSEHOLD["category"],
        DateRange("created", _("Kayıt tarihi"), field="created_at"),
    ],
)

PEOPLE = List(
    key="kisiler",
    label=_("Kişiler"),
    rows=lambda viewer: Beneficiary.objects.visible_to(viewer).with_accounts(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Ad ve mahalle, dosya no, telefon ya da kimlik no"),
    prepare=lambda rows: rows.select_related("household__province", "household__district"),
    nothing=_("Kişiler hanelere eklenir; önce bir hane ekleyin."),
    number_help=_NUMBER_HELP,
    export_url="beneficiaries:person_export",
    export_verb="beneficiaries.export_beneficiaries",
    reveal_verb="beneficiaries.reveal_identity",
    sort="name",
    columns=[
        Column("name", _("Ad soyad"), "full_name", sort="name_key"),
        Column("household", _("Hane"), "household.file_number", draw=_household_link, sort="household__file_number"),
        Column("relation", _("Yakınlık"), _label(Relation, "relation")),
        Column("age", _("Yaş"), _age, sort="born", sort_inverted=True, sort_nulls=True, numeric=True),
        Column("gender", _("Cinsiyet"), _label(Gender, "gender"), shown=False),
        Column("nationality", _("Uyruk"), _label(Country, "nationality")),
        Column(
            "identity_number",
            _("Kimlik no"),
            lambda row: mask_identity_number(row.identity_number),
            reveal=lambda row: row.identity_number,
        ),
        Column("phone", _("Telefon"), lambda row: mask_phone(row.phone), reveal=lambda row: format_phone(row.phone)),
        Column("orphan", _("Yetimlik"), _label(OrphanType, "orphan_type"), shown=False),
        Column(
            "place",
            _("İl, ilçe"),
            lambda row: _place(row.household),
            sort=_place_key("household__"),
            sort_nulls=True,
        ),
        Column("status", _("Durum"), _label(PersonStatus, "status"), draw=status_tag),
        Column(
            "created",
            pgettext_lazy("day of registration", "Kayıt"),
            _created_on,
            sort="created_at",
            descending_first=True,
            shown=False,
        ),
        Column("birth_date", _("Doğum tarihi"), "birth_date", extra=True),
        Column("birth_year", _("Doğum yılı"), "birth_year", extra=True),
        Column(
            "iban",
            _("IBAN"),
            lambda row: ", ".join(account.masked for account in row.open_accounts),
            extra=True,
            reveal=lambda row: ", ".join(format_iban(account.iban) for account in row.open_accounts),
        ),
        Column("neighbourhood", _("Mahalle"), "household.neighbourhood", extra=True),
    ],
    filters=[
        Choice(
            "status",
            _("Durum"),
            choices=PersonStatus,
            lookup="status__in",
            default=~Q(status=PersonStatus.ARCHIVED),
            everything=_("Arşiv dahil hepsi"),
        ),
        Choice("age", _("Yaş"), choices=[(band, band) for band in AGE_BANDS], condition=in_age_bands),
        Choice(
            "orphan",
            _("Yetimlik"),
            choices=[(ANY_ORPHAN, _("Yetim ya da öksüz olan herkes")), *OrphanType.choices],
            condition=_orphans,
        ),
        _OF_MEMBER["assigned"],
        _OF_MEMBER["province"],
        _OF_MEMBER["district"],
        Choice("nationality", _("Uyruk"), choices=Country, lookup="nationality__in", multiple=False),
        _OF_MEMBER["priority"],
        _OF_MEMBER["emergency"],
        _OF_MEMBER["category"],
        DateRange("created", _("Kayıt tarihi"), field="created_at"),
    ],
)
