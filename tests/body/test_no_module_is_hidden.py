"""A function never hides the module of its name: what is imported by path is found by path."""

import importlib
import pkgutil
from types import ModuleType

import guywire.body


def hidden(package):
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        module = importlib.import_module(found.name)
        name = found.name.rpartition(".")[2]
        if not isinstance(getattr(package, name), ModuleType):
            yield found.name
        if found.ispkg:
            yield from hidden(module)


def test_every_module_of_the_engine_is_reached_by_its_path():
    assert list(hidden(guywire.body)) == []


def test_the_population_is_reached_through_the_package():
    import guywire.body.fit.population

    assert guywire.body.fit.population.people
