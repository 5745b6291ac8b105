from django.urls import path

from guywire.clinic.conversations import texts, views

urlpatterns = [
    path("sms/incoming/", texts.incoming, name="sms_incoming"),
    path("sms/status/<uuid:key>/", texts.status, name="sms_status"),
    path("messages/<str:token>/", views.thread, name="thread"),
    path("messages/<str:token>/new-link/", views.renew_link, name="thread_renew_link"),
]
