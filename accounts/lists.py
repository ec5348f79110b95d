"""The lists of users, of the audit trail and of security events."""

from datetime import date, timedelta
from ipaddress import ip_address
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.fields import format_date
from kafkasder.core.identifiers import format_phone
from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, List, Related, Typed

from .audit.filters import ChangedField
from .audit.words import changed_labels, changes_in_a_line, record_name, recorded_tables, table_label
from .models import AuditEntry, EventKind, ExtraVerb, Membership, SecurityEvent, Severity, User
from .models.audit import Action, Source
from .querysets import AuditQuerySet, UserQuerySet
from .reasons import SOON
from .roles import BY_SLUG, ROLES
from .security.words import summary
from .words import factor_in_words

STATES = [("active", _("Etkin")), ("invited", _("Davetli")), ("closed", _("Kapalı"))]
_CONDITIONS = {
    "active": Q(is_active=True) & ~Q(password__startswith="!"),
    "invited": Q(is_active=True, password__startswith="!"),
    "closed": Q(is_active=False),
}

FACTOR_STATES = [("on", _("Açık")), ("due", _("Kapalı; rolü için zorunlu")), ("off", _("Kapalı"))]
_FACTOR_CONDITIONS = {
    "on": Q(factor_on_at__isnull=False),
    "due": Q(factor_on_at=None, factor_required_since__isnull=False),
    "off": Q(factor_on_at=None, factor_required_since=None),
}


def _in_states(states: list[str]) -> Q:
    condition = Q(pk__in=[])
    for state in states:
        condition |= _CONDITIONS[state]
    return condition


def _with_factor(states: list[str]) -> Q:
    condition = Q(pk__in=[])
    for state in states:
        condition |= _FACTOR_CONDITIONS[state]
    return condition


ENDINGS = [("soon", _("Yakında bitecek")), ("ended", _("Bitmiş"))]


def _with_roles(slugs: list[str]) -> Q:
    return Q(pk__in=User.objects.with_role(*slugs).values("pk"))


def _ending(endings: list[str]) -> Q:
    """Keep those with a role or an extra verb that ends within days, or that has ended by itself."""
    day = today()
    within = {"soon": {"until__range": (day, day + timedelta(days=SOON))}, "ended": {"until__lt": day}}
    condition = Q(pk__in=[])
    for ending in endings:
        for grants in (Membership.objects, ExtraVerb.objects):
            condition |= Q(pk__in=grants.filter(**within[ending]).values("user"))
    return condition


def state_of(user: User) -> str:
    if not user.is_active:
        return "closed"
    return "active" if user.has_usable_password() else "invited"


def _role_names(user: User) -> str:
    return ", ".join(_with_end(slug, until) for slug, until in user.role_terms.items())


def _with_end(slug: str, until: date | None) -> str:
    return f"{BY_SLUG[slug]} ({format_date(until)})" if until else str(BY_SLUG[slug])


USERS = List(
    key="users",
    label=_("Kullanıcılar"),
    rows=lambda viewer: User.objects.visible_to(viewer),
    prepare=lambda rows: rows.prefetch_related("memberships__group"),
    search=lambda rows, text: cast(UserQuerySet, rows).search(text),
    search_label=_("Ad, e-posta, görev ya da telefon"),
    sort="name",
    columns=[
        Column("name", _("Ad soyad"), "full_name", template="accounts/cells/name.html", sort="name_key"),
        Column("email", _("E-posta"), "email", sort="email"),
        Column("roles", _("Roller"), _role_names),
        Column("title", _("Görev"), "title", shown=False),
        Column("phone", _("Telefon"), lambda user: format_phone(user.phone)),
        Column("state", _("Durum"), state_of, template="accounts/cells/state.html", sort="is_active"),
        Column("last_login", _("Son giriş"), "last_login", sort="last_login", sort_nulls=True, descending_first=True),
        Column("factor", _("İkinci adım"), factor_in_words, shown=False),
        Column("created", _("Oluşturulma"), "created_at", sort="created_at", descending_first=True, shown=False),
    ],
    filters=[
        Choice("role", _("Rol"), choices=[(role.slug, role.name) for role in ROLES], condition=_with_roles),
        Choice("ending", _("Biten yetkiler"), choices=ENDINGS, condition=_ending),
        Choice("state", _("Durum"), choices=STATES, condition=_in_states),
        Choice("factor", _("İkinci adım"), choices=FACTOR_STATES, condition=_with_factor),
        DateRange("created", _("Oluşturulma"), field="created_at"),
    ],
    nothing=_("İlk kullanıcıyı davet ederek başlayın."),
)


def _people(given: Any) -> QuerySet[Any]:
    return User.objects.order_by("name_key")


