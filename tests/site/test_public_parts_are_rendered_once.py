import pytest
from django.db import connection
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from guywire.clinic.welcome import content
from guywire.clinic.welcome.content import current_stamp


class Counter:
    """Says how often it was shown."""

    def __init__(self) -> None:
        self.shown = 0

    def __str__(self) -> str:
        self.shown += 1
        return f"shown {self.shown}"


committed = pytest.mark.django_db(transaction=True)


def shown(template: Template, **given: object) -> str:
    return template.render(Context(given))


@committed
def test_it_is_rendered_once_for_each_argument_and_language() -> None:
    template = Template("{% public place %}{{ counter }} {{ place }}{% endpublic %}")
    counter = Counter()
    with content.reading():
        assert shown(template, counter=counter, place="here") == "shown 1 here"
        assert shown(template, counter=counter, place="here") == "shown 1 here"
        assert shown(template, counter=counter, place="there") == "shown 2 there"
    with override("es"), content.reading():
        assert shown(template, counter=counter, place="here") == "shown 3 here"


@committed
def test_a_change_of_the_content_renders_it_again() -> None:
    template, counter = Template("{% public %}{{ counter }}{% endpublic %}"), Counter()
    with content.reading():
        shown(template, counter=counter)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {content.TABLE} SET number = number + 1")
    with content.reading():
        assert shown(template, counter=counter) == "shown 2"


@committed
def test_it_is_rendered_each_time_where_something_may_change() -> None:
    template, counter = Template("{% public %}{{ counter }}{% endpublic %}"), Counter()
    assert [shown(template, counter=counter) for _ in range(2)] == ["shown 1", "shown 2"]


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_remembered() -> None:
    assert current_stamp() is None


def test_a_block_in_it_is_refused_as_another_template_would_fill_it() -> None:
    with pytest.raises(TemplateSyntaxError, match="'main'"):
        Template("{% public %}{% block main %}{% endblock %}{% endpublic %}")
