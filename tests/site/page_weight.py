"""What a first visit to a page loads: the page and every file that it names, compressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import compress
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

STATIC = re.compile(r"""(?:href|src)="/static/([^"#?]+)""")
IMPORTED = re.compile(r"""^(?:import|export)\b[^"';]*["'](\.[^"']+)["']""", re.MULTILINE)
IN_STYLE = re.compile(r"""(?:url\(|@import )["']?([\w./-]+\.\w+)""")
LOADED_LATER = re.compile(r'<link rel="apple-touch-icon"[^>]*>')


@dataclass(frozen=True)
class Weight:
    page: int
    files: dict[str, int]

    @property
    def total(self) -> int:
        return self.page + sum(self.files.values())

    @property
    def scripts(self) -> int:
        return sum(size for name, size in self.files.items() if name.endswith(".js"))


def weight_of(client: Client, path: str) -> Weight:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    text = LOADED_LATER.sub("", answer.content.decode())
    files: dict[str, int] = {}
    for name in STATIC.findall(text):
        _add(name, files)
    return Weight(len(compress(answer.content)), files)


def _add(name: str, files: dict[str, int]) -> None:
    if name in files:
        return
    found = finders.find(name)
    assert found, name
    content = Path(str(found)).read_bytes()
    files[name] = len(compress(content))
    for other in _named_in(name, content):
        _add(other, files)


def _named_in(name: str, content: bytes) -> Iterator[str]:
    pattern = {".js": IMPORTED, ".css": IN_STYLE}.get(Path(name).suffix)
    if pattern is None:
        return
    for other in pattern.findall(content.decode()):
        resolved = (Path("/") / Path(name).parent / other).resolve()
        yield str(resolved).lstrip("/")
