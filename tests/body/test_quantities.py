import numpy as np
import pytest

from guywire.body.quantities import Quantity, angle

HEIGHT = Quantity("height_m", 1.2, 2.2, "m")
HIP = angle("hip_flexion", -45, 130)


def test_a_value_in_range_comes_back_as_it_was():
    assert HEIGHT.scalar(1.7) == 1.7
    assert HEIGHT.scalar(1.2) == 1.2
    assert HEIGHT.scalar(2.2) == 2.2


def test_an_array_keeps_its_shape():
    values = np.linspace(1.3, 2.0, 6).reshape(2, 3)
    assert np.array_equal(HEIGHT.array(values), values)


def test_a_refusal_names_quantity_value_range_and_unit():
    with pytest.raises(ValueError, match=r"height_m is 3 m; .* from 1\.2 to 2\.2 m"):
        HEIGHT.scalar(3)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_value_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match=r"height_m is (nan|inf|-inf) m; it must be a finite"):
        HEIGHT.scalar(value)


def test_the_bad_value_of_an_array_is_the_one_named():
    with pytest.raises(ValueError, match=r"height_m is 0\.5 m"):
        HEIGHT.array([1.7, 0.5, 1.8])


def test_angles_in_radians_are_also_written_in_degrees():
    with pytest.raises(ValueError, match=r"hip_flexion is 3 rad \(171.9°\).*\(-45° to 130°\)"):
        HIP.scalar(3.0)


@pytest.mark.parametrize("value", ["tall", object(), [[1.5], [1.5, 1.6]]])
def test_what_is_no_number_is_refused_by_name(value):
    with pytest.raises(ValueError, match=r"height_m must be a number \(m\)"):
        HEIGHT.array(value)


def test_a_list_is_not_one_number():
    with pytest.raises(ValueError, match=r"height_m must be one number \(m\), got 2"):
        HEIGHT.scalar([1.7, 1.8])
