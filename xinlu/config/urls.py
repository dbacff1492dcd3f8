"""All routes: the public site at the root, the office and the open interface under their own prefixes."""

from django.urls import include, path

handler500 = "xinlu.ui.troubles.show"
handler404 = "xinlu.office.lost.show"

urlpatterns = [
    path("office/", include("xinlu.office.urls")),
    path("api/v1/", include("xinlu.openapi.urls")),
    path("ui/", include("xinlu.ui.urls")),
    path("", include("xinlu.portal.urls")),
]
