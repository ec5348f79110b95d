"""`{% live "rows" tag="tbody" class="table-tbody" %}…{% endlive %}`: a part of a page that keeps itself up to date.

`{% personal ids %}…{% otherwise %}…{% endpersonal %}` in it is what the users with these keys see, and what all others
do; `{% otherwise %}` may be left out. It is how a part that is drawn once for many tells each their own.

Where the variable `is_watched` is set, the part belongs to another live page, named by `data-live-url` around it, and
is left out when this one is drawn for an update. Where `is_still` is set, the page stands in the place of one that
cannot be shown, and nothing of it is watched.
"""

from typing import Any

from django import template
from django.contrib.auth.context_processors import PermWrapper
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..audience import Audience
from ..mixed import either, is_mixed
from ..pages import Fragment, LivePageError

register = template.Library()


@register.tag
def live(parser: Parser, token: Token) -> "LiveNode":
    bits = token.split_contents()[1:]
    if not bits or "=" in bits[0]:
        raise template.TemplateSyntaxError("{% live %} begins with the fragment's name")
    attributes = token_kwargs(bits[1:], parser)
    nodes = parser.parse(("endlive",))
    parser.delete_first_token()
    if nodes.get_nodes_by_type(LiveNode):
        raise template.TemplateSyntaxError("{% live %} fragments do not nest")
    return LiveNode(parser.compile_filter(bits[0]), attributes, nodes)


class LiveNode(template.Node):
    def __init__(
        self,
        name: FilterExpression,
        attributes: dict[str, FilterExpression],
        nodelist: NodeList,
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        if context.get("is_watched") and _run_of(context) is not None:
            return SafeString("")  # another page draws it, and what it reads is no matter of this one
        name = str(self.name.resolve(context))
        fragment = self._drawn(context)
        if "csrfmiddlewaretoken" in fragment.html:
            raise LivePageError(f"the live fragment {name!r} holds a CSRF token, which differs from viewer to viewer")
        self._collect(name, fragment, context)
        return self._element(name, fragment, context)

    def _drawn(self, context: Context) -> Fragment:
        """Draw the part: finished for whoever loads the page, and left open where the live layer does that later."""
        with context.push(tells_apart=True):
            fragment = Fragment.of(self._inside(context).strip())  # layouts indent differently
        run = _run_of(context)
        if not is_mixed(fragment.html) or (run is not None and run.is_for_many):
            return fragment
        return fragment.finished_for(context["request"].user.pk)

    def _inside(self, context: Context) -> str:
        request: Any = context.get("request")
        audience: Audience | None = getattr(request, "live_audience", None)
        if audience is None:
            return self.nodelist.render(context)
        user, request.user = request.user, audience
        try:
            with context.push(user=audience, perms=PermWrapper(audience)):
                html = self.nodelist.render(context)
        finally:
            request.user = user
        audience.check()
        return html

    def _collect(self, name: str, fragment: Fragment, context: Context) -> None:
        run = _run_of(context)
        if run is None:
            return
        if name in run.fragments:
            raise LivePageError(f"two live fragments are called {name!r}")
        run.fragments[name] = fragment

    def _element(self, name: str, fragment: Fragment, context: Context) -> SafeString:
        given = {key.replace("_", "-"): value.resolve(context) for key, value in self.attributes.items()}
        tag = given.pop("tag", "div")
        attributes = {"id": f"live-{name}"}
        if context.get("is_watched") or (_is_live(context.get("request")) and not context.get("is_still")):
            attributes |= {"data-live": name, "data-live-digest": fragment.digest}
        written = format_html_join("", ' {}="{}"', (attributes | given).items())
        return mark_safe(f"<{tag}{written}>{fragment.html}</{tag}>")


@register.tag
def personal(parser: Parser, token: Token) -> "PersonalNode":
    bits = token.split_contents()
    if len(bits) != 2:
        raise template.TemplateSyntaxError("{% personal %} is given the key of a user, or several")
    own, other = parser.parse(("otherwise", "endpersonal")), NodeList()
    if parser.next_token().contents == "otherwise":
        other = parser.parse(("endpersonal",))
        parser.delete_first_token()
    return PersonalNode(parser.compile_filter(bits[1]), own, other)


class PersonalNode(template.Node):
    child_nodelists = ("own", "other")

    def __init__(self, ids: FilterExpression, own: NodeList, other: NodeList) -> None:
        self.ids = ids
        self.own = own
        self.other = other

    def render(self, context: Context) -> SafeString:
        given = self.ids.resolve(context)
        ids = [given] if isinstance(given, int) else (given or [])
        if not context.get("tells_apart"):
            raise LivePageError("{% personal %} stands in a live part, which finishes it")
        other = self.other.render(context)
        return either(ids, self.own.render(context), other) if ids else other


def _run_of(context: Context) -> Any:
    """Return the run of the live layer for which the page is drawn; None for a page load."""
    return getattr(context.get("request"), "live", None)


def _is_live(request: Any) -> bool:
    """Whether the page's own view is live; a layout may hold fragments that stand still on other pages."""
    match = getattr(request, "resolver_match", None)
    return hasattr(getattr(match, "func", None), "live_mark")
