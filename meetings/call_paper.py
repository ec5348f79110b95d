"""The call of a meeting on paper: what about, when and where, and when again if too few come."""

from typing import IO, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus.flowables import Spacer

from accounts.models import OrganisationProfile
from kafkasder.core.pdf import STRONG, heading, text, title, write_document

from .models import Meeting
from .when import moment_words, span_words


def write_call(file: IO[bytes], meeting: Meeting) -> None:
    """Write the call of a meeting, in the association's name and with room for who signs it."""
    association = OrganisationProfile.current()
    name = _("Genel kurul çağrısı") if meeting.is_assembly else _("Toplantı çağrısı")
    story: list[Any] = [text(association.name, STRONG)] if association.name else []
    story += [title(name), text(f"{meeting.title} · {meeting.get_kind_display()}", STRONG), Spacer(1, 3 * mm)]
    story += [text(_("Gün ve saat: %(when)s") % {"when": span_words(meeting)})]
    story += [text(_("Yer: %(place)s") % {"place": meeting.place or meeting.link or "–"})]
    if meeting.second_at:
        told = _("Çoğunluk sağlanamazsa ikinci toplantı aynı yerde, aynı gündemle %(when)s günü ve saatinde yapılır.")
        story += [Spacer(1, 3 * mm), text(told % {"when": moment_words(meeting.second_at)})]
    story += [heading(_("Gündem")), *_agenda(meeting)]
    if meeting.called_on:
        story += [Spacer(1, 6 * mm), text(date_format(meeting.called_on, "j F Y"))]
    story += [Spacer(1, 6 * mm), text(_signer(meeting), STRONG), Spacer(1, 18 * mm)]
    write_document(file, story, title=name, foot=" · ".join(filter(None, (association.name, meeting.title))))


def _agenda(meeting: Meeting) -> list[Any]:
    items = list(meeting.agenda.all())
    return [text(f"{item.position}. {item.title}") for item in items] or [text("–")]


def _signer(meeting: Meeting) -> str:
    return _("Yönetim kurulu adına, başkan") if meeting.is_assembly else _("Toplantıyı düzenleyen")
