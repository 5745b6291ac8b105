from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class ShownPicture:
    """A stored picture as a page shows it: all of it is in its name."""

    name: str

    @property
    def address(self) -> str:
        return reverse("look_picture", args=[self.name])

    @property
    def icon_address(self) -> str:
        return reverse("look_icon", args=[self.name])

    @property
    def width(self) -> int:
        return int(self._size[0])

    @property
    def height(self) -> int:
        return int(self._size[1])

    @property
    def is_wide(self) -> bool:
        """A wide logo has the name of the practice in it."""
        return self.width > 2 * self.height

    @property
    def _size(self) -> list[str]:
        return self.name.rpartition("-")[2].split("x")
