"""What a person does on the running session, and what the phone was told to do."""

from playwright.sync_api import Page

SPEAKER = r"""
  window.said = [];
  Object.defineProperty(window, 'speechSynthesis', {value: {
    speak: (words) => window.said.push(words.text), cancel: () => {},
  }});
  window.flashed = 0;
  new MutationObserver((changes) => {
    window.flashed += changes.filter(({ target, oldValue }) =>
      target.matches('.flash') && !/\bflash\b/.test(oldValue ?? '')).length;
  }).observe(document, {
    subtree: true, attributes: true, attributeFilter: ['class'], attributeOldValue: true,
  });
  window.buzzed = [];
  navigator.vibrate = (pattern) => window.buzzed.push(pattern);
"""


def open_session(page: Page) -> None:
    """On the run page of a session just begun, with a clock the test moves."""
    page.context.add_init_script(SPEAKER)
    page.clock.install()
    page.goto("/session/run/")
    page.wait_for_selector("[data-ready]")


def start(page: Page) -> None:
    page.get_by_role("button", name="I’m in position. Start").click()


def pass_seconds(page: Page, seconds: float) -> None:
    page.clock.run_for(int(seconds * 1000))


def phone_seconds(page: Page) -> float:
    """What the phone holds for the time: it also passes while a busy machine works."""
    milliseconds: float = page.evaluate("Date.now()")
    return milliseconds / 1000


def clock_seconds(page: Page) -> int:
    """What the big clock shows, in seconds."""
    minutes, _, seconds = page.locator("[data-time]").inner_text().rpartition(":")
    return int(minutes or 0) * 60 + int(seconds)


def said(page: Page) -> list[str]:
    words: list[str] = page.evaluate("window.said.filter((words) => words.trim())")
    return words


def answer(
    page: Page, comfortable: str = "Yes, gentle enough", back: str = "A little better"
) -> None:
    page.get_by_label(comfortable).check()
    page.get_by_label(back).check()
    page.get_by_role("button", name="Save").click()
