"""Three minutes in a strap, three minutes hanging free.

One reduced relaxation function for all passive tissue of the hip,

    G(t) = 1 - i (0.375 - 0.325 exp(-t / 22 s) - 0.05 exp(-t / 300 s)),

with i from 0 to 1 for how hard the tissue is pulled (1 at the end of range),
and the moment is the elastic one of the whole history, faded: M(t) = ∫ G(t - s) dM_e(s).
At one posture, M(t) = M_e G(t), the same i for all times and groups.
"""

from math import exp

import numpy as np

from guywire.body.hold import Prone, Supine, hold

strapped = hold(Prone(strap_knee_flexion_deg=110), minutes=3)
tension = strapped.groups["rectus_femoris"].tension_n
print(f"strap: rectus femoris {tension[0]:.0f} N, after 3 min {tension[-1]:.0f} N")

law = 0.375 - 0.325 * exp(-180 / 22) - 0.05 * exp(-180 / 300)
intensity = (1 - tension[-1] / tension[0]) / law
print(f"pulled at {intensity:.2f} of what makes all of it relax")
assert 0 < intensity <= 1 + 1e-9
psoas = strapped.groups["iliopsoas"].tension_n
assert abs((1 - psoas[-1] / psoas[0]) / law - intensity) < 1e-9

free = hold(Supine(bed_height_m=1.2), minutes=3)
first, last = np.degrees(free.hip_flexion[[0, -1]])
print(f"free: hip from {first:.1f}° to {last:.1f}°, at {free.hip_moment[-1]:.0f} Nm")

assert -28 < last < first - 3  # it creeps by degrees while its load hardly changes
assert abs(free.hip_moment[-1] / free.hip_moment[0] - 1) < 0.1

# Twenty minutes later the tension is back: one hold does not make a muscle longer.
print(
    [
        f"{rest / 60:.0f} min: {100 * left:.1f} %"
        for rest, left in zip(free.rest_times_s, free.softening, strict=True)
    ]
)
assert free.softening[-1] < 0.02
