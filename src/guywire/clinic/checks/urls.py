from django.urls import path

from guywire.clinic.checks import views

urlpatterns = [
    path("check/discard/", views.discard, name="check_discard"),
    path("check/", views.start, name="check"),
    path("stretch/", views.stretch, name="stretch"),
    path("check/about/<slug:name>/", views.about, name="check_about"),
    path("check/safety/<slug:page_id>/", views.safety, name="check_safety"),
    path("check/get-help/", views.stop, name="check_stop"),
    path("check/therapist-first/", views.therapist_first, name="check_therapist_first"),
    path("check/sitting/", views.sitting, name="check_sitting"),
    path("check/steps/", views.steps, name="check_steps"),
    path("check/how-to-measure/", views.how, name="check_how"),
    path("check/standing/", views.standing, name="check_standing"),
    path("check/<str:side>-side/", views.side, name="check_side"),
    path("check/<str:side>-knee-bend/", views.knee_bend, name="check_knee_bend"),
    path("check/result/", views.result, name="check_result"),
    path("check/again/", views.again, name="check_again"),
    path("rules/", views.rules, name="rules"),
]
