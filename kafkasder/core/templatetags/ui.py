"""The panel's components as template tags; the gallery page shows each of them.

Small ones are built here, the others have a template in `templates/components/`.
"""

import datetime
import html
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zlib import crc32

from django import forms, template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Page
from django.db.models.fields.files import FieldFile
from django.forms.utils import flatatt
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..money import format_money
from ..sections import Drawn
from ..sizes import size_in_words
from ..states import SEEN
from ..timeline import Entry

register = template.Library()

AVATAR_HUES = 8
NOTHING = mark_safe('<span class="nothing" aria-hidden="true">–</span>')

_drawn_once = lru_cache(maxsize=1024, typed=True)  # typed: a text equals its safe twin, but only that may stay as it is


# Small marks


@register.filter
def file_size(size: int) -> str:
    """Write how large a file is."""
    return size_in_words(size)


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw an icon of the sprite; it is decoration unless `label` says what it means."""
    return _drawn_icon(static("icons/sprite.svg"), name, str(label), size)


@_drawn_once
def _drawn_icon(sprite: str, name: str, label: str, size: str) -> SafeString:
    """A page has some forty of them, and they are few different ones."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    classes = f"icon icon-{size}" if size else "icon"
    return format_html('<svg class="{}" {}><use href="{}#{}"></use></svg>', classes, spoken, sprite, name)


@register.simple_tag
def badge(label: Any, tone: str = "neutral", icon: str = "") -> SafeString:
    """Draw a short state; the tones are success, warning, danger, info and neutral."""
    return _drawn_badge(str(label), tone, _icon_or_nothing(icon))


@_drawn_once
def _drawn_badge(label: str, tone: str, icon: SafeString) -> SafeString:
    return format_html('<span class="tag tag-{}">{}{}</span>', tone, icon, label)


@register.simple_tag
def avatar(name: str, picture: FieldFile | None = None, size: str = "") -> SafeString:
    """Draw a person's picture, or the initials in a colour that stays with the name."""
    classes = f"avatar avatar-{size}" if size else "avatar"
    if picture:
        return format_html('<img class="{}" src="{}" alt="" loading="lazy">', classes, picture.url)
    hue = crc32(name.encode()) % AVATAR_HUES
    return format_html('<span class="{} hue-{}" aria-hidden="true">{}</span>', classes, hue, _initials(name))


@register.simple_tag
def money(amount: Decimal | None, currency: str = "TRY") -> SafeString:
    """Write an amount of money as the active language does."""
    if amount is None:
        return NOTHING
    return format_html('<span class="amount">{}</span>', format_money(amount, currency))


@register.simple_tag
def moment(when: datetime.datetime | datetime.date | None, relative: bool = False, brief: bool = False) -> SafeString:
    """Write a moment or a date; with `relative` the browser adds how long ago that was, if that is not long.

    `brief` leaves out the hour, and the year if it is this one; the whole moment is the title.
    """
    if when is None:
        return NOTHING
    if isinstance(when, datetime.datetime):
        when = timezone.localtime(when)
        text, machine = date_format(when, "j F Y H:i"), when.isoformat(timespec="seconds")
    else:
        text, machine = date_format(when, "j F Y"), when.isoformat()
    wish = mark_safe(" data-relative" if relative else "")
    if brief:
        wish += format_html(' title="{}"', text)
        text = date_format(when, "j M" if when.year == timezone.localdate().year else "d.m.Y")
    return format_html('<time datetime="{}"{}>{}</time>', machine, wish, text)


@register.simple_tag
def progress(value: float, maximum: float = 100, label: str = "", tone: str = "") -> SafeString:
    """Draw how far something is, without inline styles."""
    return format_html(
        '<progress class="meter {}" value="{}" max="{}" aria-label="{}"></progress>',
        f"meter-{tone}" if tone else "",
        f"{value:g}",
        f"{maximum:g}",
        label or _("İlerleme"),
    )


def _initials(name: str) -> str:
    letters = [word[0] for word in name.split() if word[0].isalnum()]
    return letters[0] + letters[-1] if len(letters) > 1 else "".join(letters)


def _icon_or_nothing(name: str) -> SafeString:
    return icon(name) if name else SafeString("")


# What one may press


