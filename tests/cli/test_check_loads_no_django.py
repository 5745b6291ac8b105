import subprocess
import sys

PROGRAM = """
import sys
from guywire.cli import app
app(["check", "--left", "12,-8,-75"], standalone_mode=False)
print("WEB", sorted(m for m in sys.modules if m.split(".")[0] in ("django", "allauth", "uvicorn")))
"""


def test_check_loads_no_django() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "WEB []"
