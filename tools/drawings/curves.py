"""Smooth rings and lines of points as cubic Bézier paths of whole millimeters."""

import numpy as np

from drawings.rotation import Array

Cubic = tuple[Array, Array, Array, Array]
STEP_MM = 3.0
CORNER_DEG = 55.0
CORNER_REACH_MM = 9.0
MAX_DEPTH = 12


def ring_path(points: Array, smooth_mm: float, error_mm: float) -> str:
    """Return one closed path; corners stay corners."""
    pieces, is_round = smooth_ring(points, smooth_mm)
    cubics: list[Cubic] = []
    for piece in pieces:
        if is_round:
            along = _direction(piece[1] - piece[-2])
            fit(piece, along, -along, error_mm, cubics)
        else:
            cubics += fit_line(piece, error_mm)
    return f"{written(cubics)}z"


def line_path(points: Array, error_mm: float = 0.6) -> str:
    return written(fit_line(np.asarray(points, dtype=float), error_mm))


def written(cubics: list[Cubic]) -> str:
    """Return relative path commands; each cubic begins where the rounded one before it ended."""
    here = np.round(cubics[0][0])
    text = f"M{here[0]:.0f} {here[1]:.0f}c"
    parts = []
    for cubic in cubics:
        ends = [np.round(point) for point in cubic[1:]]
        parts.append(" ".join(f"{x:.0f} {y:.0f}" for x, y in (end - here for end in ends)))
        here = ends[-1]
    return (text + " ".join(parts)).replace("-0 ", "0 ").replace(" -", "-")


def smooth_ring(points: Array, smooth_mm: float) -> tuple[list[Array], bool]:
    """Return the ring as pieces between its corners, or as one round piece."""
    ring = _resampled(points)
    corners = _corners(ring)
    if not corners:
        smooth = _smoothed_round(ring, smooth_mm)
        return [np.vstack([smooth, smooth[:1]])], True
    count = len(ring)
    pieces = []
    for number, start in enumerate(corners):
        end = corners[(number + 1) % len(corners)]
        last = end if end > start else end + count
        pieces.append(_smoothed_piece(ring[np.arange(start, last + 1) % count], smooth_mm))
    return pieces, False


def _resampled(points: Array) -> Array:
    ring = points[:-1] if np.allclose(points[0], points[-1]) else points
    closed = np.vstack([ring, ring[:1]])
    way = _way_along(closed)
    count = max(int(way[-1] / STEP_MM), 8)
    at = np.arange(count) * way[-1] / count
    return np.stack([np.interp(at, way, closed[:, axis]) for axis in (0, 1)], axis=1)


def _way_along(points: Array) -> Array:
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])


def _corners(ring: Array) -> list[int]:
    """Return where the ring turns more than a curve does, the sharpest of each neighborhood."""
    reach = max(int(CORNER_REACH_MM / STEP_MM), 1)
    coming, going = ring - np.roll(ring, reach, 0), np.roll(ring, -reach, 0) - ring
    cross = coming[:, 0] * going[:, 1] - coming[:, 1] * going[:, 0]
    turn = np.abs(np.degrees(np.arctan2(cross, (coming * going).sum(axis=1))))
    corners: list[int] = []
    for at in range(len(ring)):
        near = turn[np.arange(at - 2 * reach, at + 2 * reach + 1) % len(ring)]
        if turn[at] > CORNER_DEG and turn[at] >= near.max() and at - (corners or [-99])[-1] > reach:
            corners.append(at)
    return corners


def _kernel(smooth_mm: float, reach: int, full_reach: int) -> Array:
    width = smooth_mm * reach / full_reach
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) * STEP_MM / width) ** 2)
    return np.asarray(weights / weights.sum())


def _smoothed_round(ring: Array, smooth_mm: float) -> Array:
    reach = max(int(3 * smooth_mm / STEP_MM), 1)
    kernel = _kernel(smooth_mm, reach, reach)
    padded = np.take(ring, np.arange(-reach, len(ring) + reach), axis=0, mode="wrap")
    return np.stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)], axis=1)


