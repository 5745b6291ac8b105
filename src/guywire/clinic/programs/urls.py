from django.urls import path

from guywire.clinic.programs.views import (
    asking,
    goals,
    paper,
    program,
    progress,
    questionnaire,
    reminders,
    session,
    sharing,
    walking,
)

urlpatterns = [
    path("program/", program.program, name="program"),
    path("program/paper/", paper.paper, name="program_paper"),
    path("program/paper.pdf", paper.paper_pdf, name="program_paper_pdf"),
    path("session/", session.session, name="session"),
    path("session/run/", session.session_run, name="session_run"),
    path("session/after/", session.session_after, name="session_after"),
    path("session/offline/", session.session_offline, name="session_offline"),
    path("session/done/", session.session_done, name="session_done"),
    path("session/helped/", program.helped, name="session_helped"),
    path("progress/", progress.progress, name="progress"),
    path("progress/questionnaire/", questionnaire.fill_in_questionnaire, name="questionnaire"),
    path("progress/goals/", goals.goals, name="goals"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/<str:token>/", reminders.email_reminder, name="email_reminder"),
    path("barrier/", reminders.barrier, name="barrier"),
    path("walking/", walking.walking, name="walking"),
    path("walking/plan/", walking.walking_plan, name="walking_plan"),
    path("walking/stop/", walking.stop_walking, name="walking_stop"),
    path("share/", sharing.share, name="share"),
    path("ask/", asking.ask, name="ask"),
]
