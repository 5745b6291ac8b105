"""A relaxed leg over the edge of a bed, and what it asks of the hip.

Thigh and shin hang at t and s from level where relaxed tissue and weight balance:

    M_hip(h, k)  = g [ S_thigh cos t + S_shin cos s ]
    M_knee(h, k) = - g S_shin cos s               h = t - pelvis,  k = t - s

with S the first moments of what hangs on thigh and shin (kg m).
"""

from math import cos, radians

from guywire.body import Person, passive_moment
from guywire.body.thomas import GRAVITY_M_S2, leg_weight, rest
from guywire.body.tissue.usual import usual_tissue

person = Person(height_m=1.75, mass_kg=78, sex="male")
pelvis_deg = 12.5  # lower back flattened by holding the other knee

hanging = rest(pelvis_deg, person=person)
thigh, shin = radians(hanging.thigh_deg), radians(hanging.shin_deg)
print(f"hip {hanging.hip_flexion_deg:.1f}°, knee {hanging.knee_flexion_deg:.1f}°")

weight = leg_weight(person)
about_hip = GRAVITY_M_S2 * (weight.thigh_kg_m * cos(thigh) + weight.shin_kg_m * cos(shin))
about_knee = GRAVITY_M_S2 * weight.shin_kg_m * cos(shin)
relaxed = passive_moment(
    radians(hanging.hip_flexion_deg),
    radians(hanging.knee_flexion_deg),
    tissue=usual_tissue(),
    person=person,
    ankle_dorsiflexion=radians(-20),
)
print(f"weight asks {about_hip:.1f} Nm of the hip, tissue gives {relaxed.hip:.1f} Nm")

assert abs(relaxed.hip - about_hip) < 1e-4
assert abs(relaxed.knee + about_knee) < 1e-4

# A flatter back puts the thigh higher, not the hip: the pelvis reading is not optional.
flatter = rest(pelvis_deg + 10, person=person)
assert flatter.thigh_deg - hanging.thigh_deg > 9
assert abs(flatter.hip_flexion_deg - hanging.hip_flexion_deg) < 1
