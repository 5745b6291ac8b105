"""`import guywire.body` is quick, and brings neither the web nor the physics engine with it."""

import subprocess
import sys

PROBE = """
import sys, time
import numpy
start = time.process_time()
import guywire.body
seconds = time.process_time() - start
heavy = ("django", "mujoco", "scipy.optimize", "matplotlib", "rich")
print(seconds, *(name for name in heavy if name in sys.modules))
"""


def probe():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    seconds, *heavy = done.stdout.split()
    return float(seconds), heavy


def test_the_engine_adds_less_than_a_quarter_of_a_second_to_numpy():
    assert min(probe()[0] for _ in range(2)) < 0.25


def test_importing_the_engine_imports_nothing_heavy():
    assert probe()[1] == []
