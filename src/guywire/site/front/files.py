"""Static files, from memory: found by WhiteNoise, compressed when they were collected."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise.base import WhiteNoise

from guywire.site.front.messages import Answer, Request
from guywire.site.static_files import HASHED_NAME


class Files:
    """Every file of the folders; of two with the same address, the one of the later folder."""

    def __init__(self, url: str, *folders: Path) -> None:
        self.noise = WhiteNoise(
            None,
            max_age=60,
            allow_all_origins=False,
            immutable_file_test=HASHED_NAME,
            add_headers_function=_add_headers,
        )
        for folder in folders:
            self.noise.add_files(folder, url)
        self.content: dict[str, bytes] = {}

    def answer(self, request: Request) -> Answer | None:
        file = self.noise.files.get(request.path)
        if file is None:
            return None
        asked = {
            f"HTTP_{name.decode('latin1').upper().replace('-', '_')}": value.decode("latin1")
            for name, value in request.headers.items()
        }
        found = file.get_response(request.method, asked)
        headers = [
            (name.lower().encode("latin1"), value.encode("latin1")) for name, value in found.headers
        ]
        return Answer(int(found.status), headers, self._read(found.file))

    def _read(self, file: Any) -> bytes:
        """A file is read from the disk once."""
        if file is None:
            return b""
        with file:
            name = getattr(file, "name", None)
            if not isinstance(name, str):
                return bytes(file.read())
            if name not in self.content:
                self.content[name] = file.read()
            return self.content[name]


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
