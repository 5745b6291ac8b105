"""What three readings say about the tissue, and which fourth would say most.

Sides of the population are weighed by how well the engine's own rest posture explains what was
read, with the readings' error and the model's:

    w ∝ exp(-½ rᵀ C⁻¹ r),        r = read - predicted(tissue)

Hip extension = pelvis - thigh and knee flexion = thigh - shin share the thigh's error, so C has a
negative corner.
"""

from guywire.body.fit import fit
from guywire.body.measure import measure

tight = measure(pelvis_deg=[12, 13, 12], thigh_deg=[9, 8, 9], shin_deg=[-66, -65, -67])
side = fit(left=tight).left
hip = side.groups["iliopsoas"]
lost = hip.lost_deg
print(f"lost {lost.median:.0f}° (80 of 100 between {lost.low:.0f} and {lost.high:.0f})")
print(f"short or stiff: {hip.because}; {hip.told_apart:.0%} settled")

assert lost.low < lost.median < lost.high
assert hip.tighter_than > 0.8  # tighter than four of five people
assert hip.because == "cannot_tell"  # one angle cannot tell short from stiff

best = side.further[0]
print(f"next: {best.reading}, which would remove {best.narrows_by:.0%} of the spread's square")
again = fit(left=tight, left_prone_knee_deg=[110, 112, 111]).left.groups["rectus_femoris"]
before = side.groups["rectus_femoris"].lost_deg
assert best.reading == "prone_knee"
assert again.lost_deg.high - again.lost_deg.low < before.high - before.low
