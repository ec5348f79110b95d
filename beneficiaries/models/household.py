"""Households: where people in need live together, what they live on, and how far their file has come."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.links import record_url
from kafkasder.core.sql import TurkishWords, end_index, words_column

from ..choices import Category, ExpenseKind, Heating, Housing, IncomeSource, Priority
from ..querysets import BudgetLineQuerySet, HouseholdQuerySet
from ..states import HouseholdStatus


def validate_file_number_pattern(pattern: str) -> None:
    """Refuse a pattern that gives no number, the same number twice, or more than the column holds."""
    try:
        first, second = (pattern.format(year=2000, number=number) for number in (1, 2))
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValidationError(_("Kalıpta yalnız {number} ve {year} kullanılabilir.")) from None
    if first == second:
        raise ValidationError(_("Kalıpta {number} bulunmalıdır."))
    if not first.isascii() or first != first.upper() or len(first) > 30:
        raise ValidationError(_("Dosya numarası büyük harf, rakam ve çizgiden oluşur; en çok 30 karakterdir."))


class FileNumberSeries(models.Model):
    """The running number behind file numbers, and the pattern that an administrator gives them: one row.

    The pattern may use `{year}` and must use `{number}`, with a width if wished: `H-{year}-{number:05d}`.
    """

    ONLY = 1

    pattern = models.CharField(
        _("kalıp"),
        max_length=40,
        default="H-{number:06d}",
        validators=[validate_file_number_pattern],
        help_text=_("{number} sıra numarasıdır, {year} yıldır. Örnek: H-{year}-{number:05d}"),
    )
    restarts_yearly = models.BooleanField(_("her yıl 1'den başlar"), default=False)
    year = models.PositiveSmallIntegerField(_("yıl"), default=0, editable=False)
    last_number = models.PositiveBigIntegerField(_("son numara"), default=0)

    audit_omitted = ("year", "last_number")  # every new household counts on; the trail tells of the pattern

    class Meta:
        verbose_name = _("dosya numarası kalıbı")
        verbose_name_plural = _("dosya numarası kalıpları")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="file_number_series_is_one")]

    def __str__(self) -> str:
        return self.pattern

    def number_text(self, year: int, number: int) -> str:
        """Return the file number that `number` makes in `year`."""
        return self.pattern.format(year=year, number=number)


class Household(models.Model):
    """People who live on one purse, under one file number."""

    file_number = models.CharField(_("dosya no"), max_length=40, unique=True, editable=False)
    head = models.OneToOneField(
        "Beneficiary",
        models.PROTECT,
        verbose_name=_("hane reisi"),
        related_name="headed_household",
        null=True,
        blank=True,
    )
    status = models.CharField(_("durum"), max_length=10, choices=HouseholdStatus, default=HouseholdStatus.DRAFT)
    status_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True)
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category), verbose_name=_("kategoriler"), default=list, blank=True
    )
    priority = models.CharField(_("öncelik"), max_length=10, choices=Priority, default=Priority.NORMAL)
    is_emergency = models.BooleanField(_("acil durum"), default=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sorumlu"),
        related_name="assigned_households",
        null=True,
        blank=True,
    )

    province = models.ForeignKey("Province", models.PROTECT, verbose_name=_("il"), null=True, blank=True)
    district = models.ForeignKey("District", models.PROTECT, verbose_name=_("ilçe"), null=True, blank=True)
    neighbourhood = models.CharField(_("mahalle"), max_length=100, blank=True)
    address = models.CharField(_("açık adres"), max_length=500, blank=True)
    phone = models.CharField(_("hane telefonu"), max_length=16, blank=True)

    housing = models.CharField(_("konut"), max_length=10, choices=Housing, blank=True)
    heating = models.CharField(_("ısınma"), max_length=10, choices=Heating, blank=True)

    reference_name = models.CharField(_("referans kişi"), max_length=150, blank=True)
    reference_phone = models.CharField(_("referans telefonu"), max_length=16, blank=True)
    reference_relation = models.CharField(_("referansın yakınlığı"), max_length=100, blank=True)
    notes = models.TextField(_("notlar"), max_length=5000, blank=True)

    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    destroyed_at = models.DateTimeField(_("imha zamanı"), null=True, blank=True, editable=False)
    words = words_column("file_number", "neighbourhood")

    objects = HouseholdQuerySet.as_manager()

    audit_label = "file_number"
    audit_masked = ("phone", "reference_phone")

    class Meta:
        verbose_name = _("hane")
        verbose_name_plural = _("haneler")
        permissions = [
            ("change_household_state", _("Hanenin durumunu değiştirir")),
            ("view_all_households", _("Bütün haneleri görür (yoksa yalnız kendisine verilenleri)")),
            ("export_beneficiaries", _("Haneleri ve kişileri dosyaya aktarır")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=HouseholdStatus.values), name="household_status_known"),
            models.CheckConstraint(
                condition=Q(district__isnull=True) | Q(province__isnull=False), name="household_district_needs_province"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(status=HouseholdStatus.ARCHIVED, address="", notes=""),
                name="household_destroyed_is_blank",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="household_words"),
            GinIndex(TurkishWords("neighbourhood"), name="household_neighbourhood"),
            GinIndex(fields=["categories"], name="household_categories"),
            models.Index(fields=["-created_at", "-id"], name="household_newest"),
            models.Index(fields=["status", "-created_at"], name="household_status"),
            # What the dashboard counts, from the index alone.
            models.Index(fields=["status", "province", "assigned_to"], name="household_counted"),
            models.Index(fields=["province", "district"], name="household_place"),
            models.Index(fields=["id"], include=["province", "district"], name="household_whereabouts"),
            models.Index(fields=["priority"], name="household_priority"),
            models.Index(fields=["is_emergency"], condition=Q(is_emergency=True), name="household_emergency"),
            models.Index(fields=["phone"], name="household_phone", opclasses=["text_pattern_ops"]),
            end_index("phone", "household_phone_end"),
        ]

    def __str__(self) -> str:
        return self.file_number

    def get_absolute_url(self) -> str:
        return record_url("beneficiaries:household_detail", self.pk)


class Currency(models.TextChoices):
    TRY = "TRY", _("Türk lirası")
    USD = "USD", _("ABD doları")
    EUR = "EUR", _("Avro")


class BudgetLine(models.Model):
    """A monthly income or expense of a household, as its people declare it."""

    class Kind(models.TextChoices):
        INCOME = "income", _("Gelir")
        EXPENSE = "expense", _("Gider")

    household = models.ForeignKey(Household, models.PROTECT, verbose_name=_("hane"), related_name="budget_lines")
    kind = models.CharField(_("tür"), max_length=10, choices=Kind)
    source = models.CharField(_("kaynak"), max_length=20, choices=[*IncomeSource.choices, *ExpenseKind.choices])
    amount = models.DecimalField(_("aylık tutar"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    note = models.CharField(_("açıklama"), max_length=200, blank=True)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("aylık gelir-gider")
        verbose_name_plural = _("aylık gelir-giderler")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_negative"),
            models.CheckConstraint(
                condition=Q(kind="income", source__in=IncomeSource.values)
                | Q(kind="expense", source__in=ExpenseKind.values),
                name="budget_line_source_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_label}: {self.amount} {self.currency}"

    @property
    def source_label(self) -> str:
        """What the source is called on its side of the budget: `rent` is an income and an expense."""
        sources = IncomeSource if self.kind == self.Kind.INCOME else ExpenseKind
        return str(sources(self.source).label)
