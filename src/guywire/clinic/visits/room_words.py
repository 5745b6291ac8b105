"""Every sentence that the script of the room shows."""

from django.utils.translation import gettext as _

from guywire.care.vocabulary import Side

SPOTS = {
    "left": (Side.LEFT, "thigh"),
    "right": (Side.RIGHT, "thigh"),
    "pelvis": (None, "standing"),
}
"""Where the phone lies, by the word that the two pages and the form use: side, and reading."""


def spot_titles() -> dict[str, str]:
    return {
        "left": _("Left hip, on the thigh"),
        "right": _("Right hip, on the thigh"),
        "pelvis": _("Pelvis, standing"),
    }


def words(other: str) -> dict[str, str]:
    return {
        "asking": _("Your browser asks to use the camera and microphone. Choose Allow."),
        "no_media": _(
            "We cannot use your camera and microphone. Allow them in the browser, or join "
            "without: you can read and write."
        ),
        "no_camera": _("No camera. {name} can hear you.").format(name=other),
        "insecure": _("Video needs a secure address (https). Call us, and we will help."),
        "waiting": _("{name} will let you in. Stay on this page.").format(name=other),
        "alone": _("{name} is not here yet. Stay on this page.").format(name=other),
        "in_waiting_room": _("{name} is in the waiting room.").format(name=other),
        "connecting": _("Connecting …"),
        "connected": _("You are connected."),
        "lost": _("The connection was lost. We are trying to connect again. You can write here."),
        "failed": _(
            "Your two networks do not let video and sound through. You can write here, or use "
            "the other way below."
        ),
        "left": _("{name} has left.").format(name=other),
        "replaced": _("This visit is open on another page or device. You can close this one."),
        "closed": _("The time of this visit is over."),
        "no_server": _("We cannot reach the clinic. We are still trying."),
        "you": _("You"),
        "other": other,
        "mute": _("Turn the microphone off"),
        "unmute": _("Turn the microphone on"),
        "hide": _("Turn the camera off"),
        "show": _("Turn the camera on"),
        "their_camera_off": _("{name} turned the camera off.").format(name=other),
        "their_microphone_off": _("{name} turned the microphone off.").format(name=other),
        "no_sensor": _("This device has no tilt sensor. Join from a phone to send its angle."),
        "sensor_refused": _("The phone did not let this page read its tilt."),
        "sending": _("{name} sees your phone's angle. Tap again to stop.").format(name=other),
        "not_sending": _("Your phone's angle is not sent."),
        "no_angle": _("No angle now. The patient starts it on their phone."),
        "thigh_plus": _("The knee is higher than the hip."),
        "thigh_level": _("The thigh is level."),
        "thigh_minus": _("The knee is lower than the hip."),
        "pelvis_plus": _("The pelvis is tilted back."),
        "pelvis_level": _("The pelvis is upright."),
        "pelvis_minus": _("The pelvis is tilted forward."),
        "place_left": _("Lay the phone along the top of your left thigh, top edge to the knee."),
        "place_right": _("Lay the phone along the top of your right thigh, top edge to the knee."),
        "place_pelvis": _(
            "Stand, and hold the phone against the front of your pelvis, screen outward, top "
            "edge down."
        ),
    }
