"""The shipped surfaces are what the command makes from today's tables."""

import numpy as np
import pytest

from guywire.body.compile_surfaces import compile_surfaces
from guywire.body.legs import MujocoLeg
from guywire.body.length_surfaces import TERMS, surfaces


@pytest.mark.slow
def test_compiling_anew_gives_the_shipped_surfaces():
    made = compile_surfaces(MujocoLeg())
    for term in TERMS:
        assert np.abs(made[term] - surfaces()[term].coefficients).max() < 1e-7
