import pytest

from guywire.body import Person

SEXES = ["female", "male", "unspecified"]


def test_the_default_person_is_the_generic_body():
    assert Person().scale == 1.0
    assert Person().height_m == 1.70


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"height_m": 3.0}, r"height_m is 3 m; .* from 1\.2 to 2\.2 m"),
        ({"mass_kg": 5.0}, r"mass_kg is 5 kg; .* from 25 to 300 kg"),
        ({"age_years": 200}, r"age_years is 200 years; .* from 16 to 110 years"),
        ({"height_m": float("nan")}, "height_m is nan m"),
        ({"sex": "tall"}, "sex is 'tall'; it must be one of female, male, unspecified"),
    ],
)
def test_an_impossible_person_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        Person(**wrong)


@pytest.mark.parametrize("sex", SEXES)
def test_the_segments_together_weigh_what_the_person_weighs(sex):
    person = Person(mass_kg=80, sex=sex)
    trunk = person.segment("head").mass_kg + person.segment("trunk").mass_kg
    limbs = ["upper_arm", "forearm", "hand", "thigh", "shank", "foot"]
    whole = trunk + 2 * sum(person.segment(name).mass_kg for name in limbs)
    assert whole == pytest.approx(80, rel=2e-4)


@pytest.mark.parametrize(("sex", "mass", "center"), [("male", 14.16, 173), ("female", 14.78, 133)])
def test_the_thigh_is_de_levas(sex, mass, center):
    height = {"male": 1.741, "female": 1.735}[sex]
    thigh = Person(height_m=height, mass_kg=100, sex=sex).segment("thigh")
    assert thigh.mass_kg == pytest.approx(mass)
    assert thigh.center_of_mass_m * 1000 == pytest.approx(center, abs=0.5)


def test_a_person_of_unspecified_sex_lies_between_woman_and_man():
    order = ["female", "unspecified", "male"]
    lengths = [Person(sex=sex).segment("thigh").length_m for sex in order]
    assert lengths == sorted(set(lengths))


@pytest.mark.parametrize("sex", SEXES)
def test_lengths_grow_with_height_and_masses_with_mass(sex):
    small, tall = Person(1.5, 50, sex), Person(1.8, 100, sex)
    assert tall.scale / small.scale == pytest.approx(1.2)
    assert tall.segment("shank").length_m == pytest.approx(1.2 * small.segment("shank").length_m)
    assert tall.segment("shank").mass_kg == pytest.approx(2 * small.segment("shank").mass_kg)
    assert tall.upper_body_mass_kg == pytest.approx(2 * small.upper_body_mass_kg)


def test_most_of_a_person_stands_on_the_hips():
    assert 0.55 < Person(mass_kg=100).upper_body_mass_kg / 100 < 0.62


def test_an_unknown_segment_is_refused_by_name():
    with pytest.raises(ValueError, match="segment is 'tail'; it must be one of head, trunk"):
        Person(sex="male").segment("tail")