def _smoothed_piece(piece: Array, smooth_mm: float) -> Array:
    """Smooth between two corners, which stay where they are."""
    if len(piece) <= 3:
        return piece
    full = max(int(3 * smooth_mm / STEP_MM), 1)
    reach = min(full, len(piece) - 1)
    padded = np.vstack(
        [
            2 * piece[0] - piece[reach:0:-1],
            piece,
            2 * piece[-1] - piece[-2 : -reach - 2 : -1],
        ]
    )
    kernel = _kernel(smooth_mm, reach, full)
    return np.stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)], axis=1)


# Fitting, after Schneider: An algorithm for automatically fitting digitized curves (1990).


def fit_line(points: Array, error_mm: float) -> list[Cubic]:
    cubics: list[Cubic] = []
    ahead = min(2, len(points) - 1)
    start = _direction(points[ahead] - points[0])
    end = _direction(points[-1 - ahead] - points[-1])
    fit(points, start, end, error_mm, cubics)
    return cubics


def fit(
    points: Array, start: Array, end: Array, error_mm: float, out: list[Cubic], depth: int = 0
) -> None:
    """Append cubics that stay within `error_mm` of the points and leave along `start` and `end`."""
    chord = float(np.linalg.norm(points[-1] - points[0]))
    if len(points) == 2 or depth > MAX_DEPTH:
        third = chord / 3
        out.append((points[0], points[0] + start * third, points[-1] + end * third, points[-1]))
        return
    way = _way_along(points)
    at = way / way[-1]
    worst = len(points) // 2
    for _ in range(5):
        cubic = _best(points, at, start, end, chord, float(way[-1]))
        off = ((_on(cubic, at) - points) ** 2).sum(axis=1)
        worst = int(off.argmax())
        if off[worst] < error_mm**2:
            out.append(cubic)
            return
        if off[worst] > 16 * error_mm**2:
            break
        at = _nearer(cubic, points, at)
    split = min(max(worst, 1), len(points) - 2)
    middle = _direction(points[max(split - 2, 0)] - points[min(split + 2, len(points) - 1)])
    fit(points[: split + 1], start, middle, error_mm, out, depth + 1)
    fit(points[split:], -middle, end, error_mm, out, depth + 1)


def _direction(vector: Array) -> Array:
    return np.asarray(vector / (np.linalg.norm(vector) + 1e-9))


def _on(cubic: Cubic, at: Array) -> Array:
    t = at[:, None]
    a, b, c, d = cubic
    return np.asarray(
        (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
    )


def _best(points: Array, at: Array, start: Array, end: Array, chord: float, length: float) -> Cubic:
    """Return the cubic whose two handles fit the points best in the least squares sense."""
    b0, b1 = (1 - at) ** 3, 3 * at * (1 - at) ** 2
    b2, b3 = 3 * at * at * (1 - at), at**3
    first, second = start * b1[:, None], end * b2[:, None]
    rest = points - (points[0] * (b0 + b1)[:, None] + points[-1] * (b2 + b3)[:, None])
    cross = (first * second).sum()
    normal = np.array([[(first * first).sum(), cross], [cross, (second * second).sum()]])
    handles = np.full(2, chord / 3)
    if abs(np.linalg.det(normal)) > 1e-9:
        handles = np.linalg.solve(normal, [(first * rest).sum(), (second * rest).sum()])
    if handles.min() < chord / 100 or handles.max() > 4 * length:
        handles = np.full(2, chord / 3)
    return points[0], points[0] + start * handles[0], points[-1] + end * handles[1], points[-1]


def _nearer(cubic: Cubic, points: Array, at: Array) -> Array:
    """Return parameters moved one Newton step toward the nearest points on the curve."""
    control = np.array(cubic)
    first = 3 * np.diff(control, axis=0)
    second = 2 * np.diff(first, axis=0)
    t = at[:, None]
    speed = (1 - t) ** 2 * first[0] + 2 * t * (1 - t) * first[1] + t * t * first[2]
    bend = (1 - t) * second[0] + t * second[1]
    off = _on(cubic, at) - points
    slope = (speed * speed).sum(axis=1) + (off * bend).sum(axis=1)
    slope[np.abs(slope) < 1e-9] = 1e-9
    return np.asarray(np.clip(at - (off * speed).sum(axis=1) / slope, 0, 1))
