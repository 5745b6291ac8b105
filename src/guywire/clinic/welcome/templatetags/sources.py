"""The one way to open a number to its source, on every page: `{% source "A12" %}`."""

import re

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from guywire.body.evidence import finding

register = template.Library()
MARK = re.compile(r" ?\[([A-Z]\d\d)\]")


@register.simple_tag
def source(finding_id: str) -> SafeString:
    """A small link to the finding. An id that does not exist is a mistake and raises."""
    found = finding(finding_id)
    checked = "" if found.seen else ", remembered and not yet checked"
    return format_html(
        '<sup class="source"><a href="{}#{}">source<span class="visually-hidden">: {}{}</span>'
        "</a></sup>",
        reverse("evidence"),
        found.id,
        found.source.short,
        checked,
    )


@register.filter
def with_sources(text: str) -> SafeString:
    """Escaped text in which each `[A12]` has become a link to that finding."""
    escaped = str(conditional_escape(text))
    return mark_safe(MARK.sub(lambda mark: source(mark[1]), escaped))  # noqa: S308
