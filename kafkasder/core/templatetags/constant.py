"""`{% constant %}…{% endconstant %}`: a part of a template that says the same on every page, to everybody."""

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.tag
def constant(parser: Parser, token: Token) -> "ConstantNode":
    nodes = parser.parse(("endconstant",))
    parser.delete_first_token()
    if nodes.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("{% constant %} holds no {% block %}: each page fills it differently")
    return ConstantNode(nodes)


class ConstantNode(template.Node):
    """Rendered once in each language, without a single variable of the page: nothing of a viewer can get in.

    Links lead where the addresses in use say; the tests use several sets of them.
    """

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._rendered: dict[tuple[str | None, str], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = get_language(), settings.ROOT_URLCONF
        if key not in self._rendered:
            self._rendered[key] = self.nodelist.render(context.new())
        return self._rendered[key]
