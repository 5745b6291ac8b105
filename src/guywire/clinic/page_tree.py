"""The HTML of a document as the tree of elements and text that paper/sheet.typ sets on paper.

It reads what our own templates write: well-formed HTML with every element closed.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

Node = dict[str, Any]
EMPTY = frozenset({"br", "img", "meta", "link", "hr", "input"})
"""Elements of HTML that hold nothing and are not closed."""
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
SECTIONS = {"body", "main", "header", "section", "div"}
BLOCKS = TABLE | SECTIONS | {"h1", "h2", "h3", "p", "ul", "ol", "li", "br"}

NAMESPACE = "http://www.w3.org/2000/svg"
SPACE = re.compile(r"[ \t\r\n]+")


def page_tree(html: str) -> Node:
    """Return the root, whose children are what stands at the top of the document."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def find_all(node: Node, tag: str) -> list[Node]:
    """Return the elements of this tag below the node, in their order."""
    matching = []
    for child in node["children"]:
        if not isinstance(child, str):
            matching += [child] if child["tag"] == tag else []
            matching += find_all(child, tag)
    return matching


def text_of(node: Node) -> str:
    """Return the text below a node."""
    return "".join(
        child if isinstance(child, str) else text_of(child) for child in node["children"]
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Node = _element("document", {})
        self._open = [self.root]
        self._drawing: list[str] = []
        self._at_start = True
        """A space would open a line here, and HTML shows none."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "svg":
            self._open.append(_element(tag, values))
            self._drawing = [_with_namespace(self.get_starttag_text() or "")]
        elif self._drawing:
            self._drawing.append(self.get_starttag_text() or "")
        else:
            self._begin(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._drawing:
            self._drawing.append(self.get_starttag_text() or "")
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._drawing:
            self._drawing.append(f"</{tag}>")
            if tag != "svg":
                return
            self._open[-1]["source"] = "".join(self._drawing)
            self._open[-2]["children"].append(self._open[-1])
            self._drawing, self._at_start = [], False
        elif tag in BLOCKS:
            self._trim()
            self._at_start = True
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._drawing:
            self._drawing.append(data.replace("&", "&amp;").replace("<", "&lt;"))
            return
        text = SPACE.sub(" ", data)
        if self._at_start:
            text = text.lstrip(" ")
        if text:
            self._open[-1]["children"].append(text)
            self._at_start = text.endswith(" ")

    def _begin(self, tag: str, values: dict[str, str]) -> None:
        if tag in BLOCKS:
            self._trim()
            self._at_start = True
        element = _element(tag, values)
        self._open[-1]["children"].append(element)
        if tag == "img":
            self._at_start = False
        if tag not in EMPTY:
            self._open.append(element)

    def _trim(self) -> None:
        """Take the space off the end of a line, which HTML does not show either."""
        children = self._open[-1]["children"]
        if children and isinstance(children[-1], str):
            children[-1] = children[-1].rstrip(" ")
            if not children[-1]:
                children.pop()


def _element(tag: str, values: dict[str, str]) -> Node:
    classes = values.get("class", "").split()
    return {"tag": tag, "classes": classes, "values": values, "children": []}


def _with_namespace(tag: str) -> str:
    return (
        tag
        if "xmlns=" in tag
        else tag.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    )
