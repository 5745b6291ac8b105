from django.urls import path

from guywire.clinic.people import lock_views, views

urlpatterns = [
    path("accounts/locked/", lock_views.locked, name="locked"),
    path("accounts/lock/", lock_views.lock_now, name="lock"),
    path("accounts/lock/stay/", lock_views.stay, name="lock_stay"),
    path("accounts/lock/state/", lock_views.state, name="lock_state"),
    path("device/", views.device, name="device"),
    path("device/data/", views.data, name="device_data"),
    path("device/data.json", views.data_json, name="device_data_json"),
    path("device/delete/", views.ask_for_deletion, name="device_delete"),
    path("device/forget/", views.forget, name="forget"),
    path("device/undo/", views.undo_last, name="undo"),
    path("device/stop-sharing/", views.stop_sharing, name="stop_sharing"),
]
