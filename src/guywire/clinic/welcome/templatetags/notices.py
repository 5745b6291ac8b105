"""`{% every_page_notices %}`: what the clinic tells everybody, on every page for patients."""

from django import template
from django.utils.safestring import SafeString

from guywire.clinic.welcome.models import NoticePlace
from guywire.clinic.welcome.notice_text import as_html
from guywire.clinic.welcome.queries import clinic_today, current_clinic, current_notices

register = template.Library()


@register.inclusion_tag("welcome/notices.html")
def every_page_notices() -> dict[str, list[tuple[SafeString, str]]]:
    notices = current_notices(clinic_today(current_clinic()))
    everywhere = (notice for notice in notices if notice.place == NoticePlace.EVERY_PAGE)
    return {"notices": [(as_html(notice.text), notice.tone) for notice in everywhere]}
