"""Draw the app's icons from icon.svg. Run by hand when it changes: `python tools/icons.py`."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent.parent / "src/guywire/site/static/site"
SAFE_ZONE = 0.68
"""A maskable icon may be cut to a circle of four fifths of its width."""


def main() -> None:
    rounded = (FOLDER / "icon.svg").read_text()
    square = rounded.replace(' rx="7"', "")
    margin = 16 * (1 - SAFE_ZONE)
    maskable = square.replace(
        '<g fill="none"',
        f'<g transform="translate({margin} {margin}) scale({SAFE_ZONE})" fill="none"',
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=["--no-sandbox"])
        for name, size, svg in (
            ("icon-180", 180, square),
            ("icon-192", 192, rounded),
            ("icon-512", 512, rounded),
            ("icon-maskable", 512, maskable),
        ):
            page = browser.new_page(viewport={"width": size, "height": size})
            style = f"*{{margin:0}}svg{{width:{size}px;height:{size}px;display:block}}"
            page.set_content(f"<style>{style}</style>{svg}")
            file = FOLDER / f"{name}.png"
            page.screenshot(path=file, omit_background=True)
            image = Image.open(file).convert("RGBA")
            image.quantize(64, method=Image.Quantize.FASTOCTREE).save(file, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
