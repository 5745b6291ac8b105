"""Messages of care and hips in the language of the page."""

from django import template
from django.utils.translation import gettext, ngettext

from guywire.care.words import Message

register = template.Library()


@register.filter
def translated(words: Message | str) -> str:
    """Return a message in the current language. Plain text stays as it is."""
    return words.render(gettext, ngettext) if isinstance(words, Message) else words
