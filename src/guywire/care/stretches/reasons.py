"""The reasons that speak against every long hold of the hip flexors."""

EVERY_STRETCH = frozenset(
    {
        "under_18",
        "hip_replacement",
        "recent_operation",
        "blood_clot",
        "torn_muscle",
        "thin_bones",
        "pregnant",
        "groin_pain",
        "loose_joints",
    }
)
