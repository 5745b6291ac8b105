from django.urls import path

from guywire.clinic.visits import calendar_feed, manage_visit, offer_views, room_views, views

urlpatterns = [
    path("calendar/<uuid:key>.ics", calendar_feed.feed, name="calendar_feed"),
    path("visits/", views.choose_place, name="visits"),
    path("visits/therapist/", views.choose_therapist, name="visit_therapist"),
    path("visits/time/", views.choose_time, name="visit_time"),
    path("visits/details/", views.details, name="visit_details"),
    path("visits/offer/<str:token>/", offer_views.offer, name="visit_offer"),
    path("visits/<str:token>/", manage_visit.show, name="visit"),
    path("visits/<str:token>/move/", manage_visit.move, name="visit_move"),
    path("visits/<str:token>/new-link/", manage_visit.renew_link, name="visit_renew_link"),
    path("visits/<str:token>/cancel/", manage_visit.cancel, name="visit_cancel"),
    path("visits/<str:token>/room/", room_views.show, name="visit_room"),
    path("visits/<str:token>/room/poll/", room_views.poll, name="visit_room_poll"),
    path("visits/<str:token>/visit.ics", manage_visit.calendar, name="visit_calendar"),
]
