"""Assessment: home visits, the need score with its rules, and what a household was like when it was scored."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Household
from kafkasder.core.crypto import EncryptedTextField
from kafkasder.core.files import LONGEST_NAME, MOST_BYTES, random_place
from kafkasder.core.links import record_url
from kafkasder.core.reasons import LONGEST_REASON

from ..choices import COUNTED, Factor, HomeState, VisitAdvice
from ..querysets import OfHouseholdsQuerySet, VisitQuerySet, WithVerbQuerySet
from ..states import RuleSetState, VisitState
from .application import AidApplication

LONGEST_FINDINGS = 4_000
MOST_POINTS = 100


class HomeVisit(models.Model):
    """A visit at a household's home: planned, then written down with what was found."""

    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("hane"), related_name="visits", db_index=False
    )
    application = models.ForeignKey(
        AidApplication,
        models.PROTECT,
        verbose_name=_("başvuru"),
        related_name="visits",
        null=True,
        blank=True,
        editable=False,
    )
    planned_for = models.DateField(_("planlanan gün"))
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ziyaret eden"), related_name="home_visits"
    )
    state = models.CharField(_("durum"), max_length=10, choices=VisitState, default=VisitState.PLANNED, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    visited_on = models.DateField(_("ziyaret günü"), null=True, blank=True)
    met = models.CharField(_("görüşülen"), max_length=150, blank=True)
    people_seen = models.PositiveSmallIntegerField(_("evde görülen kişi sayısı"), null=True, blank=True)
    home_state = models.CharField(_("evin durumu"), max_length=10, choices=HomeState, blank=True)
    findings = models.TextField(_("gözlemler"), max_length=LONGEST_FINDINGS, blank=True)
    needs = models.TextField(_("ihtiyaçlar"), max_length=LONGEST_FINDINGS, blank=True)
    advice = models.CharField(_("görüş"), max_length=10, choices=VisitAdvice, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kaydeden"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    written_at = models.DateTimeField(_("yazılma zamanı"), null=True, blank=True, editable=False)
    destroyed_at = models.DateTimeField(_("imha zamanı"), null=True, blank=True, editable=False)

    objects = VisitQuerySet.as_manager()

    audit_omitted = ("written_at",)

    class Meta:
        verbose_name = _("hane ziyareti")
        verbose_name_plural = _("hane ziyaretleri")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=VisitState.DONE, visited_on__isnull=False) & ~Q(findings="") & ~Q(advice=""))
                | (~Q(state=VisitState.DONE) & Q(visited_on__isnull=True)),
                name="visit_done_is_written_down",
                violation_error_message=_("Ziyaretin gününü, gözlemleri ve görüşünüzü yazın."),
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | (Q(met="", needs="") & ~Q(state=VisitState.PLANNED)),
                name="visit_destroyed_is_blank",
            ),
        ]
        indexes = [
            models.Index(fields=["household", "-planned_for", "-id"], name="visit_of_household"),
            models.Index(fields=["visitor", "planned_for"], condition=Q(state="planned"), name="visit_to_make"),
            models.Index(fields=["state", "-planned_for", "-id"], name="visit_state"),
        ]

    def __str__(self) -> str:
        return f"{self.household} · {self.planned_for:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return record_url("aid:visit_detail", self.pk)


class VisitCorrection(models.Model):
    """One correction of a written visit: what it told before, by the names of its fields. Rows stay as they are."""

    visit = models.ForeignKey(HomeVisit, models.PROTECT, verbose_name=_("ziyaret"), related_name="corrections")
    former = models.JSONField(_("önceki hâli"), default=dict, encoder=DjangoJSONEncoder)
    reason = models.CharField(_("neden"), max_length=LONGEST_REASON)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("düzelten"), related_name="+")
    at = models.DateTimeField(_("zaman"), auto_now_add=True)

    audit_exempt = True  # the visit's own row tells it too

    class Meta:
        verbose_name = _("ziyaret düzeltmesi")
        verbose_name_plural = _("ziyaret düzeltmeleri")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="visit_correction_reasoned")]

    def __str__(self) -> str:
        return f"{self.visit} · {self.by}"


def photo_place(photo: "VisitPhoto", name: str) -> str:
    return random_place("aid")


class VisitPhoto(models.Model):
    """A picture that a visitor took, turned upright and without the place where it was taken.

    `shows` are the keys of the people in it; it may be published only as long as all of them consent to that.
    """

    visit = models.ForeignKey(HomeVisit, models.PROTECT, verbose_name=_("ziyaret"), related_name="photos")
    content = models.FileField(_("fotoğraf"), upload_to=photo_place, max_length=150)
    name = models.CharField(_("dosya adı"), max_length=LONGEST_NAME)
    content_type = models.CharField(_("dosya türü"), max_length=100)
    size = models.PositiveIntegerField(_("boyut"))
    caption = models.CharField(_("açıklama"), max_length=200, blank=True)
    is_for_publication = models.BooleanField(_("yayımlanabilir"), default=False, editable=False)
    shows = ArrayField(models.BigIntegerField(), verbose_name=_("görünen kişiler"), default=list, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+", editable=False
    )
    added_at = models.DateTimeField(_("eklenme"), auto_now_add=True)

    audit_label = "name"

    class Meta:
        verbose_name = _("ziyaret fotoğrafı")
        verbose_name_plural = _("ziyaret fotoğrafları")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=MOST_BYTES), name="visit_photo_size"),
            models.CheckConstraint(condition=~Q(name=""), name="visit_photo_named"),
        ]

    def __str__(self) -> str:
        return self.name


