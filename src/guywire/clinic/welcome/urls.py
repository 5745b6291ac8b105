from django.urls import path

from guywire.clinic.welcome import answers, look_views, views
from guywire.clinic.welcome.models import Kind

urlpatterns = [
    path("help/", views.question, {"kind": Kind.HELP}, name="help"),
    path("insurance/", views.question, {"kind": Kind.INSURANCE}, name="insurance"),
    path("call-back/", views.question, {"kind": Kind.CALL_BACK}, name="call_back"),
    path("answers/<str:token>/", answers.answer, name="answer"),
    path("look/<int:edition>-<slug:color>.css", look_views.colors, name="look_colors"),
    path("look/<slug:name>.webp", look_views.stored_picture, name="look_picture"),
    path("look/<slug:name>.png", look_views.stored_icon, name="look_icon"),
    path("tonight/", views.tonight, name="tonight"),
    path("thanks/<slug:kind>/", views.thanks, name="thanks"),
    path("instructions/", views.instructions_for_use, name="instructions"),
    path("instructions.pdf", views.instructions_pdf, name="instructions_pdf"),
]
