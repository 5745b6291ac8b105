"""Same postures, same bits: within a process, and from one process to the next."""

import hashlib
import subprocess
import sys

import numpy as np

from guywire.body.geometry import geometry

PROBE = """
import hashlib
import numpy as np
from guywire.body.geometry import geometry
answer = geometry(np.linspace(-0.5, 2.0, 5000), 0.3)
print(hashlib.sha256(answer.length.tobytes() + answer.hip_flexion_arm.tobytes()).hexdigest())
"""


def fingerprint():
    answer = geometry(np.linspace(-0.5, 2.0, 5000), 0.3)
    return hashlib.sha256(answer.length.tobytes() + answer.hip_flexion_arm.tobytes()).hexdigest()


def test_asking_again_gives_the_same_bits():
    assert fingerprint() == fingerprint()


def test_another_process_gives_the_same_bits():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == fingerprint()
