import numpy as np
import pytest

from guywire.body.fit.population import (
    FERBER_FOOTING_SD_DEG,
    HIP_TARGET,
    KNEE_TARGET,
    calibrate,
    people,
    spread,
    swapped,
)
from guywire.body.fit.samples import normals, population, predict, sobol_normals
from guywire.body.person import Person
from guywire.body.tissue import extension_deficit_deg

PEOPLE = population(Person())


def test_the_population_hangs_as_ferber_found():
    assert -PEOPLE.hip_extension_deg.mean() == pytest.approx(HIP_TARGET[0], abs=0.3)
    assert PEOPLE.hip_extension_deg.std() == pytest.approx(HIP_TARGET[1], abs=0.3)


def test_seen_as_ferber_saw_the_spread_has_the_shape_of_the_two_groups():
    rng = np.random.default_rng(1)
    hip = -PEOPLE.hip_extension_deg.ravel()
    thigh = hip + 10.0 + rng.normal(0, FERBER_FOOTING_SD_DEG, hip.size)
    groups = np.concatenate([rng.normal(-15.51, 5.82, 3920), rng.normal(0.34, 7.00, 2080)])
    shares = [10, 25, 50, 75, 90]
    assert np.percentile(thigh, shares) == pytest.approx(np.percentile(groups, shares), abs=4)


def test_the_population_bends_the_knee_as_harvey_and_peeler_found():
    assert PEOPLE.knee_flexion_deg.mean() == pytest.approx(KNEE_TARGET[0], abs=0.4)
    assert PEOPLE.knee_flexion_deg.std() == pytest.approx(KNEE_TARGET[1], abs=0.4)


def test_the_usual_person_is_the_median_of_the_population():
    assert np.median(PEOPLE.extension_deficit_deg) == pytest.approx(0, abs=0.7)
    assert np.median(PEOPLE.flexion_deficit_deg) == pytest.approx(0, abs=1.5)


def test_the_loose_half_reaches_as_far_from_the_usual_as_the_tight_half():
    """Only iliopsoas varied once, the rest of the front stayed, and the loose all looked alike."""
    low, high = np.percentile(PEOPLE.extension_deficit_deg, [5, 95])
    assert -low == pytest.approx(high, rel=0.2)
    assert low < -9


def test_the_common_factor_makes_more_of_the_differences_than_any_other():
    deficit = PEOPLE.extension_deficit_deg[:, 0]
    with_each = [abs(np.corrcoef(PEOPLE.z[:, part], deficit)[0, 1]) for part in range(6)]
    assert with_each[0] == max(with_each) > 0.6


def test_swapping_the_sides_of_a_person_gives_the_person_with_sides_swapped():
    z = normals()[:50, :-1]
    one, other = people(z), people(swapped(z))
    assert extension_deficit_deg(one.left.tissue) == pytest.approx(
        extension_deficit_deg(other.right.tissue), abs=2e-3
    )
    assert np.asarray(one.right.tissue.front_shift_deg) == pytest.approx(
        np.asarray(other.left.tissue.front_shift_deg)
    )


def test_what_is_kept_of_the_sampled_people_is_what_the_engine_says_of_them():
    some = np.arange(0, 8192, 300)
    kept = PEOPLE.subset(some)
    anew = predict(kept.z, kept.log_prior, kept.spare, Person())
    for name in ("hip_extension_deg", "knee_flexion_deg", "prone_knee_deg"):
        assert getattr(anew, name) == pytest.approx(getattr(kept, name), abs=0.05)
    for name in ("extension_deficit_deg", "flexion_deficit_deg"):
        assert getattr(anew, name) == pytest.approx(getattr(kept, name), abs=0.05)


@pytest.mark.slow
def test_the_frozen_population_is_what_the_calibration_finds():
    assert vars(calibrate()) == pytest.approx(vars(spread()), rel=0.01)


@pytest.mark.slow
def test_the_stored_points_are_the_sobol_points():
    assert normals() == pytest.approx(sobol_normals(), abs=1e-5)


def test_importing_the_engine_leaves_scipys_slow_parts_alone():
    import subprocess
    import sys

    code = "import guywire.body, sys; print('scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
