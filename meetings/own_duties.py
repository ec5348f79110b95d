"""Deadlines that this room knows of: the yearly declaration, assemblies and their result, and the audit board."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.deadlines import SOURCES, Found, Ready, Source

from .choices import ASSEMBLIES, MeetingKind, TermKey
from .models import Meeting
from .states import MeetingState
from .terms import months_after, term
from .when import day_of

_LOOKED_BACK = timedelta(days=365)
_VERB = "meetings.view_duties"
MEETING = "meeting"

ORGAN_CHANGE = "organ_change"

# What somebody writes down when it happened: its term says until when it is told to the authorities.
BY_HAND: dict[str, tuple[str | Promise, TermKey]] = {
    ORGAN_CHANGE: (gettext_lazy("Organ değişikliği bildirimi"), TermKey.ORGAN_CHANGE),
    "seat_change": (gettext_lazy("Yerleşim yeri değişikliği bildirimi"), TermKey.SEAT_CHANGE),
    "member_notice": (gettext_lazy("Üye kabul ve çıkış bildirimi"), TermKey.MEMBER_NOTICE),
    "real_estate": (gettext_lazy("Taşınmaz bildirimi"), TermKey.REAL_ESTATE),
    "abroad_result": (gettext_lazy("Yurt dışına yardım sonuç bildirimi"), TermKey.ABROAD_RESULT),
}
OTHER = "other"
OTHER_LABEL = gettext_lazy("Başka yükümlülük")


def register() -> None:
    for source in (
        Source(
            key="declaration",
            label=gettext_lazy("Dernek beyannamesi"),
            verb=_VERB,
            find=_declaration,
            basis=gettext_lazy("Dernekler Yönetmeliği: beyanname, EK-21"),
            ready=_for_declaration,
            order=10,
        ),
        Source(
            key="assembly_result",
            label=gettext_lazy("Genel kurul sonuç bildirimi"),
            verb=_VERB,
            find=_results,
            basis=gettext_lazy("Dernekler Yönetmeliği 17: EK-3"),
            ready=_after_assembly,
            order=20,
        ),
        Source(
            key="assembly_call",
            label=gettext_lazy("Genel kurul çağrısı"),
            verb=_VERB,
            find=_calls,
            basis=gettext_lazy("Türk Medenî Kanunu 77"),
            ready=_before_assembly,
            order=22,
        ),
        Source(
            key="next_assembly",
            label=gettext_lazy("Olağan genel kurul"),
            verb=_VERB,
            find=_next_assembly,
            basis=gettext_lazy("Türk Medenî Kanunu 74"),
            order=25,
        ),
        Source(
            key="audit_report",
            label=gettext_lazy("Denetim kurulu raporu"),
            verb=_VERB,
            find=_audit,
            basis=gettext_lazy("Dernekler Yönetmeliği"),
            order=30,
        ),
    ):
        SOURCES.add(source)


def _declaration(today: date) -> Iterator[Found]:
    """Yield that of this year, and of the next one once its year is near."""
    months = term(TermKey.DECLARATION, today)
    if not months:
        return
    for year in (today.year, today.year + 1):
        due = months_after(date(year, 1, 1), months) - timedelta(days=1)
        told = _("%(year)d yılı beyannamesi verilecek") % {"year": year - 1}
        yield Found(cause=str(year), title=told, due_on=due, warn_on=date(year, 1, 1))


def _results(today: date) -> Iterator[Found]:
    """Yield the notice of each assembly that was held: the law's two readings warn at one day and end at another."""
    since = timezone.now() - _LOOKED_BACK
    rows = Meeting.objects.filter(kind__in=ASSEMBLIES, state=MeetingState.COMPLETED, starts_at__gte=since)
    warn = term(TermKey.RESULT_NOTICE_WARN, today)
    for row in rows.order_by("pk"):
        day = day_of(row.starts_at)
        yield Found(
            cause=str(row.pk),
            title=_("Genel kurul sonuç bildirimi: %(meeting)s") % {"meeting": row.title},
            happened_on=day,
            term=TermKey.RESULT_NOTICE,
            warn_on=None if warn is None else day + timedelta(days=warn),
            pointer=(MEETING, row.pk),
        )


def _calls(today: date) -> Iterator[Found]:
    """Yield the call of each assembly that is planned and not called yet; a second one was called with the first."""
    notice = term(TermKey.ASSEMBLY_NOTICE, today)
    if notice is None:
        return
    rows = Meeting.objects.filter(kind__in=ASSEMBLIES, state=MeetingState.SCHEDULED, called_on=None, first_call=None)
    for row in rows.order_by("pk"):
        yield Found(
            cause=str(row.pk),
            title=_("Genel kurul çağrısı yapılacak: %(meeting)s") % {"meeting": row.title},
            due_on=day_of(row.starts_at) - timedelta(days=notice),
            pointer=(MEETING, row.pk),
            owner_pk=row.organiser_id,
        )


def _for_declaration(cause: str, pk: int | None) -> Iterator[Ready]:
    """Yield the sums of the year that is declared, which is the one before the year of the duty."""
    table = f"{reverse('finance:year_table')}?yil={int(cause) - 1}"
    yield Ready(_("Yıl sonu tablosu"), table, "finance.view_finance", icon="table")
    yield Ready(_("Karar defteri"), reverse("meetings:books"), "meetings.view_all_meetings", icon="gavel")


def _before_assembly(cause: str, pk: int | None) -> Iterator[Ready]:
    yield _paper(pk, "cagri", _("Çağrı belgesi"))
    yield _paper(pk, "hazirun", _("Hazirun listesi"))


def _after_assembly(cause: str, pk: int | None) -> Iterator[Ready]:
    yield _paper(pk, "sonuc", _("Sonuç bildirimi"))
    yield _paper(pk, "tutanak", _("Tutanak"))
    yield from _before_assembly(cause, pk)


def _paper(pk: int | None, paper: str, label: str) -> Ready:
    return Ready(label, reverse("meetings:meeting_paper", args=[pk, paper]))


def _next_assembly(today: date) -> Iterator[Found]:
    """Yield the day by which the next ordinary assembly must be held; one that is called already has its own day."""
    yield from _every(MeetingKind.GENERAL, TermKey.ASSEMBLY_EVERY, _("Olağan genel kurul toplanacak"), today)


def _audit(today: date) -> Iterator[Found]:
    yield from _every(MeetingKind.AUDIT, TermKey.AUDIT_EVERY, _("Denetim kurulu toplanacak ve rapor verecek"), today)


def _every(kind: str, key: TermKey, title: str, today: date) -> Iterator[Found]:
    """Yield what comes so many months after the last meeting of a kind; nothing where there was none."""
    held = Meeting.objects.filter(kind=kind, state=MeetingState.COMPLETED)
    last, months = held.aggregate(last=Max("starts_at"))["last"], term(key, today)
    if last is not None and months:
        day = day_of(last)
        yield Found(cause=f"{day:%Y-%m-%d}", title=title, due_on=months_after(day, months))
