"""A visit in the schedule as HTML, written without a template: a full day holds two hundred."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from guywire.clinic.desk.schedule import Slot
from guywire.clinic.desk.visit_card import VisitCard
from guywire.clinic.visits.models import Visit

NOTHING = mark_safe("")
CELL = (
    '<td rowspan="{quarters}" class="slot slot--visit {tone}{moving} slot--{status}" id="v{pk}"'
    '{move}>\n<div class="slot__box"><button type="button" class="slot__open" '
    'popovertarget="p{pk}"><span class="slot__time">{clock}</span> <strong>{name}</strong>'
    '{second} <span class="slot__where"><span class="slot__who">{therapist} · </span>{where}'
    "</span></button>\n{next}</div>\n"
    '<div popover id="p{pk}" class="visit-card" role="dialog" aria-label="{name}">\n'
    "  <p><strong>{name}</strong><br>{about}<br>{therapist}, {place}{phone}</p>\n"
    '  <div class="acts">{acts}\n  {change}\n'
    '  <a class="button button--small button--quiet" href="{address}">Open the visit</a>\n'
    '  <a class="button button--small button--quiet" href="{chart}">Open the chart</a></div>\n'
    "</div></td>\n"
)
NEXT = (
    '<button class="slot__next" formaction="{}{}/" title="{}"><span aria-hidden="true">✓</span>'
    '<span class="slot__word">{}<span class="visually-hidden">: {}</span></span></button>'
)
ACT = '<button class="button button--small button--quiet" formaction="{}{}/">{}</button>'
CHANGE = (
    '<button class="button button--small button--quiet" formaction="{}cancel/">Patient canceled'
    '</button>\n  <a class="button button--small button--quiet" href="{}&amp;move={}">Move</a>'
)


def visit_cell(slot: Slot, card: VisitCard, moving: Visit | None, here: str) -> SafeString:
    """The cell with the visit, its next act, and the card that opens without a script."""
    visit = card.visit
    return format_html(
        CELL,
        quarters=slot.quarters,
        tone=slot.tone,
        moving=" slot--moving" if visit == moving else "",
        status=visit.status,
        pk=visit.pk,
        move=_move(card) if moving is None else NOTHING,
        clock=card.clock,
        name=card.name,
        second=format_html(" <span>({})</span>", card.second_fact) if card.second_fact else NOTHING,
        therapist=card.therapist,
        where=card.where,
        next=_next(card) if moving is None else NOTHING,
        about=card.about,
        place=card.place or "online",
        phone=_phone(card) if card.phone else NOTHING,
        acts=_acts(card),
        change=format_html(CHANGE, card.address, here, visit.public_id)
        if card.can_change
        else NOTHING,
        address=card.address,
        chart=card.chart,
    )


def _move(card: VisitCard) -> SafeString:
    """Where a visit that is dragged goes."""
    if not card.can_change:
        return NOTHING
    online = NOTHING if card.place else mark_safe(" data-online")
    return format_html(' data-move="{}move/"{}', card.address, online)


def _next(card: VisitCard) -> SafeString:
    if card.next_act is None:
        return NOTHING
    word, text = card.next_act
    return format_html(NEXT, card.address, word, text, text, card.name)


def _acts(card: VisitCard) -> SafeString:
    """Not escaped: the words are constants, and an address of ours is made of safe letters."""
    return mark_safe("".join(ACT.format(card.address, *act) for act in card.acts))  # noqa: S308


def _phone(card: VisitCard) -> SafeString:
    return format_html('<br><a href="tel:{}">{}</a>', card.phone_link, card.phone)
