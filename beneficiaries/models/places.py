"""Provinces and districts of Türkiye; loaded by a migration, kept as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sql import sort_key_column


class Province(models.Model):
    """A province (il); its key is the number on its licence plates."""

    plate = models.PositiveSmallIntegerField(_("plaka"), primary_key=True)
    name = models.CharField(_("ad"), max_length=30, unique=True)
    name_key = sort_key_column("name")

    class Meta:
        verbose_name = _("il")
        verbose_name_plural = _("iller")
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A district (ilçe) of a province."""

    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("il"), related_name="districts")
    name = models.CharField(_("ad"), max_length=40)
    name_key = sort_key_column("name")

    class Meta:
        verbose_name = _("ilçe")
        verbose_name_plural = _("ilçeler")
        ordering = ["name_key"]
        constraints = [
            models.UniqueConstraint(fields=["province", "name"], name="district_name_unique"),
            # The pair that a household's address points at, so that no district stands under a foreign province.
            models.UniqueConstraint(fields=["id", "province"], name="district_with_province"),
        ]

    def __str__(self) -> str:
        return self.name
