"""Collect every sentence marked for translation: `make catalog` writes dist/locale/django.pot.

The catalog is made from the source each time and never committed: nothing to merge, never stale.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src" / "guywire"
TARGET = Path("dist/locale/django.pot")
FORMS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "message": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "counted": 2,
}
"""How many forms of a sentence each function takes, as its first arguments."""
CONTEXT_FORMS = {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 2, "npgettext_lazy": 2}
"""The same, after a context."""


class Sentence(NamedTuple):
    path: Path
    line: int
    text: str
    plural: str = ""
    context: str = ""


def sentences(source: Path = SOURCE) -> Iterator[Sentence]:
    """Every marked sentence of the Python files and templates below `source`."""
    for path in sorted(source.rglob("*.py")):
        yield from _in_python(path, path.read_text())
    for path in sorted([*source.rglob("templates/**/*.*")]):
        if path.suffix in (".html", ".txt", ".js", ".svg"):
            yield from _in_template(path, path.read_text())


def _in_python(path: Path, text: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (found := _marked(node)):
            yield Sentence(path, node.lineno, *found)


def _in_template(path: Path, text: str) -> Iterator[Sentence]:
    """Django turns the tags into calls; what lies between them becomes rows of one letter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lines = templatize(text).splitlines()
    for number, line in enumerate(lines, 1):
        for call in _calls(line):
            if found := _marked(call):
                yield Sentence(path, number, *found)


def _calls(line: str) -> Iterator[ast.Call]:
    for name in (*FORMS, *CONTEXT_FORMS):
        start = line.find(f" {name}(")
        while start >= 0:
            yield _call_at(line[start + 1 :])
            start = line.find(f" {name}(", start + 1)


def _call_at(text: str) -> ast.Call:
    """The call that `text` begins with: the shortest beginning that Python can read."""
    end = text.find(")")
    while end >= 0:
        try:
            expression = ast.parse(text[: end + 1], mode="eval").body
        except SyntaxError:
            end = text.find(")", end + 1)
            continue
        if isinstance(expression, ast.Call):
            return expression
    raise ValueError(f"No whole call in {text!r}")


def _marked(call: ast.Call) -> tuple[str, str, str] | None:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    words = [part.value for part in call.args if isinstance(part, ast.Constant)]
    texts = [word for word in words if isinstance(word, str)]
    if name in FORMS and len(texts) >= FORMS[name]:
        return texts[0], texts[1] if FORMS[name] == 2 else "", ""
    if name in CONTEXT_FORMS and len(texts) > CONTEXT_FORMS[name]:
        return texts[1], texts[2] if CONTEXT_FORMS[name] == 2 else "", texts[0]
    return None


def catalog() -> Catalog:
    """The catalog of all sentences, with the places where they are said."""
    template = Catalog(project="guywire", charset="utf-8")
    for sentence in sentences():
        template.add(
            (sentence.text, sentence.plural) if sentence.plural else sentence.text,
            locations=[(str(sentence.path.relative_to(SOURCE)), sentence.line)],
            context=sentence.context or None,
        )
    return template


def main() -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    template = catalog()
    with TARGET.open("wb") as file:
        write_po(file, template, width=100)
    print(f"{TARGET}: {len(template)} sentences")


if __name__ == "__main__":
    main()
