"""The lever a muscle has on a joint.

A muscle of length l pulls on a joint angle θ with the moment arm

    r(θ) = −∂l/∂θ,

positive where the muscle flexes the joint: that is virtual work, F·δl + M·δθ = 0 with M = F·r.
Between two postures it therefore shortens by the area under its arm,

    l(θ₁) − l(θ₂) = ∫ r dθ   from θ₁ to θ₂.
"""

import numpy as np

from guywire.body.geometry import geometry

hip = np.radians(np.linspace(-30, 120, 301))
knee = 0.0

for name, muscle in geometry(hip, knee, muscles=["psoas", "rectus_femoris"]).items():
    shortening = muscle.length[0] - muscle.length[-1]
    area = np.trapezoid(muscle.hip_flexion_arm, hip)
    print(f"{name}: {1000 * shortening:.1f} mm shorter, area under the arm {1000 * area:.1f} mm")
    assert abs(shortening - area) < 1e-5

# OpenSim, asked for the published model, says 25.85 mm at 30° of extension: the pelvic brim holds
# the muscle off the joint. A path without the brim keeps 9 mm.
psoas = geometry(hip[0], knee)["psoas"]
print(f"psoas at 30° of extension: {1000 * psoas.hip_flexion_arm:.2f} mm")
assert abs(psoas.hip_flexion_arm - 0.02585) < 0.0002

# Bending the knee lengthens rectus femoris at the same hip angle: the strap stretch adds it.
straight, bent = geometry(0.0, np.radians([0.0, 110.0]))["rectus_femoris"].length
print(f"rectus femoris, knee from 0° to 110°: {1000 * (bent - straight):.0f} mm longer")
assert 0.05 < bent - straight < 0.09
