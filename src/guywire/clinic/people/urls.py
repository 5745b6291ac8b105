from django.urls import path

from guywire.clinic.people import views

urlpatterns = [
    path("device/", views.device, name="device"),
    path("device/data/", views.data, name="device_data"),
    path("device/data.json", views.data_json, name="device_data_json"),
    path("device/delete/", views.ask_for_deletion, name="device_delete"),
    path("device/forget/", views.forget, name="forget"),
    path("device/stop-sharing/", views.stop_sharing, name="stop_sharing"),
]
