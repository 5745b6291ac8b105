"""Colors: each class of the drawings as attributes that a page may change by custom properties."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    skin: str
    skin_far: str
    skin_line: str
    hair: str
    hair_line: str
    top: str
    top_far: str
    top_line: str
    low: str = "#3d5379"
    low_far: str = "#30425f"
    low_line: str = "#22304a"


THINGS = {
    "bed": "#dfe7ea",
    "bed-line": "#9fb0b8",
    "sheet": "#f4f7f6",
    "wood": "#c8a478",
    "wood-line": "#97734b",
    "strap": "#c9493d",
    "strap-line": "#8f2b22",
    "towel": "#f0c659",
    "towel-line": "#aa8326",
    "phone": "#26323d",
    "screen": "#8fe3d4",
    "ring": "#c2551d",
    "felt": "#f08a4b",
    "eye": "#2b211d",
}


def attributes(palette: Palette) -> dict[str, str]:
    """Return the presentation attributes of each class used in the drawings."""
    colors = {name.replace("_", "-"): value for name, value in vars(palette).items()} | THINGS

    def color(name: str) -> str:
        return f"var(--d-{name},{colors[name]})"

    def filled(name: str, far: bool = False) -> str:
        fill = f"{name}-far" if far else name
        return f'fill="{color(fill)}" stroke="{color(f"{name}-line")}"'

    def stroked(name: str, width: float) -> str:
        return f'fill="none" stroke="{color(name)}" stroke-width="{width:g}"'

    def shade(name: str, opacity: float) -> str:
        return f'fill="{color(f"{name}-line")}" stroke="none" opacity="{opacity:g}"'

    table = {"shadow": shade("bed", 0.45)}
    for part in ("skin", "top", "low"):
        table[part] = filled(part)
        table[f"{part} far"] = filled(part, far=True)
        table[f"{part} shade"] = shade(part, 0.24)
        table[f"{part} fold"] = stroked(f"{part}-line", 5)
    table["hair"] = f'fill="{color("hair")}" stroke="{color("hair-line")}"'
    table["hair shade"] = shade("hair", 0.35)
    for thing in ("bed", "wood", "strap", "towel"):
        table[thing] = filled(thing)
    table["sheet"] = f'fill="{color("sheet")}" stroke="{color("bed-line")}"'
    table |= {
        "eye": f'fill="{color("eye")}" stroke="none"',
        "lid": stroked("eye", 5),
        "brow": stroked("hair", 8),
        "mouth": stroked("skin-line", 6),
        "nose": stroked("skin-line", 5),
        "crease": stroked("skin-line", 4),
        "finger": stroked("skin-line", 4),
        "strap-edge": f'fill="none" stroke="{color("strap-line")}"',
        "strap-band": f'fill="none" stroke="{color("strap")}"',
        "towel line": stroked("towel-line", 5),
        "phone": f'fill="{color("phone")}" stroke="{color("phone")}"',
        "screen": f'fill="{color("screen")}" stroke="none"',
        "ring": stroked("ring", 9),
        "felt": f'fill="{color("felt")}" stroke="none" opacity="0.75"',
        "line": stroked("bed-line", 5),
    }
    return table


def painted(text: str, palette: Palette) -> str:
    """Replace each class by its attributes. Raises KeyError for a class without any."""
    table = attributes(palette)
    return re.sub(r'class="([^"]*)"', lambda match: table[match[1]], text)
