from django.utils.translation import gettext_lazy as _

from guywire.clinic.plain_forms import LongText
from guywire.clinic.welcome.forms import WebQuestionForm


class ThreadForm(WebQuestionForm):
    """What a person writes to the practice. We know already who they are."""

    text = LongText(
        label=_("What would you like to ask or tell us?"),
        help_text=_("A sentence or two is enough."),
        rows=3,
        error_messages={"required": _("Type a few words, so that we can prepare.")},
    )
