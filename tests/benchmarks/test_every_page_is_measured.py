"""`make bench-desk` asks for every page of the desk and the site, or says why it does not."""

import ast
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from benchmarks import desk_pages


def pages(resolver: URLResolver) -> Iterator[str]:
    """The name of everything that a link can open."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name and opens_by_link(pattern.callback):
            yield pattern.name


def opens_by_link(view: Callable[..., Any]) -> bool:
    """Whether no decorator of Django's keeps GET out."""
    layer: Any = view
    while layer is not None:
        methods = inspect.getclosurevars(layer).nonlocals.get("request_method_list")
        if methods is not None:
            return "GET" in methods
        layer = getattr(layer, "__wrapped__", None)
    return True


def measured() -> set[str]:
    """Every name that the page lists write; they need a practice to run."""
    tree = ast.parse(inspect.getsource(desk_pages))
    texts = (
        node.value
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {word for text in texts for word in text.split()}


def test_no_page_is_missing() -> None:
    unmeasured = set(pages(get_resolver())) - measured()
    assert {name for name in unmeasured if not desk_pages.reason_left_out(name)} == set()


def test_no_page_is_left_out_that_is_measured_or_gone() -> None:
    known = set(pages(get_resolver()))
    assert set(desk_pages.LEFT_OUT) <= known
    assert not set(desk_pages.LEFT_OUT) & measured()


def test_an_act_is_no_page() -> None:
    names = set(pages(get_resolver()))
    assert "desk_queue" in names
    assert not names & {"desk_queue_assign", "desk_visit_cancel", "desk_staff_invite"}
