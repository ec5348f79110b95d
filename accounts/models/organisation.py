"""What the association is called, and what stands at the head of its papers."""

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationProfile(models.Model):
    """The one row of the association's identity; code asks `OrganisationProfile.current()`."""

    KEY = 1  # of the row

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("derneğin adı"), max_length=200, blank=True)
    registry_number = models.CharField(
        _("kütük no"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\d{2}-\d{1,4}-\d{1,4}\Z", _("Örnek: 38-012-045"))],
    )
    address = models.CharField(_("yerleşim yeri"), max_length=300, blank=True)
    tax_office = models.CharField(_("vergi dairesi"), max_length=80, blank=True)
    tax_number = models.CharField(_("vergi no"), max_length=10, blank=True)
    phone = models.CharField(_("telefon"), max_length=16, blank=True)
    email = models.EmailField(_("e-posta"), blank=True)
    website = models.CharField(
        _("internet sitesi"), max_length=200, blank=True, validators=[URLValidator(["https", "http"])]
    )
    gives_tax_relief = models.BooleanField(
        _("bağışlar vergiden düşülebilir"),
        default=False,
        help_text=_("Yalnız kamu yararına çalışan ya da vergiden muaf tutulan derneklerde (GVK 89, KVK 10)."),
    )
    logo = models.ImageField(_("logo"), upload_to="logo/", blank=True, editable=False)

    class Meta:
        verbose_name = _("dernek kimliği")
        verbose_name_plural = _("dernek kimliği")
        default_permissions = ()
        permissions = [("change_organisation", _("Derneğin kimliğini ve logosunu değiştirir"))]
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="organisation_one_row")]

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)

    @property
    def logo_name(self) -> str:
        """The name by which the logo's address gives it out."""
        return (self.logo.name or "").rpartition("/")[2]

    @classmethod
    def current(cls) -> "OrganisationProfile":
        """Return the row, or an empty one as long as nobody has written it."""
        return cls.objects.filter(pk=cls.KEY).first() or cls()