AUDIT = List(
    key="audit",
    label=_("Denetim kayıtları"),
    rows=lambda viewer: AuditEntry.objects.all(),
    search=lambda rows, text: cast(AuditQuerySet, rows).search(text),
    search_label=_("Kayıt no, kaydın adı ya da istek no"),
    sort="-at",
    columns=[
        Column("at", _("Zaman"), "at", sort="id", descending_first=True),
        Column("actor", _("Kim"), "actor_name", template="accounts/cells/actor.html"),
        Column("action", _("İşlem"), "action", template="accounts/cells/action.html"),
        Column("table", _("Tür"), lambda entry: table_label(entry.table_name)),
        Column("record", _("Kayıt"), record_name, template="accounts/cells/record.html"),
        Column("changes", _("Değişenler"), changed_labels),
        Column("source", _("Kaynak"), lambda entry: entry.get_source_display()),
        Column("ip", _("Adres"), "ip", shown=False),
        Column("request", _("İstek no"), "request_id", shown=False),
        Column("reason", _("Neden"), "reason", shown=False),
        Column("values", _("Önce ve sonra"), changes_in_a_line, extra=True),
    ],
    filters=[
        Related("actor", _("Kim"), field="actor", rows=_people, text="full_name"),
        Choice("table", _("Tür"), choices=recorded_tables(), lookup="table_name__in"),
        ChangedField("field", _("Alan"), waiting=_("Önce tür seçin")),
        Choice("action", _("İşlem"), choices=Action, lookup="action__in"),
        Choice("source", _("Kaynak"), choices=Source, lookup="source__in"),
        DateRange("at", _("Zaman"), field="at"),
    ],
    row_url=lambda entry: reverse("accounts:audit_detail", args=[entry.pk]),
    nothing=_("Panelde yapılan her değişiklik burada görünür."),
    export_url="accounts:audit_export",
    export_verb="accounts.export_audit",
)


def _in_review(values: list[str]) -> Q:
    return Q(reviewed_at__isnull=values[0] == "open")


EVENTS = List(
    key="guvenlik-olaylari",
    label=_("Güvenlik olayları"),
    rows=lambda viewer: SecurityEvent.objects.all(),
    prepare=lambda rows: rows.select_related("user", "by", "reviewed_by"),
    sort="-at",
    columns=[
        Column("at", _("Zaman"), "at", sort="id", descending_first=True),
        Column("what", _("Olay"), summary),
        Column(
            "severity",
            _("Önem"),
            lambda event: event.get_severity_display(),
            template="accounts/cells/severity.html",
        ),
        Column("user", _("Kişi"), lambda event: str(event.user or ""), template="accounts/cells/actor.html"),
        Column("by", _("Yapan"), lambda event: str(event.by or ""), shown=False),
        Column("ip", _("Adres"), "ip"),
        Column("agent", _("Tarayıcı"), "user_agent", shown=False),
        Column("request", _("İstek no"), "request_id", shown=False),
        Column(
            "reviewed",
            _("İnceleme"),
            lambda event: str(event.reviewed_by or ""),
            template="accounts/cells/reviewed.html",
        ),
        Column("note", _("İnceleme notu"), "review_note", shown=False),
    ],
    filters=[
        Choice(
            "review",
            _("İnceleme"),
            choices=[("open", _("İncelenmemiş")), ("done", _("İncelenmiş"))],
            condition=_in_review,
            default=Q(reviewed_at__isnull=True),
            everything=_("Hepsi"),
            multiple=False,
        ),
        Choice(
            "severity",
            _("Önem"),
            choices=Severity,
            lookup="severity__in",
            default=~Q(severity=Severity.LOW),
            everything=_("Düşükler dahil hepsi"),
        ),
        Choice("kind", _("Olay"), choices=EventKind, lookup="kind__in"),
        Related("user", _("Kişi"), field="user", rows=_people, text="full_name", nobody=_("Bilinmeyen kişi")),
        Related("by", _("Yapan"), field="by", rows=_people, text="full_name"),
        Typed("ip", _("Adres"), lookup="ip", clean=lambda text: str(ip_address(text))),
        DateRange("at", _("Zaman"), field="at"),
    ],
    row_url=lambda event: reverse("accounts:security_event", args=[event.pk]),
    nothing=_("Giriş denemeleri, yetki retleri ve hassas veriye bakışlar burada görünür."),
    export_url="accounts:security_export",
    export_verb="accounts.view_security",
    bulk=[
        BulkAction("incele", _("İncelendi olarak işaretle"), "check", "accounts:security_bulk"),
        BulkAction("geri-al", _("İncelemeyi geri al"), "undo", "accounts:security_bulk"),
    ],
    bulk_verb="accounts.review_security",
)
