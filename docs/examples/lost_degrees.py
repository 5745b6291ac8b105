"""Tightness as a clinician says it, as a curve moved along or made steeper.

The hip extends, knee straight, until relaxed tissue resists with 15 Nm. Short and stiff hips lose
the same degrees in different ways:

    short:  f(l + shift)         stiff:  f(slope l)         M_hip(h_15, 0) = 15 Nm

so one angle cannot tell them apart; more load can.
"""

from guywire.body import tissue_that_lost
from guywire.body.tissue import hip_flexion_at_moment_deg, lost_hip_extension_deg

LOST_DEG = 10.8  # chronic back pain against controls, Roach 2015

short = tissue_that_lost(LOST_DEG)
stiff = tissue_that_lost(LOST_DEG, by="slope")
print(f"short: shift {short.iliopsoas.shift:.3f}; stiff: slope {stiff.iliopsoas.slope:.2f}")

for tissue in (short, stiff):
    assert abs(lost_hip_extension_deg(tissue) - LOST_DEG) < 1e-6

gently, firmly = (
    [hip_flexion_at_moment_deg(tissue, moment_nm=moment) for tissue in (short, stiff)]
    for moment in (8.0, 30.0)
)
print(f"at 8 Nm they differ by {gently[0] - gently[1]:.1f}°, at 30 Nm {firmly[0] - firmly[1]:.1f}°")
assert abs(gently[0] - gently[1]) > 0.5
assert (gently[0] - gently[1]) * (firmly[0] - firmly[1]) < 0
