"""Lay screenshots side by side in one picture. The browser does it: no other library needed."""

from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Browser

from journey.walk import Step

SHOWN_PX = {"width": 195, "height": 422}
GAP_PX = 12
PER_ROW = 5
QUALITY_PERCENT = 72


def write_strip(browser: Browser, steps: list[Step], file: Path, *, dark: bool) -> None:
    ground = "#1c1b19" if dark else "#e9e4da"
    pictures = "".join(
        f'<img src="data:image/png;base64,{b64encode(step.screenshot).decode()}">' for step in steps
    )
    columns = min(PER_ROW, len(steps))
    width = columns * (SHOWN_PX["width"] + GAP_PX) + GAP_PX
    page = browser.new_page(viewport={"width": width, "height": 600}, device_scale_factor=2)
    page.set_content(
        f"<style>body{{margin:0;padding:{GAP_PX}px;background:{ground};display:grid;gap:{GAP_PX}px;"
        f"grid-template-columns:repeat({columns},{SHOWN_PX['width']}px)}}"
        f"img{{width:100%;height:{SHOWN_PX['height']}px;border-radius:10px}}</style>{pictures}"
    )
    page.screenshot(path=file, full_page=True, type="jpeg", quality=QUALITY_PERCENT)
    page.close()
