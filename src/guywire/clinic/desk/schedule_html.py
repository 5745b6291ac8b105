"""The rows of the schedule as HTML, without a template: a full day holds two hundred visits.

What people typed is escaped here, one by one; all else is a word, a number or an address of ours.
"""

from __future__ import annotations

from functools import cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from guywire.clinic.desk.schedule import Grid, Row, Slot
from guywire.clinic.desk.schedule_room import hours_for
from guywire.clinic.desk.visit_card import VisitCard
from guywire.clinic.visits.models import Visit

BUTTON = "button button--small button--quiet"


def schedule_rows(grid: Grid, moving: Visit | None, here: str) -> SafeString:
    """Return the rows of the table; `here` is the address of this day or week."""
    writer = _Writer(moving, escape(here), grid.kept_kinds)
    return mark_safe("".join(writer.row(row) for row in grid.rows))  # noqa: S308


class _Writer:
    def __init__(self, moving: Visit | None, here: str, kept_kinds: set[int]) -> None:
        self._moving = moving
        self._here = here
        self._booking = reverse("desk_book")
        self._kept_kinds = kept_kinds
        self._escaped = cache(escape)
        """Names of therapists and places come back in every row."""

    def row(self, row: Row) -> str:
        classes = " ".join(
            name
            for name, holds in (("hour", row.on_the_hour), ("has-visits", row.has_visits))
            if holds
        )
        hidden = "" if row.on_the_hour else ' class="visually-hidden"'
        cells = "".join(self._cell(slot) for slot in row.slots)
        return (
            f'<tr class="{classes}"><th scope="row"><span{hidden}>{row.label}</span></th>\n'
            f"{cells}</tr>\n"
        )

    def _cell(self, slot: Slot) -> str:
        if slot.card:
            return self._visit(slot, slot.card)
        if slot.kind == "free":
            return self._free(slot)
        if slot.kind == "held" and slot.stamp:
            return self._held(slot)
        return (
            f'<td rowspan="{slot.quarters}" class="slot slot--{slot.kind}">{_closed(slot)}</td>\n'
        )

    def _held(self, slot: Slot) -> str:
        """The way back to the booking that a time is held for."""
        place = slot.location.pk if slot.location else ""
        kind = f"&amp;kind={slot.held_kind}" if slot.held_kind else ""
        return (
            f'<td rowspan="{slot.quarters}" class="slot slot--held">'
            f'<a href="{self._booking}?at={place}&amp;with={slot.therapist.pk}'
            f'&amp;start={slot.stamp}{kind}">{escape(slot.text)}</a></td>\n'
        )

    def _free(self, slot: Slot) -> str:
        target = " slot--target" if self._moving else ""
        to = _drop(slot) if slot.is_bookable and not self._moving else ""
        return (
            f'<td rowspan="{slot.quarters}" class="slot slot--free {slot.tone}{target}"{to}>'
            f"{self._offer(slot)}</td>\n"
        )

    def _offer(self, slot: Slot) -> str:
        """The button or the link of a free time."""
        if slot.is_now:
            return '<span class="slot__now">Now</span>'
        if not slot.is_bookable:
            return '<span class="visually-hidden">free</span>'
        therapist, place = slot.therapist, slot.location
        place_name = self._escaped(place.name) if place else ""
        words = f"{slot.text}, {self._escaped(therapist.name)}, {place_name}"
        if self._moving:
            return (
                f'<button class="slot__free" name="to" value="{slot.to}">Here'
                f'<span class="visually-hidden">: {words}</span></button>'
            )
        at = place.pk if place else ""
        return (
            f'<a class="slot__free" href="{self._booking}?at={at}&amp;with={therapist.pk}'
            f'&amp;start={slot.stamp}"><span class="slot__plus" aria-hidden="true">'
            f"{self._escaped(slot.kept_for or '+')}</span>"
            f'<span class="visually-hidden">Book {words}</span></a>'
        )

    def _visit(self, slot: Slot, card: VisitCard) -> str:
        """The cell with the visit, its next act, and the card that opens without a script."""
        visit, name = card.visit, escape(card.name)
        therapist, is_moved = self._escaped(card.therapist), visit == self._moving
        second = f" <span>({escape(card.second_fact)})</span>" if card.second_fact else ""
        return (
            f'<td rowspan="{slot.quarters}" class="slot slot--visit {slot.tone}'
            f'{" slot--moving" if is_moved else ""} slot--{visit.status}" id="v{visit.pk}"'
            f"{self._drag(card)}>\n"
            f'<div class="slot__box"><button type="button" class="slot__open" '
            f'popovertarget="p{visit.pk}"><span class="slot__time">{card.clock}</span> '
            f'<strong>{name}</strong>{second} <span class="slot__where">'
            f'<span class="slot__who">{therapist} · </span>{self._escaped(card.where)}</span>'
            f"</button>\n{self._next(card, name)}</div>\n"
            f'<div popover id="p{visit.pk}" class="visit-card" role="dialog" aria-label="{name}">\n'
            f"  <p><strong>{name}</strong><br>{self._escaped(card.about)}<br>{therapist}, "
            f"{self._escaped(card.place or 'online')}{_phone(card)}</p>\n"
            f'  <div class="acts">{_acts(card)}\n  {self._change(card)}\n'
            f'  <a class="{BUTTON}" href="{card.address}">Open the visit</a>\n'
            f'  <a class="{BUTTON}" href="{card.chart}">Open the chart</a></div>\n'
            "</div></td>\n"
        )

    def _drag(self, card: VisitCard) -> str:
        """Where a visit that is dragged goes."""
        if self._moving or not card.can_change:
            return ""
        visit = card.visit
        needs = f"{hours_for(visit, self._kept_kinds) or ''}.{visit.minutes}.{visit.held_minutes}"
        return (
            f' data-move="{card.address}move/" data-needs="{needs}"'
            f"{'' if card.place else ' data-online'}"
        )

    def _next(self, card: VisitCard, name: str) -> str:
        if self._moving or card.next_act is None:
            return ""
        word, text = card.next_act
        return (
            f'<button class="slot__next" formaction="{card.address}{word}/" title="{text}">'
            f'<span aria-hidden="true">✓</span><span class="slot__word">{text}'
            f'<span class="visually-hidden">: {name}</span></span></button>'
        )

    def _change(self, card: VisitCard) -> str:
        if not card.can_change:
            return ""
        return (
            f'<button class="{BUTTON}" formaction="{card.address}cancel/">Patient canceled'
            f'</button>\n  <a class="{BUTTON}" href="{self._here}&amp;move={card.visit.public_id}">'
            "Move</a>"
        )


def _drop(slot: Slot) -> str:
    """What drag.js must know of a free time: its address, and which visits fit into it."""
    room = slot.room
    if room is None:
        return ""
    fits = f"{room.kept_for or ''}.{15 * room.inside}.{15 * room.idle}.{room.busy_with or ''}"
    online = "" if slot.therapist.offers_online else " data-not-online"
    return f' data-to="{slot.to}" data-room="{fits}"{online}'


def _closed(slot: Slot) -> str:
    """Why a time that is not free is not."""
    if slot.kind == "away":
        return "Away"
    if slot.kind in ("closed", "held"):
        return escape(slot.text)
    words = "kept free" if slot.kind == "gap" else "not at work"
    return f'<span class="visually-hidden">{words}</span>'


def _acts(card: VisitCard) -> str:
    return "".join(
        f'<button class="{BUTTON}" formaction="{card.address}{word}/">{text}</button>'
        for word, text in card.acts
    )


def _phone(card: VisitCard) -> str:
    if not card.phone:
        return ""
    return f'<br><a href="tel:{escape(card.phone_link)}">{escape(card.phone)}</a>'
