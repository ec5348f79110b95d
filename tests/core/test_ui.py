"""Each component says the same to eyes, keyboards and screen readers, and escapes what people typed."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from kafkasder.core.fields import PhoneField
from kafkasder.core.states import Transition
from kafkasder.core.timeline import Change, Entry

NINE = datetime(2026, 3, 14, 6, 0, tzinfo=UTC)


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context)).strip()


def squeezed(source, **context):
    return " ".join(render(source, **context).split())


def sprite_names():
    return set(re.findall(r'<symbol id="([^"]+)"', Path(finders.find("icons/sprite.svg")).read_text()))


def test_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "home" %}')
    assert 'role="img" aria-label="Ev"' in render('{% icon "home" label="Ev" %}')


def test_every_icon_that_templates_name_is_drawn():
    used = set()
    for page in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        used |= set(re.findall(r'\bicon(?:=| )"([a-z-]+)"', page.read_text()))
    assert used - sprite_names() == set()


def test_every_icon_that_rooms_register_is_drawn():
    rooms = {Path(config.path) for config in apps.get_app_configs()}
    used = set()
    for room in (room for room in rooms if room.is_relative_to(settings.BASE_DIR) and ".venv" not in room.parts):
        for code in room.rglob("*.py"):
            used |= set(re.findall(r'\bicon="([a-z-]+)"', code.read_text()))
    assert used - sprite_names() == set()


@pytest.mark.parametrize(
    "component", ["{% badge text %}", "{% button text %}", "{% chip text %}", "{% fact text text %}"]
)
def test_what_people_typed_is_escaped(component):
    html = render(component, text="<b>&</b>")
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    "component", ["{% badge text %}", '{% icon "home" label=text %}', '{% choice_button "a" "b" text "b" %}']
)
def test_what_was_once_drawn_as_safe_is_escaped_where_it_is_typed(component):
    assert "<i>" in render(component, text=mark_safe("<i>twin</i>"))
    assert "<i>" not in render(component, text="<i>twin</i>")


def test_badge_wears_its_tone():
    assert render('{% badge "Acil" tone="danger" %}') == '<span class="tag tag-danger">Acil</span>'


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ayşe Yılmaz", "AY"), ("İbrahim Ethem Çelik", "İÇ"), ("Ali", "A"), ("", ""), ("Ali Ali", "AA"), ("- Can", "C")],
)
def test_avatar_shows_first_and_last_initial(name, initials):
    assert re.sub("<[^>]+>", "", render("{% avatar name %}", name=name)) == initials


@pytest.mark.parametrize(
    ("language", "amount", "currency", "text"),
    [
        ("tr", "1234.5", "TRY", "1.234,50\u00a0₺"),
        ("tr", "-1234567", "USD", "−1.234.567,00\u00a0$"),
        ("en", "1234.5", "TRY", "₺1,234.50"),
        ("en", "0", "CHF", "CHF0.00"),
        ("en", "2.5", "XAU", "2.50\u00a0g gold"),
    ],
)
def test_money_is_written_in_the_language_of_the_page(language, amount, currency, text):
    with translation.override(language):
        html = render("{% money amount currency %}", amount=Decimal(amount), currency=currency)
    assert html == f'<span class="amount">{text}</span>'


def test_moment_gives_machine_and_reader_their_form():
    html = render("{% moment when relative=True %}", when=NINE)
    assert html == '<time datetime="2026-03-14T09:00:00+03:00" data-relative>14 Mart 2026 09:00</time>'
    assert render("{% moment when %}", when=date(1985, 3, 5)) == '<time datetime="1985-03-05">5 Mart 1985</time>'


@pytest.mark.parametrize("component", ["{% moment None %}", "{% money None %}"])
def test_what_is_unknown_is_a_dash(component):
    assert "–" in render(component)


def test_button_becomes_a_link_and_passes_attributes_on():
    link = render('{% button "Ekle" kind="primary" href="/ekle/" icon="plus" data_sheet=True %}')
    assert link.startswith("<a ")
    assert 'href="/ekle/"' in link
    assert 'class="button button-primary"' in link
    assert " data-sheet>" in link
    assert 'type="submit"' in render('{% button "Kaydet" %}')


def test_icon_button_keeps_its_name():
    html = render('{% button "Düzenle" icon="edit" icon_only=True %}')
    assert '<span class="visually-hidden">Düzenle</span>' in html
    assert 'title="Düzenle"' in html


def test_masked_value_is_revealed_by_a_page_only_if_there_is_one():
    assert "<a" not in render('{% masked "•••42" %}')
    assert 'href="/goster/"' in render('{% masked "•••42" "/goster/" label="IBAN" %}')


def test_blocks_hold_their_content():
    assert "<h2" in render('{% card title="Hane" %}içerik{% endcard %}')
    assert "<h2" not in render("{% card %}içerik{% endcard %}")
    assert 'aria-labelledby="sil-title"' in squeezed('{% dialog "sil" "Sil" %}emin?{% enddialog %}')
    assert "<summary" in render('{% menu "İşler" %}<a class="menu-item">Taşı</a>{% endmenu %}')
    tabs = render('{% tabs "Bölümler" %}{% tab "A" "/a/" current=True count=3 %}{% tab "B" "/b/" %}{% endtabs %}')
    assert tabs.count('aria-current="page"') == 1
    facts = render('{% facts %}{% fact "Telefon" "0532" %}{% fact "Not" %}{% endfacts %}')
    assert facts.count("<dt>") == 2


def test_timeline_tells_changes_or_that_there_is_nothing():
    entry = Entry(at=NINE, title="Düzenlendi", actor="Ayşe", changes=[Change("Mahalle", "Eski", "")])
    html = squeezed("{% timeline entries %}", entries=[entry])
    assert "<del>Eski</del>" in html
    assert "<ins>boş</ins>" in html
    assert "Henüz bir kayıt yok" in render("{% timeline entries %}", entries=[])


def test_pagination_keeps_the_other_parameters(rf):
    page = Paginator(range(100), 10).page(5)
    html = render("{% pagination page %}", page=page, request=rf.get("/?q=ay%C5%9Fe&sayfa=5"))
    assert 'href="?q=ay%C5%9Fe&amp;sayfa=6"' in html
    assert html.count('aria-current="page"') == 1
    assert render("{% pagination page %}", page=Paginator([], 10).page(1), request=rf.get("/")) == ""


class PersonForm(forms.Form):
    name = forms.CharField(label="Ad soyad", help_text="Kimlikteki gibi.")
    phone = PhoneField(label="Telefon", required=False)
    urgent = forms.BooleanField(label="Acil", required=False)
    kind = forms.ChoiceField(label="Tür", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_field_ties_label_help_and_errors_to_its_control():
    html = squeezed("{% field form.name %}", form=PersonForm({}))
    assert 'for="id_name"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="required"' in html


def test_field_keeps_the_mask_of_its_widget():
    html = render("{% field form.phone %}", form=PersonForm())
    assert 'data-mask="phone"' in html
    assert 'class="control control-text"' in html
    assert 'class="required"' not in html


def test_choices_are_a_group_with_a_name():
    html = squeezed("{% field form.kind %}", form=PersonForm())
    assert 'role="group" aria-labelledby="id_kind_label"' in html
    assert 'id="id_kind_label"' in html


def test_checkbox_stands_in_its_label():
    assert re.search(
        r"<label class=\"check\"><input type=\"checkbox\"", render("{% field form.urgent %}", form=PersonForm())
    )


def test_affixes_stand_inside_the_box():
    assert '<span class="control-affix">₺</span>' in render('{% field form.name suffix="₺" %}', form=PersonForm())


def test_fields_draws_the_named_ones_or_all():
    assert render('{% fields form "phone" %}', form=PersonForm()).count("field-label") == 1
    assert render("{% fields form %}", form=PersonForm()).count('class="field ') == 4


def test_form_errors_lead_to_their_fields():
    form = PersonForm({"phone": "12"})
    form.add_error(None, "Kayıt değişmiş.")
    html = squeezed("{% form_errors form %}", form=form)
    assert "<li>Kayıt değişmiş.</li>" in html
    assert '<a href="#id_phone">Telefon</a>' in html
    assert "data-focus" in html
    assert render("{% form_errors form %}", form=PersonForm()) == ""


def test_save_bar_saves_by_key_and_leaves_without_saving():
    html = squeezed('{% save_bar cancel="/geri/" %}')
    assert "data-save" in html
    assert 'href="/geri/"' in html


def ways_out(*transitions):
    row = SimpleNamespace(pk=7)
    context = {"transitions": transitions, "row": row, "state_url_name": "privacy:request_state"}
    return " ".join(render_to_string("components/transitions.html", context).split())


def test_ways_out_of_a_state_are_sent_asked_in_the_dialog_or_kept_in_a_menu():
    work = Transition("received", "work", "İşleme al")
    answer = Transition("received", "answered", "Yanıtla", asks_more=True)
    refuse = Transition("received", "refused", "Reddet", needs_reason=True)
    html = ways_out(refuse, work, answer)
    assert re.search(r'<button[^>]*formaction="[^"]*/7/durum/work/"[^>]*>İşleme al', html)
    assert re.search(r"<a [^>]*data-sheet[^>]*>Yanıtla", html)
    assert html.index("Durumu değiştir") < html.index("Reddet")
    assert html.count("menu-item") == 1


def test_without_a_way_that_asks_for_a_reason_there_is_no_empty_menu():
    assert "Durumu değiştir" not in ways_out(Transition("received", "work", "İşleme al"))


def test_a_brief_moment_leaves_out_what_goes_without_saying():
    this_year = timezone.localtime().replace(month=3, day=9, hour=14, minute=5)
    whole = f"9 Mart {this_year.year} 14:05"
    assert f' title="{whole}">9 Mar</time>' in render("{% moment at brief=True %}", at=this_year)
    assert ">09.03.2021</time>" in render("{% moment at brief=True %}", at=this_year.replace(year=2021))
    assert f">{whole}</time>" in render("{% moment at relative=True %}", at=this_year)
