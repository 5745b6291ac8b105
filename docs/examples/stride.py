"""What a tight hip asks late in each step, and a day of such steps.

The thighs keep to the normal stride; the pelvis tips forward by x, the lower back extends as much,
until the trunk resists:

    k x = Σ sides [ M(hip + x, knee) - M_usual(hip, knee) ],   x ≥ 0

Trunk stiffness k is known within a factor of four and a half, so x is a band.
"""

from guywire.body import tissue_that_lost
from guywire.body.walk import walk
from guywire.body.weeks import traveled

tight = tissue_that_lost(10)
step = walk(left=tight).steps["left"]
band = step.traded_deg
print(f"traded {band.low:.1f} to {band.high:.1f}°, pelvis {step.asis_mm.median:.1f} mm a step")

usual = walk().steps["left"]
assert usual.traded_deg.high < 1e-3  # usual hips trade nothing
assert 0 < band.low < band.median < band.high < 10  # never more than was lost
assert step.sacroiliac_rotation_deg.high < 2  # the sacroiliac joints cannot swallow it

spread = (step.asis_mm.high - step.asis_mm.low) / (2 * 1.2816)  # the band holds 80 of 100
day = traveled(2000, step.asis_mm.median, mm_per_step_sd=spread)
print(f"2,000 such steps: {day.low:.0f} to {day.high:.0f} m of extra travel a day")
assert day.low <= 2 * step.asis_mm.median <= day.high
