"""What a tight hip asks late in each step, and a day of such steps.

The pelvis tips forward by x, the lower back extends as much, and the thigh swings back by s less,
until trunk and step resist:

    k x = D_left + D_right,   c s = D,   D = M(hip + x + s, knee) - M_usual(hip, knee)

Trunk stiffness k is known within a factor of four and a half and the price c of a shorter step
within one of seven, so every answer is a spread of answers.
"""

from guywire.body import Interval, tissue_with_deficit
from guywire.body.walk import walk, walk_spread
from guywire.body.weeks import traveled

tight = tissue_with_deficit(10)
step = walk_spread(left=tight).steps["left"]
tilt, shorter = Interval.of(step.compensation_deg), Interval.of(step.shorter_deg)
print(f"pelvis {tilt.low:.1f} to {tilt.high:.1f}°, thigh {shorter.low:.1f} to {shorter.high:.1f}°")

usual = walk().steps["left"]
assert abs(usual.compensation_deg) < 1e-3  # usual hips ask nothing
assert 0 < tilt.low < tilt.median < tilt.high < 10  # never more than was lost
assert step.sacroiliac_rotation_deg.max() < 2  # the sacroiliac joints cannot swallow it

mm, sd = step.asis_travel_mm.mean(), step.asis_travel_mm.std()
day = traveled(2000, mm, mm_per_step_sd=sd)
print(f"2,000 such steps: {day.low:.0f} to {day.high:.0f} m of extra travel a day")
assert day.low <= 2 * mm <= day.high
