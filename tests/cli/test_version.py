"""`guywire --version` says which Guywire this is."""

from importlib.metadata import version

from typer.testing import CliRunner

from guywire.cli import app


def test_it_says_the_version_and_ends() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.output) == (0, f"guywire {version('guywire')}\n")
