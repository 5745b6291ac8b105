"""Tightness as a clinician says it, as a curve moved along or made steeper.

The hip extends, knee straight, until relaxed tissue resists with 15 Nm. Short and stiff hips lose
the same degrees in different ways:

    short:  f(l + shift)         stiff:  f(slope l)         M_hip(h_15, 0) = 15 Nm

so one angle cannot tell them apart; more load can.
"""

from guywire.body import tissue_with_deficit
from guywire.body.tissue import extension_deficit_deg, hip_flexion_at_moment_deg

DEFICIT_DEG = 10.8  # chronic back pain against controls, Roach 2015

short = tissue_with_deficit(DEFICIT_DEG, part="iliopsoas")
stiff = tissue_with_deficit(DEFICIT_DEG, part="iliopsoas", by="slope")
print(f"short: shift {short.iliopsoas.shift:.3f}; stiff: slope {stiff.iliopsoas.slope:.2f}")

for tissue in (short, stiff):
    assert abs(extension_deficit_deg(tissue) - DEFICIT_DEG) < 2e-3

gently, firmly = (
    [hip_flexion_at_moment_deg(tissue, moment_nm=moment) for tissue in (short, stiff)]
    for moment in (8.0, 30.0)
)
print(f"at 8 Nm they differ by {gently[0] - gently[1]:.1f}°, at 30 Nm {firmly[0] - firmly[1]:.1f}°")
assert abs(gently[0] - gently[1]) > 0.5
assert (gently[0] - gently[1]) * (firmly[0] - firmly[1]) < 0
