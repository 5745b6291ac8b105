from django.urls import include, path, re_path

from guywire.clinic.people import passkey_views
from guywire.site import offline, views
from guywire.site.home import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("worker.js", offline.worker, name="worker"),
    path("offline/", offline.offline, name="offline"),
    # First, because each address is compared with all that stand before it.
    path("", include("guywire.clinic.visits.urls")),
    re_path("^accounts/(?:confirm-)?email/", views.not_offered),
    path("accounts/logout/", views.sign_out),
    path("accounts/2fa/webauthn/login/", passkey_views.sign_in),
    path("accounts/", include("allauth.urls")),
    path("", include("guywire.clinic.people.urls")),
    path("", include("guywire.clinic.handover.urls")),
    path("", include("guywire.clinic.welcome.urls")),
    path("", include("guywire.clinic.conversations.urls")),
    path("", include("guywire.clinic.checks.urls")),
    path("", include("guywire.clinic.why.urls")),
    path("", include("guywire.clinic.programs.urls")),
    path("desk/", include("guywire.clinic.desk.urls")),
]

handler400 = "guywire.site.views.bad_request"
handler500 = "guywire.site.views.server_error"