@register.simple_tag
def button(label: str, kind: str = "", icon: str = "", href: str = "", **attributes: Any) -> SafeString:
    """Draw a button, or a link that looks like one.

    `kind` is primary, danger, quiet or nothing; `small=True` and `icon_only=True` shape it. Other keyword
    arguments become attributes, with `_` for `-` (`data_dialog_open="delete"`, `hx_get=url`).
    """
    icon_only = attributes.pop("icon_only", False)
    classes = ["button"] + [f"button-{word}" for word in kind.split()]
    classes += ["button-small"] if attributes.pop("small", False) else []
    classes += ["button-icon"] if icon_only else []
    text: str = format_html('<span class="visually-hidden">{}</span>', label) if icon_only else label
    if icon_only:
        attributes.setdefault("title", label)
    return _pressable(" ".join(classes), format_html("{}{}", _icon_or_nothing(icon), text), href, attributes)


def _pressable(classes: str, content: SafeString, href: str, attributes: dict[str, Any]) -> SafeString:
    attributes = {name.replace("_", "-"): value for name, value in attributes.items()}
    attributes["class"] = f"{classes} {attributes.get('class', '')}".strip()
    if href:
        return format_html("<a{}>{}</a>", flatatt({"href": href} | attributes), content)
    return format_html("<button{}>{}</button>", flatatt({"type": "submit"} | attributes), content)


@register.simple_tag(takes_context=True)
def dismiss(context: Context, label: str, back: str) -> SafeString:
    """Draw the way out of a small page: back to where it was opened from, which in the common dialog is behind it."""
    if context["request"].htmx:
        return button(label, kind="quiet", type="button", data_dialog_close=True)
    return button(label, kind="quiet", href=back)


@register.simple_tag
def choice_button(name: str, value: str, label: str, chosen: str, icon: str = "", lang: str = "") -> SafeString:
    """Draw one of several buttons of a form of which the chosen one stays down."""
    return _drawn_choice(name, value, label, value == chosen, _icon_or_nothing(icon), lang)


@_drawn_once
def _drawn_choice(name: str, value: str, label: str, is_chosen: bool, icon: SafeString, lang: str) -> SafeString:
    attributes = {"name": name, "value": value, "aria-pressed": "true" if is_chosen else "false"}
    if lang:
        attributes["lang"] = lang
    return _pressable("choice-button", format_html("{}{}", icon, label), "", attributes)


@register.simple_tag
def state_url(url_name: str, row: Any, target: str) -> str:
    """Return the address that moves `row` to a state, and tells which figures were `seen` if the row knows."""
    return seen_url(reverse(url_name, args=[row.pk, target]), row)


@register.simple_tag
def seen_url(address: str, row: Any) -> str:
    """Return an address that tells which figures of `row` were `seen`, if the row knows."""
    seen = getattr(row, "seen", "")
    return f"{address}?{SEEN}={seen}" if seen else address


@register.simple_tag
def chip(label: str, remove_url: str = "") -> SafeString:
    """Draw an applied filter with a link that takes it away."""
    if not remove_url:
        return format_html('<span class="chip">{}</span>', label)
    return format_html(
        '<a class="chip" href="{}">{}{}</a>',
        remove_url,
        label,
        icon("x", label=_("filtreyi kaldır")),
    )


@register.inclusion_tag("components/masked.html")
def masked(value: str, url: str = "", label: str = "") -> dict[str, Any]:
    """Show a masked value; `url` is the page that asks for a reason and shows it in clear, if the viewer may."""
    return {"value": value, "url": url, "label": label}


# Page furniture


@register.simple_tag(takes_context=True)
def block_text(context: Context, name: str) -> SafeString:
    """Repeat what block `name` says, as plain text: the heading of a page is also its title."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    said = strip_tags(block.render(context)) if block else ""
    return conditional_escape(" ".join(html.unescape(said).split()))


@register.simple_tag
def crumb(label: str, href: str) -> SafeString:
    """Draw one step of the way to this page; the page itself is not a step."""
    return format_html('<li><a href="{}">{}</a></li>', href, label)


@register.inclusion_tag("components/nothing.html")
def nothing(title: str, text: str = "", href: str = "", label: str = "", icon: str = "search") -> dict[str, Any]:
    """Say that there is nothing here and what to do about it."""
    return {"title": title, "text": text, "href": href, "label": label, "icon": icon}


@register.simple_block_tag
def card(content: str, title: str = "", icon: str = "", href: str = "", flush: bool = False) -> SafeString:
    """Frame a part of a page; `flush` lets a table reach the edges, `href` leads to more."""
    return _from_template("card", content=content, title=title, icon=icon, href=href, flush=flush)


@register.simple_block_tag
def dialog(content: str, key: str, title: str, wide: bool = False) -> SafeString:
    """Hold a native dialog that `<button data-dialog-open="key">` opens."""
    return _from_template("dialog", content=content, key=key, title=title, wide=wide)


@register.simple_block_tag
def menu(content: str, label: str, icon: str = "dots", text: bool = False, kind: str = "quiet") -> SafeString:
    """Hold a menu that opens without JavaScript; its content is links and buttons of class `menu-item`."""
    return _from_template("menu", content=content, label=label, icon=icon, text=text, kind=kind)


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """Hold `tab`s: links to sister pages."""
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label, content)


@register.simple_tag
def tab(label: str, href: str, current: bool = False, count: int | None = None) -> SafeString:
    here = mark_safe(' aria-current="page"') if current else ""
    number = "" if count is None else format_html(' <span class="count">{}</span>', intcomma(count))
    return format_html('<a href="{}"{}>{}{}</a>', href, here, label, number)


@register.simple_block_tag
def facts(content: str, title: str = "") -> SafeString:
    """Hold `fact`s: what is known about a record."""
    heading = format_html('<h2 class="facts-title">{}</h2>', title) if title else ""
    return format_html('{}<dl class="facts">{}</dl>', heading, content)


@register.simple_tag
def fact(label: str, value: Any = None) -> SafeString:
    """Write one fact; an unknown one keeps its place."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, NOTHING if value in (None, "") else value)


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Entry], may_restore: bool = False) -> dict[str, Any]:
    """Tell a record's history, newest first; to those who may change the record with the way back to what was."""
    return {"entries": list(entries), "may_restore": may_restore}


