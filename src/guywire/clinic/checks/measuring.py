"""Where the readings of a side become true angles."""

from guywire.body import measure
from guywire.body.measure import Measurement, Reading
from guywire.body.measure.readings import take
from guywire.clinic.checks.record import SideReadings


def measure_side(readings: SideReadings) -> Measurement:
    """Raises guywire.body.measure.ReadingError for a reading that cannot be right."""
    return measure(
        readings.pelvis or None,
        readings.thigh,
        readings.shin or None,
        taken_by=readings.taken_by,
    )


def repeats_of(readings: SideReadings) -> tuple[Reading, ...]:
    """Every spot that was read, with its repeats."""
    hanging = measure_side(readings).readings if readings.thigh else ()
    if not readings.prone_knee:
        return hanging
    return (*hanging, take("prone_knee", readings.prone_knee, readings.taken_by))
