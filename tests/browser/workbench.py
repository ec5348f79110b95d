"""A live page with all that a person may be busy with inside of a fragment."""

from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.template import engines
from django.template.response import TemplateResponse

from kafkasder.live import live_page

_PAGE = """
{% extends layout %}
{% load live %}
{% block title %}{{ groups.0.name }}{% endblock %}
{% block content %}
  {% live "desk" data_announce="Tezgâh yenilendi" %}
    <table><tbody>
      {% for group in groups %}
        <tr id="row-{{ group.pk }}">
          <td class="name">{{ group.name }}</td>
          <td><input aria-label="Not" name="note-{{ group.pk }}" value="{{ group.name }}"></td>
          <td><input type="checkbox" aria-label="Seç"></td>
        </tr>
      {% endfor %}
    </tbody></table>
    <details><summary>Daha</summary><p class="count">{{ groups|length }}</p></details>
    <select aria-label="Tür"><option selected>bir</option><option>iki</option></select>
    <dialog id="inner"><p class="inside">{{ groups|length }}</p><input aria-label="İçeride"></dialog>
  {% endlive %}
  <dialog id="outer"><input aria-label="Pencerede"></dialog>
  <form><input aria-label="Dışarıda" name="outside" value="eski"></form>
{% endblock %}
"""


@live_page(shared=True)
def workbench(request: HttpRequest) -> TemplateResponse:
    groups = list(Group.objects.filter(name__startswith="g").order_by("pk"))
    return TemplateResponse(request, engines["django"].from_string(_PAGE), {"groups": groups})


_LONG_PAGE = """
{% extends layout %}
{% load live %}
{% block title %}{{ groups.0.name }}{% endblock %}
{% block content %}
  {% live "long" %}
    <ul class="box" data-live-keep="style">
      {% for group in groups %}<li>{{ group.name }}</li>{% endfor %}
      {% for number in numbers %}<li id="in-box-{{ number }}">{{ number }}</li>{% endfor %}
    </ul>
    <table><tbody>
      {% for group in groups %}<tr id="row-{{ group.pk }}"><td class="name">{{ group.name }}</td></tr>{% endfor %}
      {% for number in numbers %}<tr id="line-{{ number }}"><td>{{ number }}</td></tr>{% endfor %}
    </tbody></table>
  {% endlive %}
{% endblock %}
"""


@live_page(shared=True)
def long_workbench(request: HttpRequest) -> TemplateResponse:
    """More than a screen shows, with a box that scrolls by itself; the newest is at the top."""
    groups = list(Group.objects.filter(name__startswith="g").order_by("-pk"))
    context = {"groups": groups, "numbers": range(100)}
    return TemplateResponse(request, engines["django"].from_string(_LONG_PAGE), context)
