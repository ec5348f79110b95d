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
  {% endlive %}
{% endblock %}
"""


@live_page(shared=True)
def workbench(request: HttpRequest) -> TemplateResponse:
    groups = list(Group.objects.filter(name__startswith="g").order_by("pk"))
    return TemplateResponse(request, engines["django"].from_string(_PAGE), {"groups": groups})