@register.simple_tag(takes_context=True)
def drawn_section(context: Context, section: Drawn) -> SafeString:
    """Draw what a room shows on another room's page (`core.sections`); to be called inside of a live fragment."""
    if section.context is None:
        return SafeString("")
    page: Any = context.template
    with context.push(**section.context):
        return mark_safe(page.engine.get_template(section.template).render(context))


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, parameter: str = "sayfa") -> dict[str, Any]:
    """Draw the way through the pages of a list; the other parameters of the address stay."""

    def url(number: Any) -> str:
        query = context["request"].GET.copy()
        query[parameter] = str(number)
        return f"?{query.urlencode()}" if isinstance(number, int) else ""

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "here": page.number,
        "links": [(number, url(number)) for number in numbers] if page.has_other_pages() else [],
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }


def _from_template(component: str, **context: Any) -> SafeString:
    return render_to_string(f"components/{component}.html", context)


# Forms

_CHOICES_SIDE_BY_SIDE = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.inclusion_tag("components/field.html")
def field(bound: forms.BoundField, prefix: str = "", suffix: str = "", wide: bool = False) -> dict[str, Any]:
    """Draw a form field with its label, help and errors; `prefix` and `suffix` stand inside the box."""
    kind = _kind(bound.field.widget)
    return {
        "field": bound,
        "kind": kind,
        "control": _control(bound, kind),
        "group": bound.use_fieldset,
        "label_id": f"{bound.auto_id}_label",
        "prefix": prefix,
        "suffix": suffix,
        "wide": wide or kind == "textarea",
    }


@register.inclusion_tag("components/fields.html")
def fields(form: forms.BaseForm, *names: str) -> dict[str, Any]:
    """Draw the named fields of a form beside each other; without names all visible ones."""
    return {"fields": [form[name] for name in names] or form.visible_fields()}


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """Sum up what is wrong with a form, each line leading to its field; gets the focus when the page opens."""
    wrong = [bound for bound in form if bound.errors and not bound.is_hidden]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return {"general": [*form.non_field_errors(), *hidden], "fields": wrong}


@register.simple_block_tag
def section(content: str, title: str, text: str = "", fold: str = "", is_open: bool = False) -> SafeString:
    """Hold a part of a form under its own heading, with a sentence that helps.

    What is seldom needed is folded away behind the words `fold`, unless it `is_open` since something stands in it.
    """
    return _from_template("section", content=content, title=title, text=text, fold=fold, is_open=is_open)


@register.inclusion_tag("components/save_bar.html")
def save_bar(cancel: str = "", label: str = "", note: str = "") -> dict[str, Any]:
    """Draw the buttons under a form: save, and the way back without saving."""
    return {"label": label or _("Kaydet"), "cancel": cancel, "note": note}


def _kind(widget: forms.Widget) -> str:
    """Name the shape of a widget, by which its style is chosen."""
    if isinstance(widget, _CHOICES_SIDE_BY_SIDE):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "text"


def _control(bound: forms.BoundField, kind: str) -> SafeString:
    """Draw the bare widget, in our class and with the hints of its kind."""
    attributes: dict[str, str | bool] = {
        "class": f"{bound.field.widget.attrs.get('class', '')} control control-{kind}".strip()
    }
    if kind == "textarea":
        attributes["rows"] = "4"
    return bound.as_widget(attrs=attributes)
