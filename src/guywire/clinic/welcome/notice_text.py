"""A notice as staff write it (light Markdown) becomes HTML that can do no harm."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("zero").enable(["emphasis", "link", "list", "newline"])
TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li"}
SCHEMES = {"https", "http", "tel", "mailto"}


def as_html(text: str) -> SafeString:
    html = nh3.clean(
        MARKDOWN.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(html)  # noqa: S308  (cleaned to a short list of tags on the line above)
