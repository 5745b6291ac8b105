from django.template import Context, Template

from guywire.care.words import message


def test_every_template_can_translate_a_message() -> None:
    page = Template("{{ words|translated }}")

    words = message("Your {leg} <b>", leg="left leg")

    assert page.render(Context({"words": words})) == "Your left leg &lt;b&gt;"
    assert page.render(Context({"words": "plain"})) == "plain"
