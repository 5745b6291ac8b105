from django.urls import path

from guywire.clinic.welcome import views

urlpatterns = [path("", views.home, name="home")]
