"""The things in the pictures: beds, pillows, chairs, a strap, a towel, a phone."""

import numpy as np

from drawings.paint import Prop
from drawings.poses import BED_MM
from drawings.rotation import Array, unit

MATTRESS_MM = 180.0
RAIL_MM = 80.0


def rect(kind: str, x: float, y: float, width: float, height: float, radius: float = 8) -> str:
    return (
        f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" rx="{radius:.0f}"/>'
    )


def bed_side(left: float, right: float) -> Prop:
    """Return a bed whose surface is y = 0, seen from the side."""
    width = right - left
    legs = "".join(
        rect("wood", x, MATTRESS_MM + RAIL_MM - 10, 52, BED_MM - MATTRESS_MM - RAIL_MM + 10)
        for x in (left + 60, right - 112)
    )
    rail = rect("wood", left + 26, MATTRESS_MM - 14, width - 52, RAIL_MM + 14, 12)
    return Prop(
        "bed",
        legs + rail + rect("bed", left, 0, width, MATTRESS_MM, 40),
        extent=(left, 0, right, BED_MM),
    )


def bed_above(left: float, top: float, right: float, bottom: float) -> Prop:
    svg = rect("bed", left, top, right - left, bottom - top, 44)
    return Prop("bed", svg, extent=(left, top, right, bottom))


def pillow_path(x: float) -> str:
    """Return a pillow that a head lies on; its near rim hides the lowest part of the head."""
    shape = f"M{x - 225:.0f} 4c-42-22-34-66 10-74c92-18 196-14 250 10c32 16 36 52 8 64z"
    return f'<path class="sheet" d="{shape}"/>'


def shadow(left: float, right: float) -> Prop:
    """Return where the body lies on the bed, darkened along the bed's upper edge."""
    path = f"M{left:.0f} 1H{right:.0f}q-16 32-80 34H{left + 80:.0f}q-64-2-80-34z"
    return Prop("shadow", f'<path class="shadow" d="{path}"/>')


def stool_side(x: float, height: float, width: float = 330) -> Prop:
    top = BED_MM - height
    legs = "".join(
        rect("wood", at, top + 20, 36, height - 20, 6) for at in (x + 28, x + width - 64)
    )
    svg = legs + rect("wood", x, top, width, 36, 12)
    return Prop("stool", svg, extent=(x, top, x + width, BED_MM))


def pillows_side(x: float, height: float, width: float = 420) -> Prop:
    """Return two firm pillows, one on the other, `height` high together."""
    half = height / 2
    text = ""
    for number in (0, 1):
        y = BED_MM - half * (number + 1)
        inset = 14 * number
        text += rect("sheet", x + inset, y, width - 2 * inset, half, half * 0.48)
        text += (
            f'<path class="line" d="M{x + inset + 40:.0f} {y + half / 2:.0f}h{width * 0.3:.0f}"/>'
        )
    return Prop("pillows", text, extent=(x, BED_MM - height, x + width, BED_MM))


def pillow_on_floor(x: float, height: float, width: float = 330) -> Prop:
    """Return a soft pillow in front of the knee that sinks into it."""
    left, top = x - width / 2, BED_MM - height
    svg = rect("sheet", left, top, width, height, height * 0.46)
    svg += (
        f'<path class="line" d="M{left + 40:.0f} {BED_MM - height * 0.45:.0f}h{width * 0.3:.0f}"/>'
    )
    return Prop("pillow", svg, over=True, extent=(left, top, left + width, BED_MM))


def chair_side(x: float, height: float, back_at_left: bool = True) -> Prop:
    """Return a dining chair whose seat is `height` high."""
    width, top = 400.0, BED_MM - height
    back_x = x + (0 if back_at_left else width - 34)
    legs = "".join(rect("wood", at, top + 20, 34, height - 20, 6) for at in (x + 4, x + width - 38))
    back = rect("wood", back_x, top - 420, 34, 440, 10)
    slats = rect("wood", back_x - 6, top - 420, 46, 90, 12)
    svg = legs + back + slats + rect("wood", x - 6, top, width + 12, 38, 14)
    return Prop("chair", svg, extent=(x - 6, top - 420, x + width + 6, BED_MM))


