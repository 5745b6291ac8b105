"""Draw every picture of every person into the site's static files: `make drawings`."""

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from drawings import figure_skin
from drawings.motion import MOTIONS, draw_moving
from drawings.palette import painted
from drawings.people import PEOPLE, person
from drawings.scene import draw
from drawings.scenes import SCENES

SITE = Path(__file__).parents[2] / "src/guywire/site"
PICTURES = SITE / "static/site/drawings"
BOXES = SITE / "drawings.json"
"""The view box of each picture of each person, which a page needs before it has the file."""
STROKE = 'stroke-width="5" stroke-linejoin="round" stroke-linecap="round"'
Job = tuple[str, str, Path]


def svg(job: Job) -> tuple[str, str]:
    """Return the view box and the text of one picture."""
    who, name, wheel = job
    picture = draw(SCENES[name], person(who, wheel))
    box = " ".join(str(edge) for edge in picture.box)
    paths = painted(picture.paths, PEOPLE[who].palette)
    return box, (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
        f'<g id="drawing" {STROKE}>\n{paths}\n</g></svg>\n'
    )


def moving_svg(job: Job) -> tuple[str, str]:
    """Return the view box and the text of one moving drawing: frames in groups of one file."""
    who, name, wheel = job
    moving = draw_moving(MOTIONS[name.removeprefix("move_")], person(who, wheel))
    box = " ".join(str(edge) for edge in moving.box)
    palette = PEOPLE[who].palette
    groups = "".join(
        f'<g data-step="{frame.step}"{" data-key" if frame.is_key else ""}>'
        f"{painted(frame.paths, palette)}</g>\n"
        for frame in moving.frames
    )
    return box, (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
        f'<g id="drawing" {STROKE}>\n{painted(moving.bed, palette)}\n{groups}</g></svg>\n'
    ).replace(" data-key", ' data-key=""')


def drawn(job: Job) -> tuple[str, str]:
    return moving_svg(job) if job[1].startswith("move_") else svg(job)


NAMES = (*SCENES, *(f"move_{name}" for name in MOTIONS))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("wheel", type=Path, help="the wheel named in body.txt")
    arguments.add_argument("--only", nargs="*", default=list(NAMES), help="names of pictures")
    arguments.add_argument("--people", nargs="*", default=list(PEOPLE))
    given = arguments.parse_args()
    jobs = [(who, name, given.wheel) for who in given.people for name in given.only]
    boxes = json.loads(BOXES.read_text("utf-8")) if BOXES.exists() else {}
    with ProcessPoolExecutor() as processes:
        for (who, name, _), (box, text) in zip(jobs, processes.map(drawn, jobs), strict=True):
            boxes.setdefault(who, {})[name] = box
            file = PICTURES / who / f"{name}.svg"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    if set(given.only) == set(NAMES):
        figure_skin.write(person("ana", given.wheel))
    kept = {who: {n: boxes[who][n] for n in sorted(NAMES)} for who in PEOPLE}
    BOXES.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
