"""`{% public %}` … `{% endpublic %}`: a part of a page that depends on the content alone.

It is rendered once for each version of the content, language and argument, and only while a page
is made for somebody who reads (guywire.clinic.welcome.content). Nothing of a person may stand in
it. What it shows beside the content are its arguments: `{% public request.path %}`.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString

from guywire.clinic.welcome.content import remembered_part

register = template.Library()


class PublicPart(template.Node):
    child_nodelists = ()
    """No block is in a part: Django, which looks for blocks at each render, need not look here."""

    def __init__(self, nodelist: NodeList, arguments: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.arguments = arguments

    def render(self, context: Context) -> SafeString:
        key = (self, *[argument.resolve(context) for argument in self.arguments])
        return remembered_part(key, lambda: self.nodelist.render(context))


@register.tag
def public(parser: Parser, token: Token) -> PublicPart:
    arguments = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endpublic",))
    parser.delete_first_token()
    blocks: list[Any] = nodelist.get_nodes_by_type(BlockNode)
    if blocks:
        raise template.TemplateSyntaxError(
            f"{{% public %}} holds the block {blocks[0].name!r}, which other templates fill."
        )
    return PublicPart(nodelist, arguments)