class ScoreRuleSet(models.Model):
    """A version of the need score. Released it never changes; the next version retires it."""

    version = models.PositiveSmallIntegerField(_("sürüm"), unique=True, editable=False)
    note = models.CharField(_("not"), max_length=300, blank=True)
    state = models.CharField(
        _("durum"), max_length=10, choices=RuleSetState, default=RuleSetState.DRAFT, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("hazırlayan"),
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("yürürlüğe koyan"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    released_at = models.DateTimeField(_("yürürlük zamanı"), null=True, blank=True, editable=False)

    objects = WithVerbQuerySet.as_manager()

    audit_label = "version"
    trigger_refusals = {"score_rules_stay": _("Yürürlüğe konmuş puan kuralları değişmez; yeni sürüm hazırlayın.")}

    class Meta:
        verbose_name = _("ihtiyaç puanı sürümü")
        verbose_name_plural = _("ihtiyaç puanı sürümleri")
        default_permissions = ()
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=RuleSetState.RELEASED), name="score_rules_released_once"
            ),
            models.CheckConstraint(
                condition=Q(state=RuleSetState.DRAFT, released_at=None)
                | (~Q(state=RuleSetState.DRAFT) & Q(released_at__isnull=False)),
                name="score_rules_released_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"

    def get_absolute_url(self) -> str:
        return record_url("aid:score_rules", self.pk)


class ScoreRule(models.Model):
    """One reason for points; `threshold` is lira for income and a number of people for the rest."""

    rules = models.ForeignKey(
        ScoreRuleSet, models.PROTECT, verbose_name=_("sürüm"), related_name="rules", editable=False
    )
    factor = models.CharField(_("ölçüt"), max_length=30, choices=Factor)
    threshold = models.DecimalField(_("eşik"), max_digits=12, decimal_places=2, null=True, blank=True)
    points = models.PositiveSmallIntegerField(_("puan"))

    audit_label = "factor"
    trigger_refusals = ScoreRuleSet.trigger_refusals

    class Meta:
        verbose_name = _("puan kuralı")
        verbose_name_plural = _("puan kuralları")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(factor__in=Factor.values), name="score_factor_known"),
            models.CheckConstraint(
                condition=Q(factor__in=COUNTED, threshold__isnull=False, threshold__gt=0)
                | (~Q(factor__in=COUNTED) & Q(threshold__isnull=True)),
                name="score_threshold_fits",
                violation_error_message=_("Sayılan ölçütlerde sıfırdan büyük bir eşik yazın, ötekilerde yazmayın."),
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=MOST_POINTS),
                name="score_points_sane",
                violation_error_message=_("Puan 1 ile 100 arasında olmalıdır."),
            ),
            models.UniqueConstraint(
                fields=["rules", "factor", "threshold"],
                nulls_distinct=False,
                name="score_rule_once",
                violation_error_message=_("Bu ölçüt bu eşikle zaten var."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_factor_display())


class NeedScore(models.Model):
    """What a household scored at a moment: why, by which version, and what it was like. Rows stay as they are.

    `details` are the facts that were asked and the rules that gave points (`scoring.Details`); they tell of health.
    """

    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("hane"), related_name="scores", editable=False, db_index=False
    )
    application = models.ForeignKey(
        AidApplication,
        models.PROTECT,
        verbose_name=_("başvuru"),
        related_name="scores",
        null=True,
        blank=True,
        editable=False,
    )
    rules = models.ForeignKey(ScoreRuleSet, models.PROTECT, verbose_name=_("sürüm"), related_name="scores")
    points = models.PositiveSmallIntegerField(_("puan"))
    details = EncryptedTextField(_("hanenin o günkü durumu ve nedenler"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("hesaplatan"), related_name="+", null=True
    )
    at = models.DateTimeField(_("zaman"), auto_now_add=True)

    objects = OfHouseholdsQuerySet.as_manager()

    trigger_refusals = {"score_stays": _("Hesaplanmış puan değişmez; yeniden hesaplatın.")}

    class Meta:
        verbose_name = _("ihtiyaç puanı")
        verbose_name_plural = _("ihtiyaç puanları")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["household", "-at", "-id"], name="score_of_household")]

    def __str__(self) -> str:
        return str(self.points)
