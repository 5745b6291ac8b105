"""The HTML of a document becomes the tree of elements and text that is set on paper."""

from guywire.clinic.page_tree import find_all, page_tree, text_of


def test_space_is_what_a_browser_shows_of_it() -> None:
    tree = page_tree("<div>\n  <p>\n A  <strong>b </strong> c\n </p>\n d <br>\n e</div>")
    assert text_of(find_all(tree, "p")[0]) == "A b c"
    assert find_all(tree, "div")[0]["children"][1:] == ["d", find_all(tree, "br")[0], "e"]


def test_entities_are_characters() -> None:
    assert text_of(page_tree("<p>Ana &amp; Bo&#x27;s &lt;b&gt;</p>")) == "Ana & Bo's <b>"


def test_a_drawing_is_one_node_with_its_own_markup() -> None:
    drawn = '<svg viewBox="0 0 2 1" aria-label="A &amp; B"><g><path d="M0 0h2"/></g></svg>'
    node = find_all(page_tree(f"<p>{drawn} x</p>"), "svg")[0]
    assert node["values"]["aria-label"] == "A & B"
    assert node["source"] == drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
    assert node["children"] == []
