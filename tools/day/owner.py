"""An owner with an empty database, from the terminal's link to times patients can book."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

from day.hand import Hand

PASSWORD = "a-mast-is-held-by-wires"  # noqa: S105


MAX_STEPS_IN = 8
"""Pages between the link of the terminal and the desk."""


def code_of(secret: str) -> str:
    """What an authenticator app shows now: RFC 6238 with SHA-1, 30 seconds, 6 digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def play(hand: Hand, link: str) -> None:
    page = hand.page
    with hand.act("Choose a password and set up the second step"):
        hand.bookmark(link)
        for name in ("password1", "password2"):
            if page.locator(f"input[name={name}]").count():
                hand.fill(name, PASSWORD)
        hand.go(page.locator("main form button").first)
        _sign_in(hand)
    with hand.act("Name the practice"):
        hand.link("Practice", within=".desk-menu")
        hand.link("Name the practice")
        hand.fill("name", "Harbor Physical Therapy")
        hand.fill("promise", "We help sore backs.")
        hand.fill("phone", "5035550100")
        hand.choose("timezone", index=1)
        hand.button("Save")
    with hand.act("Add a location"):
        hand.link("Add a location")
        hand.fill("name", "Harbor")
        hand.fill("address", "1 Pier Street")
        hand.fill("phone", "5035550100")
        hand.choose("zone", index=1)
        hand.button("Save")
    with hand.act("Be a therapist there"):
        hand.link("Add a therapist")
        hand.choose("staff", index=1)
        hand.fill("credentials", "PT")
        hand.fill("words", "I start slowly.")
        hand.button("Save")
    with hand.act("Enter the hours of a week in one form"):
        hand.link("Add a week")
        hand.choose("therapist", index=1)
        hand.choose("location", index=1)
        for day in range(5):
            hand.fill(f"opens_{day}", "09:00")
            hand.fill(f"closes_{day}", "17:00")
        hand.button("Save")
    with hand.act("See the times a patient can book"):
        hand.go(page.locator(".desk-header .brand"))
        hand.link("Book", exact=False, within="main")
        page.locator("main a, main button", has_text=re.compile(r"\d{1,2}:\d\d")).first.wait_for()


def _sign_in(hand: Hand) -> None:
    page = hand.page
    for _ in range(MAX_STEPS_IN):
        if page.locator("h1", has_text="Today").count():
            return
        if page.locator("code.secret").count():
            secret = page.locator("code.secret").inner_text(timeout=1000) or ""
            secret = secret or page.locator("code.secret").text_content() or ""
            hand.fill("code", code_of(secret.strip()))
            hand.button("Turn on the second step")
        elif page.locator("input[name=login]").count():
            hand.fill("login", "owner@harbor.example")
            hand.fill("password", PASSWORD)
            hand.button("Sign in")
        elif page.locator("input[name=password]:visible").count():
            hand.fill("password", PASSWORD)
            hand.go(page.locator("main form button").first)
        else:
            hand.go(page.locator("main a.button, main form button").first)
    raise RuntimeError(f"After {MAX_STEPS_IN} pages the desk is not open.")
