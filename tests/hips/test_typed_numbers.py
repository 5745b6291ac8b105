import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.hips.numbers import read_number, written


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        ("-8", -8),
        ("−8", -8),
        ("–8", -8),
        ("+3", 3),
        ("12,5", 12.5),
        (" - 8.25 ° ", -8.25),
        (".5", 0.5),
        ("-90°", -90),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["abc", "", "1e3", "nan", "inf", "1,2,3", "--5", "٣", "8-"])
def test_what_is_no_number_is_said_with_what_was_typed(typed):
    with pytest.raises(ValueError, match=r"is not a number\. Type one number"):
        read_number(typed)


def test_ten_megabytes_make_a_short_sentence():
    with pytest.raises(ValueError, match="10,000,000 characters long") as refused:
        read_number("9" * 10_000_000)
    assert len(str(refused.value)) < 100


@given(st.floats(-200, 200).map(lambda number: round(number, 2)))
def test_what_we_write_we_can_read(number):
    assert read_number(written(number)) == pytest.approx(number, rel=1e-5)
