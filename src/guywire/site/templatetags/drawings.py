"""`{% drawing "hang" %}`: a drawing of a person, with its text for people who do not see it."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from guywire.care.vocabulary import Side
from guywire.clinic.programs.coaching import limbs
from guywire.site.drawings import ALTERNATIVES, boxes, file_of, plain_paths

register = template.Library()


@register.simple_tag
def drawing(
    name: str, leg: str = "left", person: str = "", *, on_paper: bool = False
) -> SafeString:
    """Return the drawing `name`. The drawings show the left leg; for the right one it is mirrored.

    A page gets a reference to the file, whose colors follow the page's; paper gets the paths.
    """
    person = person or person_of(name)
    box = boxes()[person][name]
    content = _content(person, name, on_paper)
    if leg == "right":
        content = format_html('<g transform="{}">{}</g>', _mirror(box), content)
    return format_html(
        '<svg class="drawn" viewBox="{}" role="img" aria-label="{}">{}</svg>',
        box,
        alternative(name, leg),
        content,
    )


@register.simple_tag
def drawing_file(name: str, person: str = "") -> str:
    """Return the address of a drawing's file, for a page that fetches its frames."""
    return static(file_of(person or person_of(name), name))


def alternative(name: str, leg: str) -> str:
    side = Side.RIGHT if leg == "right" else Side.LEFT
    return str(ALTERNATIVES[name]).format(**limbs(side))


def person_of(name: str) -> str:
    """Return who shows a drawing where a page does not say: the pair shares the work."""
    return "ben" if "prone" in name else "ana"


def _content(person: str, name: str, on_paper: bool) -> SafeString:
    if on_paper:
        return mark_safe(plain_paths(person, name))  # noqa: S308
    return format_html('<use href="{}#drawing"/>', static(file_of(person, name)))


def _mirror(box: str) -> str:
    left, _top, width, _height = (int(edge) for edge in box.split())
    return f"matrix(-1 0 0 1 {2 * left + width} 0)"
