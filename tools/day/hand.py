"""A hand at the desk: it follows links, presses buttons and fills in fields, and counts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Frame, Locator, Page


@dataclass
class Act:
    name: str
    loads: int = 0
    clicks: int = 0
    fields: int = 0
    forms: int = 0
    """Pages on which something was typed or chosen."""
    error: str = ""
    """Why it could not be done; a dead end."""


@dataclass
class Hand:
    """It has no way to type an address: `open_desk` is the one bookmark, used once."""

    page: Page
    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("framenavigated", self._count_load)
        self._typed_on = ""

    def _count_load(self, frame: Frame) -> None:
        if frame == self.page.main_frame and self.acts:
            self.acts[-1].loads += 1

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        self.acts.append(Act(name))
        self._typed_on = ""
        try:
            yield
            self.page.wait_for_load_state()
        except Exception as broken:  # noqa: BLE001 - the table names the act, the day goes on.
            what = " ".join(str(broken).split())[:300]
            self.acts[-1].error = f"{what} At {self.page.url}"
        print(name, self.acts[-1].error or "done", file=sys.stderr, flush=True)

    def bookmark(self, address: str) -> None:
        self.page.goto(address)

    def go(self, target: Locator) -> None:
        """Press what leads to another page."""
        self.acts[-1].clicks += 1
        self._typed_on = ""
        with self.page.expect_navigation():
            target.click()

    def link(self, name: str, *, exact: bool = True, within: str = "body") -> None:
        self.go(self.page.locator(within).get_by_role("link", name=name, exact=exact).first)

    def button(self, name: str, *, exact: bool = True, within: str = "body") -> None:
        self.go(self.page.locator(within).get_by_role("button", name=name, exact=exact).first)

    def open(self, words: str) -> None:
        """Unfold a summary, which loads no page."""
        self.acts[-1].clicks += 1
        self.page.locator("summary", has_text=words).first.click()

    def fill(self, name: str, text: str) -> None:
        """A box, by the name its form knows it by: what it is called may change."""
        self._type()
        self._box(name).fill(text)

    def choose(self, name: str, option: str | None = None, *, index: int | None = None) -> None:
        self._type()
        if index is not None:
            self._box(name).select_option(index=index)
        else:
            self._box(name).select_option(label=option)

    def pick(self, label: str) -> None:
        """A radio button or a checkbox."""
        self._type()
        self.page.get_by_label(label, exact=True).first.check()

    def _box(self, name: str) -> Locator:
        return self.page.locator(f'[name="{name}"]:visible').first

    def _type(self) -> None:
        self.acts[-1].fields += 1
        if self._typed_on != self.page.url:
            self._typed_on = self.page.url
            self.acts[-1].forms += 1

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for(state="visible")
