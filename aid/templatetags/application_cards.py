"""The cards of the board: a hundred and more on a page, so they are put together here and not by templates."""

import html
from collections.abc import Sequence
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from beneficiaries.choices import Priority
from kafkasder.core.links import record_url
from kafkasder.core.templatetags.ui import avatar, icon

from ..models import AidApplication
from .applications import applicant_name, asked_words, due_tag, priority_mark

register = template.Library()

_STANDS_OUT = (Priority.HIGH, Priority.URGENT)
_escape = html.escape


@register.simple_tag
def application_cards(cards: Sequence[AidApplication], is_closed: bool, move_back: str) -> SafeString:
    """Draw the cards of a column; `move_back` is where a moved card leads back to, empty for who moves none."""
    closed = " is-closed" if is_closed else ""
    moving = _Moving(move_back) if move_back else None
    return mark_safe("\n".join(_card(each, closed, moving) for each in cards))


class _Moving:
    """The handle of a card, which is the same on all but for its address and number."""

    def __init__(self, back: str) -> None:
        self.query = f"?next={quote(back, safe='')}"
        self.label, self.dots = _escape(_("Taşı")), icon("dots")

    def handle(self, application: AidApplication) -> str:
        url = record_url("aid:application_move", application.pk)
        return (
            f'<a class="board-move" href="{url}{self.query}" draggable="false" data-sheet data-move="{url}"'
            f' aria-describedby="board-help" aria-label="{self.label}: {application.number}" title="{self.label}">'
            f"{self.dots}</a>"
        )


def _card(application: AidApplication, closed: str, moving: _Moving | None) -> str:
    title = _escape(f"{application.number} · {applicant_name(application)}")
    return (
        f'<li class="board-card{closed}" id="application-{application.pk}" data-task="{application.pk}">'
        f'<div class="board-card-head"><a class="board-card-title" href="{application.get_absolute_url()}"'
        f' draggable="false">{title}</a>{moving.handle(application) if moving else ""}</div>'
        f'{_asked(application)}<div class="board-marks">{"".join(_marks(application))}</div></li>'
    )


def _asked(application: AidApplication) -> str:
    asked = application.all_asked
    if not asked:
        return ""
    more = f" +{len(asked) - 1}" if len(asked) > 1 else ""
    return f'<p class="board-text">{_escape(asked_words(asked[0]))}{more}</p>'


def _marks(application: AidApplication) -> list[str]:
    marks: list[str] = [priority_mark(application)] if application.priority in _STANDS_OUT else []
    if application.due_on:
        marks.append(due_tag(application))
    if application.points is not None:
        marks.append(
            f'<span class="board-mark">{_escape(_("%(points)s puan") % {"points": application.points})}</span>'
        )
    if application.assigned_to:
        name = application.assigned_to.full_name
        marks.append(
            f'<span class="board-who" title="{_escape(name)}">{avatar(name, None, "small")}'
            f'<span class="visually-hidden">{_escape(name)}</span></span>'
        )
    return marks
