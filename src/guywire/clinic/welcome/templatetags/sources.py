"""The one way to open a number to its source, on every page: `{% source "A12" %}`."""

import re

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from guywire.body.evidence import finding

register = template.Library()
PLACES = (("10.", "https://doi.org/"), ("PMC", "https://pmc.ncbi.nlm.nih.gov/articles/"))
MARK = re.compile(r" ?\[([A-Z]\d\d)\]")


@register.simple_tag
def source(finding_id: str) -> SafeString:
    """A small link to the finding. An id that does not exist is a mistake and raises."""
    found = finding(finding_id)
    checked = "" if found.seen else _(", remembered and not yet checked")
    return format_html(
        '<sup class="source"><a href="{}#{}">{}<span class="visually-hidden">: '
        '<span lang="en">{}</span>{}</span></a></sup>',
        reverse("evidence"),
        found.id,
        _("source"),
        found.source.short,
        checked,
    )


@register.filter
def as_source(name: str) -> SafeString:
    """A finding's id, a DOI or a PMC number as a link; anything else as it is."""
    if re.fullmatch(r"[A-Z]\d\d", name):
        return format_html('<a href="{}#{}">{}</a>', reverse("evidence"), name, name)
    for start, place in PLACES:
        if name.startswith(start):
            return format_html('<a href="{}{}" rel="noreferrer">{}</a>', place, name, name)
    return conditional_escape(name)


@register.filter
def with_sources(text: object) -> SafeString:
    """Escaped text in which each `[A12]` has become a link to that finding."""
    escaped = str(conditional_escape(str(text)))
    return mark_safe(MARK.sub(lambda mark: source(mark[1]), escaped))  # noqa: S308
