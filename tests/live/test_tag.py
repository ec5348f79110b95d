"""The `{% live %}` tag: what it makes, and what it refuses."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from kafkasder.live import live_page
from kafkasder.live.audience import Audience, LeakError
from kafkasder.live.context import layout
from kafkasder.live.pages import Fragment, LivePageError, LiveRun


@live_page()
def some_view(request: HttpRequest) -> None: ...


def render(source: str, *, live: bool = False, view: Any = some_view, **context: Any) -> str:
    request: Any = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, full_name="Ayşe")
    request.resolver_match = SimpleNamespace(func=view)
    if live:
        request.live = LiveRun()
    return str(engines["django"].from_string("{% load live %}" + source).render(context, request))


def test_an_element_with_name_digest_and_attributes() -> None:
    html = render('{% live "rows" tag="tbody" class="a b" data_announce=said %}\n <tr></tr> {% endlive %}', said='"x"')
    digest = Fragment.of("<tr></tr>").digest
    assert html == (
        f'<tbody id="live-rows" data-live="rows" data-live-digest="{digest}" class="a b" data-announce="&quot;x&quot;">'
        "<tr></tr></tbody>"
    )


def test_on_a_page_that_is_not_live_it_stands_still() -> None:
    assert render('{% live "x" %}a{% endlive %}', view=len) == '<div id="live-x">a</div>'


def test_the_name_may_be_a_variable_and_the_id_another() -> None:
    assert 'id="here" data-live="rows-5"' in render('{% live name id="here" %}{% endlive %}', name="rows-5")


@pytest.mark.parametrize(
    "source",
    [
        "{% live %}{% endlive %}",
        '{% live tag="p" %}{% endlive %}',
        '{% live "a" %}{% live "b" %}{% endlive %}{% endlive %}',
    ],
)
def test_what_does_not_parse(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_two_fragments_of_one_name_are_refused() -> None:
    with pytest.raises(LivePageError, match="two live fragments"):
        render('{% live "a" %}{% endlive %}{% live "a" %}{% endlive %}', live=True)


def test_a_csrf_token_is_refused() -> None:
    with pytest.raises(LivePageError, match="CSRF"):
        render('{% live "a" %}<form>{% csrf_token %}</form>{% endlive %}')


def test_the_layout_is_bare_for_the_live_layer() -> None:
    assert layout(SimpleNamespace(live=LiveRun())) == {"layout": "layouts/bare.html"}  # type: ignore[arg-type]


class TestAudience:
    audience = Audience({"a.see"}.__contains__, "tr")

    def test_it_has_permissions_and_a_language(self) -> None:
        assert self.audience.has_perm("a.see")
        assert not self.audience.has_perms(["a.see", "a.do"])
        assert (self.audience.language, self.audience.is_authenticated, self.audience.is_active) == ("tr", True, True)

    @pytest.mark.parametrize("name", ["pk", "id", "email", "full_name", "groups", "is_superuser", "_wrapped"])
    def test_anything_else_is_a_leak(self, name: str) -> None:
        with pytest.raises(LeakError):
            getattr(self.audience, name)

    @pytest.mark.parametrize(
        "use", [str, lambda audience: audience == object(), "{}".format, lambda audience: audience in {object()}]
    )
    def test_so_is_using_it_as_somebody(self, use: Any) -> None:
        with pytest.raises(LeakError):
            use(self.audience)

    def test_a_swallowed_leak_is_raised_later(self) -> None:
        audience = Audience({"a.see"}.__contains__, "tr")
        render("{% if user.pk == 5 %}x{% endif %}", user=audience)
        with pytest.raises(LeakError):
            audience.check()
