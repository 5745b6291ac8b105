from django.urls import path

from guywire.clinic.why.views.evidence import evidence
from guywire.clinic.why.views.why import why

urlpatterns = [
    path("why/", why, name="why"),
    path("evidence/", evidence, name="evidence"),
]
