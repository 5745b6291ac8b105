"""What a simulated side is, and what a fit says of it, by the same names."""

import numpy as np

from guywire.body.fit.predict import lost_hip_deg, lost_knee_deg


def truths(tissue, hip_extension_deg):
    return {
        "shift": np.asarray(tissue.iliopsoas.shift),
        "slope": np.asarray(tissue.iliopsoas.slope),
        "rectus_shift": np.asarray(tissue.rectus_femoris.shift),
        "rectus_slope": np.asarray(tissue.rectus_femoris.slope),
        "lost_hip": lost_hip_deg(tissue),
        "lost_knee": lost_knee_deg(tissue),
        "hip": hip_extension_deg,
    }


def bands(side):
    iliopsoas, rectus = side.groups["iliopsoas"], side.groups["rectus_femoris"]
    return {
        "shift": iliopsoas.shift,
        "slope": iliopsoas.slope,
        "rectus_shift": rectus.shift,
        "rectus_slope": rectus.slope,
        "lost_hip": iliopsoas.lost_deg,
        "lost_knee": rectus.lost_deg,
        "hip": side.hip_extension_deg,
    }


class Coverage:
    """How often the true values of many simulated sides lay inside their 80 % bands."""

    def __init__(self, values):
        self.values = values
        self.inside = {name: [] for name in values}
        # A knee that reaches its stop before 15 Nm has no lost degrees of its own to be covered.
        lowest = values["lost_knee"].min() + 0.1
        self.loosest = dict.fromkeys(values, -np.inf) | {"lost_knee": lowest}

    def count(self, index, side):
        for name, band in bands(side).items():
            value = self.values[name][index]
            if value > self.loosest[name]:
                self.inside[name].append(band.low <= value <= band.high)

    def check(self, people):
        assert len(self.inside["shift"]) > 0.97 * people
        found = {name: round(100 * float(np.mean(hits)), 1) for name, hits in self.inside.items()}
        assert all(76 <= share <= 84 for share in found.values()), found