def band(points: Array, width: float = 24) -> str:
    """Return a flat strap along picture points, lighter inside its edges."""
    data = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
    return (
        f'<path class="strap-edge" stroke-width="{width + 9:.0f}" d="{data}"/>'
        f'<path class="strap-band" stroke-width="{width:.0f}" d="{data}"/>'
    )


def towel_end(x: float, y: float, radius: float) -> str:
    """Return a rolled towel seen on its end, its middle at (x, y)."""
    r = radius
    return (
        f'<circle class="towel" cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}"/>'
        f'<path class="towel line" d="M{x + r * 0.1:.0f} {y + r * 0.1:.0f}'
        f"a{r * 0.22:.0f} {r * 0.22:.0f} 0 1 1 {-r * 0.3:.0f}-{r * 0.22:.0f}"
        f"a{r * 0.5:.0f} {r * 0.5:.0f} 0 1 1 {-r * 0.2:.0f} {r * 0.66:.0f}"
        f'"/>'
    )


def phone_on(at: Array, along: Array, out: Array, length: float = 150) -> str:
    """Return a phone that lies on skin at `at`, its long edge along, its screen looking `out`.

    It is drawn as seen a little from above its screen, so that one knows it for a phone, with a
    ring around the spot.
    """
    u, n = unit(along), unit(out)
    half, thick, rise = length / 2, 15.0, 46.0
    lean = u * 16

    def corner(x: float, y: float, skew: float = 0.0) -> str:
        point = at + u * x + n * y + lean * skew
        return f"{point[0]:.0f} {point[1]:.0f}"

    body = (
        f"M{corner(-half, 2)}L{corner(half, 2)}L{corner(half, thick)}"
        f"L{corner(half, thick + rise, 1)}L{corner(-half, thick + rise, 1)}"
        f"L{corner(-half, thick)}z"
    )
    inset = 9.0
    screen = (
        f"M{corner(-half + inset, thick + 4, 0.1)}L{corner(half - inset, thick + 4, 0.1)}"
        f"L{corner(half - inset, thick + rise - 6, 0.88)}"
        f"L{corner(-half + inset, thick + rise - 6, 0.88)}z"
    )
    return f'<path class="phone" d="{body}"/><path class="screen" d="{screen}"/>'


def ring(at: Array, along: Array) -> str:
    """Return a ring around a spot on the skin."""
    turn = float(np.degrees(np.arctan2(along[1], along[0])))
    return (
        f'<ellipse class="ring" rx="104" ry="62" '
        f'transform="translate({at[0]:.0f} {at[1]:.0f}) rotate({turn:.0f})"/>'
    )


def felt(at: Array, along: Array) -> str:
    turn = float(np.degrees(np.arctan2(along[1], along[0])))
    return (
        f'<ellipse class="felt" rx="112" ry="30" '
        f'transform="translate({at[0]:.0f} {at[1]:.0f}) rotate({turn:.0f})"/>'
    )


def box(x0: float, x1: float, y0: float, y1: float, z0: float, z1: float) -> Array:
    """Return a box's triangles, small enough for the depth order."""
    corners = np.array([[x, y, z] for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)], float)
    sides = ((0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5))
    steps = np.linspace(0, 1, 11)
    triangles = []
    for side in sides:
        a, b, d, c = corners[list(side)]
        grid = np.array(
            [
                [(a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v for u in steps]
                for v in steps
            ]
        )
        first, second = grid[:-1, :-1].reshape(-1, 3), grid[:-1, 1:].reshape(-1, 3)
        third, fourth = grid[1:, 1:].reshape(-1, 3), grid[1:, :-1].reshape(-1, 3)
        triangles += [np.stack([first, second, third], 1), np.stack([first, third, fourth], 1)]
    return np.concatenate(triangles)
