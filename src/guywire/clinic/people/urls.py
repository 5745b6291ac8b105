from django.urls import path

from guywire.clinic.people import views

urlpatterns = [
    path("device/", views.device, name="device"),
    path("device/forget/", views.forget, name="forget"),
    path("device/stop-sharing/", views.stop_sharing, name="stop_sharing"),
]
