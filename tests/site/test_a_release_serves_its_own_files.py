"""What is served is what this release contains; a page of the release before keeps its files."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import FileSystemFinder

from guywire.site import static_files
from guywire.site.front.files import Files
from guywire.site.front.messages import Request
from tests.site.front import scope

IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["']([^"']+)["'];""", re.MULTILINE)


@pytest.fixture
def sources(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands for the static files of the package."""
    folder = tmp_path / "package"
    folder.mkdir()
    settings.STATICFILES_DIRS = [folder]  # type: ignore[attr-defined]
    settings.STATIC_ROOT = tmp_path / "static"  # type: ignore[attr-defined]
    monkeypatch.setattr(static_files, "get_finders", lambda: [FileSystemFinder()])
    monkeypatch.setattr(finders, "get_finders", lambda: [FileSystemFinder()])
    command = "django.contrib.staticfiles.management.commands.collectstatic.get_finders"
    monkeypatch.setattr(command, lambda: [FileSystemFinder()])
    yield folder
    static_files.folder_of_this_release.cache_clear()


def release(folder: Path, **modules: str) -> Files:
    """The package is installed with these modules; its server starts."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)
    static_files.folder_of_this_release.cache_clear()
    static_files.collect()
    return Files("/static/", *static_files.folders())


def read(files: Files, address: str) -> str:
    answer = files.answer(Request(scope("GET", address, {})))
    return answer.body.decode() if answer else ""


def address_of(name: str) -> str:
    return "/static/" + static_files.ReleaseStorage().stored_name(name)


def test_a_module_is_imported_by_an_address_with_its_hash(sources: Path) -> None:
    files = release(
        sources, clock="export const a = 1;\n", page='import { a } from "./clock.js";\n'
    )
    (imported,) = IMPORT.findall(read(files, address_of("page.js")))
    assert re.fullmatch(r"\./clock\.[0-9a-f]{12}\.js", imported)
    assert "const a" in read(files, f"/static/{imported[2:]}")


def test_a_page_of_the_release_before_keeps_its_own_modules(sources: Path) -> None:
    page = 'import { a } from "./clock.js";\n'
    release(sources, clock="export const a = 1;\n", page=page)
    old = address_of("page.js")
    files = release(sources, clock="export const a = 1, b = 2;\n")
    (imported,) = IMPORT.findall(read(files, old))
    assert read(files, f"/static/{imported[2:]}") == "export const a = 1;\n"
    assert old != address_of("page.js")


def test_the_dates_of_files_do_not_matter(sources: Path) -> None:
    release(sources, clock="export const a = 2;\n")
    (sources / "clock.js").write_text("export const a = 1;\n")
    os.utime(sources / "clock.js", (0, 0))
    files = release(sources)
    assert (
        read(files, "/static/clock.js")
        == read(files, address_of("clock.js"))
        == ("export const a = 1;\n")
    )


def test_going_back_to_a_release_serves_its_files(sources: Path) -> None:
    release(sources, clock="export const a = 1;\n")
    release(sources, clock="export const a = 2;\n")
    files = release(sources, clock="export const a = 1;\n")
    assert read(files, "/static/clock.js") == "export const a = 1;\n"


def test_a_folder_that_was_not_finished_is_made_again(sources: Path) -> None:
    release(sources, clock="export const a = 1;\n")
    folder = static_files.folder_of_this_release()
    (folder / static_files.MANIFEST).unlink()
    (folder / "clock.js").write_text("cut of")
    assert read(release(sources), "/static/clock.js") == "export const a = 1;\n"


def test_what_is_long_past_is_dropped(sources: Path) -> None:
    for number in range(static_files.MAX_RELEASES + 2):
        release(sources, clock=f"export const a = {number};\n")
    assert len(list(static_files.root().iterdir())) == static_files.MAX_RELEASES


def test_a_style_sheet_holds_what_it_imports(sources: Path) -> None:
    """One file for a page to wait for; also the unhashed one that error pages name."""
    (sources / "look").mkdir()
    (sources / "page").mkdir()
    (sources / "look" / "colors.css").write_text(".a { color: red; }\n")
    (sources / "look" / "all.css").write_text('@import "colors.css";\n.b { margin: 0; }\n')
    (sources / "page" / "page.css").write_text('@import "../look/all.css";\n.c { margin: 1px; }\n')
    files = release(sources)
    for address in (address_of("page/page.css"), "/static/page/page.css"):
        assert re.findall(r"\.(\w) \{", read(files, address)) == ["a", "b", "c"]
        assert "@import" not in read(files, address)
