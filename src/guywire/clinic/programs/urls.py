from django.urls import path

from guywire.clinic.programs import more_views, paper, views

urlpatterns = [
    path("program/", views.program, name="program"),
    path("program/paper/", paper.paper, name="program_paper"),
    path("program/paper.pdf", paper.paper_pdf, name="program_paper_pdf"),
    path("session/", views.session, name="session"),
    path("session/run/", views.session_run, name="session_run"),
    path("session/after/", views.session_after, name="session_after"),
    path("session/worker.js", views.session_worker, name="session_worker"),
    path("session/done/", views.session_done, name="session_done"),
    path("session/helped/", views.helped, name="session_helped"),
    path("progress/", more_views.progress, name="progress"),
    path("progress/questionnaire/", more_views.fill_in_questionnaire, name="questionnaire"),
    path("share/", more_views.share, name="share"),
    path("ask/", more_views.ask, name="ask"),
]
