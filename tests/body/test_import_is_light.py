"""`import guywire.body` brings neither the web nor the physics engine with it."""

import subprocess
import sys

PROBE = """
import sys
import guywire.body
heavy = ("django", "mujoco", "scipy.optimize", "matplotlib", "rich")
print(*(name for name in heavy if name in sys.modules))
"""


def test_importing_the_engine_imports_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
