"""How smoothly the figures of /why/ walk in Chromium; writes docs/figure.md.

    .venv/bin/python -m benchmarks.figure

Serves a practice of its own, opens the page as a phone does (390×844) and lets it walk, full
speed and with the main thread slowed four times, which is our mid-range phone; and once as in a
browser that cannot draw in a worker. All settings in turn, round after round, so that a busy
moment of the machine hits them all.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import processor, wait_until_quiet
from playwright.sync_api import Browser, CDPSession, Page, Worker, sync_playwright

PAGE_FILE = Path(__file__).parent.parent / "docs" / "figure.md"
PHONE = {"width": 390, "height": 844}
SECONDS = 10
CHROMIUMS = ("chromium", "google-chrome", "chromium-headless-shell")
ROUNDS = 5
REFRESH_MS = 1000 / 60
PATIENCE_S = 120
TIMES = {
    "all": "TaskDuration",
    "script": "ScriptDuration",
    "style": "RecalcStyleDuration",
    "layout": "LayoutDuration",
}
WATCH = """ms => new Promise(done => {
  const at = [];
  const see = now => { at.push(now); now - at[0] < ms ? requestAnimationFrame(see) : done(at); };
  requestAnimationFrame(see);
})"""


@dataclass(frozen=True)
class Setting:
    """How many times slower the main thread runs, pixels to a CSS pixel, and who draws."""

    slower: int
    density: int
    in_worker: bool = True


@dataclass(frozen=True)
class Walk:
    """Frames a second where they are drawn, the share that came late, and processor time a frame.

    `busy_ms` is the main thread's, `worker_ms` the worker's; `others` is how busy the machine was
    just before, in cores.
    """

    frames_per_second: float
    late: float
    busy_ms: dict[str, float]
    worker_ms: float
    others: float


SETTINGS = [
    Setting(4, 3),
    Setting(4, 1),
    Setting(1, 3),
    Setting(4, 3, in_worker=False),
    Setting(1, 3, in_worker=False),
]


def main() -> None:
    with serving() as url, sync_playwright() as playwright:
        system = next(filter(None, map(shutil.which, CHROMIUMS)), None)
        browser = playwright.chromium.launch(
            executable_path=system, args=["--no-sandbox", "--disable-gpu"]
        )
        walks: dict[Setting, list[Walk]] = {setting: [] for setting in SETTINGS}
        for _ in range(ROUNDS):
            for setting in SETTINGS:
                walks[setting].append(walk(browser, url, setting))
        text = page(walks, browser.version)
        browser.close()
    PAGE_FILE.write_text(text, encoding="utf-8")
    print(text)


@contextmanager
def serving() -> Iterator[str]:
    """A practice of its own, or the one whose page is named on the command line."""
    if len(sys.argv) > 1:
        yield sys.argv[1]
        return
    with socket.socket() as free, tempfile.TemporaryDirectory() as home:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "guywire", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=os.environ | {"GUYWIRE_HOME": home})
        try:
            url = f"http://localhost:{port}"
            wait_for(url)
            yield f"{url}/why/"
        finally:
            server.terminate()
            server.wait()


def wait_for(url: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{url}/healthz").close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"Nothing answered at {url} in {PATIENCE_S} seconds.")


def walk(browser: Browser, url: str, setting: Setting) -> Walk:
    others = wait_until_quiet(PATIENCE_S)
    context = browser.new_context(viewport=PHONE, device_scale_factor=setting.density)
    tab = context.new_page()
    drawer = open_page(tab, url, setting)
    devtools = context.new_cdp_session(tab)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": setting.slower})
    tab.wait_for_timeout(1500)
    before, worker_before = busy_s(devtools), worker_s()
    at = drawer.evaluate(WATCH, 1000 * SECONDS)
    after, worker_after = busy_s(devtools), worker_s()
    context.close()
    frames, took_ms = len(at) - 1, at[-1] - at[0]
    late = sum(later - sooner > 1.5 * REFRESH_MS for sooner, later in itertools.pairwise(at))
    each = {name: 1000 * (after[name] - before[name]) / frames for name in TIMES}
    worker_ms = 1000 * (worker_after - worker_before) / frames
    return Walk(1000 * frames / took_ms, late / frames, each, worker_ms, others)


def open_page(tab: Page, url: str, setting: Setting) -> Page | Worker:
    """The page with its figures walking in view; what draws them."""
    if setting.in_worker:
        with tab.expect_worker() as started:
            tab.goto(url)
        drawer: Page | Worker = started.value
        tab.locator(".stage--beside").wait_for()
    else:
        tab.add_init_script("delete window.OffscreenCanvas")
        tab.goto(url)
        drawer = tab
    tab.locator(".stage").evaluate("stage => stage.scrollIntoView({block: 'center'})")
    return drawer


def worker_s() -> float:
    """Processor time of every browser worker on this machine, with the pixels it fills."""
    names = [name for name in Path("/proc").glob("[0-9]*/task/[0-9]*/comm") if _is_worker(name)]
    stats = [name.with_name("stat").read_text().rpartition(")")[2].split() for name in names]
    ticks = sum(int(stat[11]) + int(stat[12]) for stat in stats)
    return ticks / os.sysconf("SC_CLK_TCK")


def _is_worker(name: Path) -> bool:
    try:
        return name.read_text().startswith("DedicatedWorker")
    except (FileNotFoundError, ProcessLookupError):  # It ended while we looked.
        return False


def busy_s(devtools: CDPSession) -> dict[str, float]:
    """Processor time of the page's main thread since it opened."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    found = {metric["name"]: metric["value"] for metric in metrics}
    return {name: found[metric] for name, metric in TIMES.items()}


