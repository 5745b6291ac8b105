"""Any list of the desk as a CSV file, for owners. A download is a look at everyone in it."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_POST

from guywire.clinic.desk.csv_file import csv_response
from guywire.clinic.desk.lists import LISTS
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look
from guywire.clinic.welcome.queries import current_clinic


@require_POST
@staff_only(*OWNER)
def export(request: HttpRequest, name: str) -> StreamingHttpResponse:
    if name not in LISTS:
        raise Http404
    rows = list(LISTS[name].rows(staff_of(request)))
    record_look(staff_of(request), "export", [number for number, _cells in rows], list=name)
    zone = ZoneInfo(current_clinic().timezone)
    return csv_response(name, LISTS[name].columns, [cells for _number, cells in rows], zone)
