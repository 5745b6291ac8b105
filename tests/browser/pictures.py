"""What is in a screenshot, pixel by pixel; the browser itself unpacks it."""

from playwright.sync_api import Page

UNPACK = """async bytes => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
}"""
CLEARLY = 40


def share_that_differs(page: Page, one: bytes, other: bytes) -> float:
    """How much of a picture is clearly another color than in another one of its size."""
    share: float = page.evaluate(
        f"""async pictures => {{
        const [one, other] = await Promise.all(pictures.map({UNPACK}));
        let differ = 0;
        for (let i = 0; i < one.length; i += 4)
            if ([0, 1, 2].some(c => Math.abs(one[i + c] - other[i + c]) > {CLEARLY})) differ += 1;
        return differ / (one.length / 4);
        }}""",
        [list(one), list(other)],
    )
    return share


def share_of(page: Page, picture: bytes, color: str) -> float:
    """How much of a picture has exactly this color (#rrggbb)."""
    share: float = page.evaluate(
        f"""async ([picture, color]) => {{
        const pixels = await ({UNPACK})(picture);
        const wanted = [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16));
        let same = 0;
        for (let i = 0; i < pixels.length; i += 4)
            if (wanted.every((value, c) => pixels[i + c] === value)) same += 1;
        return same / (pixels.length / 4);
        }}""",
        [list(picture), color],
    )
    return share
