"""What readings say about the tissue of both hips, and which further one would say most.

People of the population are weighed by how well the engine's own rest posture explains what was
read, with every error that may be in it:

    w ∝ exp(-½ rᵀ C⁻¹ r),        r = read - predicted(tissue)

What both sides share (the zero, bone shape, the hand's habit) stands in the corners of C, so the
difference between the sides is known better than either.
"""

from guywire.body.fit import fit
from guywire.body.measure import measure

left = measure(pelvis_deg=[12, 13, 12], thigh_deg=[9, 8, 9], shin_deg=[-66, -65, -67])
right = measure(pelvis_deg=[11, 12, 12], thigh_deg=[-6, -5, -6], shin_deg=[-66, -65, -67])
found = fit(left, right)
hip = found.left.groups["iliopsoas"]
deficit, apart = hip.deficit_deg, found.side_difference_deg
print(f"lacks {deficit.median:.0f}° (80 of 100 between {deficit.low:.0f} and {deficit.high:.0f})")
print(f"extends {-apart.median:.0f}° less than the right ({-apart.high:.0f} to {-apart.low:.0f})")
print(f"among the tight third: {hip.tight_probability:.0%}; short or stiff: {hip.mechanism}")

assert apart.high - apart.low < deficit.high - deficit.low + 2
assert hip.tight_probability > 0.8
assert hip.mechanism == "cannot_tell"  # one angle cannot tell short from stiff

best = found.suggested_readings[0]
print(f"next: {best.reading}, which would close {best.variance_reduction:.0%} of what is open")
again = fit(left, right, standing_pelvis_deg=[2.0, 3.0, 2.0]).left.hip_extension_deg
assert again.high - again.low < found.left.hip_extension_deg.high - found.left.hip_extension_deg.low
