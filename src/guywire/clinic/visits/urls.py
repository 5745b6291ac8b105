from django.urls import path

from guywire.clinic.visits import own_visit, views

urlpatterns = [
    path("visits/", views.choose_place, name="visits"),
    path("visits/therapist/", views.choose_therapist, name="visit_therapist"),
    path("visits/time/", views.choose_time, name="visit_time"),
    path("visits/details/", views.details, name="visit_details"),
    path("visits/<str:token>/", own_visit.show, name="visit"),
    path("visits/<str:token>/move/", own_visit.move, name="visit_move"),
    path("visits/<str:token>/cancel/", own_visit.cancel, name="visit_cancel"),
    path("visits/<str:token>/visit.ics", own_visit.calendar, name="visit_calendar"),
]
