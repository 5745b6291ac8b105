from django.urls import path

from guywire.clinic.handover import views

urlpatterns = [
    path("device/hand-over/", views.hand_over, name="hand_over"),
    path("device/take-over/", views.take_over, name="take_over"),
    path("device/file/", views.take_in_file, name="take_in_file"),
]
