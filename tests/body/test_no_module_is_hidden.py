"""A function never hides the module of its name: what is imported by path is found by path."""

import importlib
import pkgutil
from types import ModuleType

import pytest

import guywire.body
import guywire.care
import guywire.hips


def hidden(package):
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        module = importlib.import_module(found.name)
        name = found.name.rpartition(".")[2]
        if not isinstance(getattr(package, name), ModuleType):
            yield found.name
        if found.ispkg:
            yield from hidden(module)


@pytest.mark.parametrize("floor", [guywire.body, guywire.care, guywire.hips])
def test_every_module_below_the_web_is_reached_by_its_path(floor):
    assert list(hidden(floor)) == []


def test_the_population_is_reached_through_the_package():
    import guywire.body.fit.population

    assert guywire.body.fit.population.people
