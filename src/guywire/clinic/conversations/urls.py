from django.urls import path

from guywire.clinic.conversations import views

urlpatterns = [
    path("messages/<str:token>/", views.thread, name="thread"),
    path("messages/<str:token>/new-link/", views.renew_link, name="thread_renew_link"),
]