def page(walks: dict[Setting, list[Walk]], chromium: str) -> str:
    rows = [_row(setting, found) for setting, found in walks.items()]
    return "\n".join([*_opening(chromium), *rows, *NOTES]) + "\n"


def _opening(chromium: str) -> list[str]:
    return [
        "# How smoothly the figure walks",
        "",
        "Made by `.venv/bin/python -m benchmarks.figure`; do not edit.",
        "",
        f"Machine: {processor()}, {os.cpu_count()} cores, Chromium {chromium}, no graphics card. "
        f"Run on {dt.datetime.now(dt.UTC):%Y-%m-%d}.",
        "",
        f"The page `/why/` on a phone's screen ({PHONE['width']}×{PHONE['height']}), both figures",
        f"walking, {SECONDS} seconds, {ROUNDS} rounds, all settings in turn. Medians; in brackets,",
        "the worst round.",
        "",
        "| drawn in | main thread | pixels to a CSS pixel | frames/s | late, % "
        "| worker, ms a frame | main thread, ms a frame | script | style | layout "
        "| painting and the rest | others, cores |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]


def _row(setting: Setting, walks: Sequence[Walk]) -> str:
    fps = [walk.frames_per_second for walk in walks]
    late = [100 * walk.late for walk in walks]
    busy = {name: statistics.median(walk.busy_ms[name] for walk in walks) for name in TIMES}
    worst = max(walk.busy_ms["all"] for walk in walks)
    rest = busy["all"] - busy["script"] - busy["style"] - busy["layout"]
    others = statistics.median(walk.others for walk in walks)
    worker = f"{statistics.median(walk.worker_ms for walk in walks):.1f}"
    return (
        f"| {'a worker' if setting.in_worker else 'the page'} "
        f"| {f'{setting.slower}× slower' if setting.slower > 1 else 'full speed'} "
        f"| {setting.density} | {statistics.median(fps):.1f} ({min(fps):.1f}) "
        f"| {statistics.median(late):.1f} ({max(late):.1f}) "
        f"| {worker if setting.in_worker else ''} | {busy['all']:.1f} ({worst:.1f}) "
        f"| {busy['script']:.1f} | {busy['style']:.1f} | {busy['layout']:.1f} | {rest:.1f} "
        f"| {others:.2f} |"
    )


NOTES = [
    "",
    "Frames are counted where they are drawn. A frame is late when it comes one and a half",
    "refreshes (25 ms) or more after the one before. Milliseconds are processor time. The browser",
    "slows only the main thread, not the worker; the worker's time has the filling of all pixels",
    "in it, here by the processor for want of a graphics card. Where the page draws, filling",
    "happens meanwhile and is not in the table. *Others* is how busy the machine was just before",
    "each run. While the figures stand, lie, or are scrolled away, nothing is drawn",
    "(tests/browser/test_the_figures_rest.py).",
]


if __name__ == "__main__":
    main()
