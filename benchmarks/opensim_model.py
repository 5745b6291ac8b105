"""The generic leg as an OpenSim model, written from the same tables as ours.

Needs the `opensim` package: run with .bench-venv/bin/python (`make bench` makes it).
"""

from __future__ import annotations

from collections.abc import Iterable

import opensim as osim

from guywire.body.anatomy import Muscle, Wrap, muscles, skeleton
from guywire.body.joints import PATELLA_MOTIONS, TIBIA_MOTIONS

UNIT = osim.Vec3(1, 1, 1)
NOWHERE = osim.Vec3(0, 0, 0)
AXES = {"x": osim.Vec3(1, 0, 0), "y": osim.Vec3(0, 1, 0), "z": osim.Vec3(0, 0, 1)}


def quiet() -> None:
    """Keep OpenSim from writing what it does to the screen and to a file."""
    osim.Logger.setLevelString("error")
    osim.Logger.removeFileSink()


def build(names: Iterable[str] | None = None, *, planar: bool = False) -> osim.Model:
    """A right leg on a fixed pelvis with the muscles named, as path actuators.

    `planar` leaves out hip adduction and rotation: fewer coordinates, so less for OpenSim to do.
    """
    model = osim.Model()
    model.setName("guywire_leg")
    bodies = {name: _body(model, name) for name in ("pelvis", "femur", "tibia", "patella")}
    model.addJoint(
        osim.WeldJoint(
            "pelvis", model.getGround(), NOWHERE, NOWHERE, bodies["pelvis"], NOWHERE, NOWHERE
        )
    )
    model.addJoint(_hip(bodies, planar))
    model.addJoint(_knee(bodies))
    model.addJoint(_kneecap(bodies))
    model.addConstraint(_kneecap_follows_knee())
    for name in names or muscles():
        _add_muscle(model, bodies, muscles()[name])
    model.finalizeConnections()
    return model


def _body(model: osim.Model, name: str) -> osim.Body:
    body = osim.Body(name, 1.0, NOWHERE, osim.Inertia(0.1, 0.1, 0.1))
    model.addBody(body)
    return body


def _hip(bodies: dict[str, osim.Body], planar: bool) -> osim.CustomJoint:
    hip = skeleton()["hip"]
    turns = [
        (None, None, axis) if planar and name != "flexion" else (f"hip_{name}", _line(), axis)
        for name, axis in hip["axes"].items()
    ]
    return _joint("hip", bodies, hip, NOWHERE, NOWHERE, turns, [None, None, None])


def _knee(bodies: dict[str, osim.Body]) -> osim.CustomJoint:
    knee = skeleton()["knee"]
    moves = {name: _polynomial(knee[name]["polynomial"]) for name in TIBIA_MOTIONS if name in knee}
    turns = [
        ("knee_flexion", _line(), (1, 0, 0)),
        ("knee_flexion", moves["adduction"], (0, 0, 1)),
        ("knee_flexion", moves["rotation"], (0, 1, 0)),
    ]
    shifts = [("knee_flexion", moves[f"shift_{axis}"]) for axis in "xyz"]
    turned = osim.Vec3(*knee["rotation_xyz_rad"])
    at_child = osim.Vec3(*knee["center_in_child"])
    return _joint("knee", bodies, knee, turned, at_child, turns, shifts)


def _kneecap(bodies: dict[str, osim.Body]) -> osim.CustomJoint:
    patella = skeleton()["patella"] | {"child": "patella"}
    x, y, turn = (_spline(patella["knee_flexion_rad"], patella[name]) for name in PATELLA_MOTIONS)
    turns = [("kneecap", turn, (0, 0, 1)), (None, None, (0, 1, 0)), (None, None, (1, 0, 0))]
    shifts = [("kneecap", x), ("kneecap", y), None]
    return _joint("patellofemoral", bodies, patella, NOWHERE, NOWHERE, turns, shifts)


def _joint(name, bodies, table, turned, at_child, turns, shifts) -> osim.CustomJoint:
    transform = osim.SpatialTransform()
    for number, (coordinate, function, axis) in enumerate(turns, start=1):
        one = getattr(transform, f"upd_rotation{number}")()
        one.setAxis(osim.Vec3(*axis))
        _drive(one, coordinate, function)
    for number, shift in enumerate(shifts, start=1):
        _drive(getattr(transform, f"upd_translation{number}")(), *(shift or (None, None)))
    parent, child = bodies[table["parent"]], bodies[table["child"]]
    center = osim.Vec3(*table["center"])
    return osim.CustomJoint(name, parent, center, turned, child, at_child, turned, transform)


def _drive(
    axis: osim.TransformAxis, coordinate: str | None, function: osim.Function | None
) -> None:
    if coordinate is None:
        axis.set_function(osim.Constant(0.0))
        return
    names = osim.ArrayStr()
    names.append(coordinate)
    axis.setCoordinateNames(names)
    axis.set_function(function)


def _kneecap_follows_knee() -> osim.CoordinateCouplerConstraint:
    coupler = osim.CoordinateCouplerConstraint()
    names = osim.ArrayStr()
    names.append("knee_flexion")
    coupler.setIndependentCoordinateNames(names)
    coupler.setDependentCoordinateName("kneecap")
    coupler.setFunction(_line())
    return coupler


def _add_muscle(model: osim.Model, bodies: dict[str, osim.Body], muscle: Muscle) -> None:
    actuator = osim.PathActuator()
    actuator.setName(muscle.name)
    model.addForce(actuator)
    for number, point in enumerate(muscle.path, start=1):
        actuator.addNewPathPoint(f"{muscle.name}_{number}", bodies[point.on], osim.Vec3(*point.at))
    if muscle.wrap:
        path = actuator.updGeometryPath()
        path.addPathWrap(_cylinder(bodies, muscle.name, muscle.wrap))
        for end in (0, 1):
            path.updWrapSet().get(0).set_range(end, muscle.wrap.after_point + end)


def _cylinder(bodies: dict[str, osim.Body], muscle: str, wrap: Wrap) -> osim.WrapCylinder:
    cylinder = osim.WrapCylinder()
    cylinder.setName(f"{muscle}_wrap")
    cylinder.set_translation(osim.Vec3(*wrap.center))
    cylinder.set_xyz_body_rotation(osim.Vec3(*wrap.rotation_xyz_rad))
    cylinder.set_radius(wrap.radius_m)
    cylinder.set_length(1.0)
    cylinder.set_quadrant(wrap.side.removeprefix("+") if wrap.side else "all")
    bodies[wrap.on].addWrapObject(cylinder)
    return cylinder


def _line() -> osim.LinearFunction:
    return osim.LinearFunction(1.0, 0.0)


def _polynomial(from_lowest: list[float]) -> osim.PolynomialFunction:
    return osim.PolynomialFunction(osim.Vector(from_lowest[::-1]))


def _spline(x: list[float], y: list[float]) -> osim.SimmSpline:
    spline = osim.SimmSpline()
    for point in zip(x, y, strict=True):
        spline.addPoint(*point)
    return spline
