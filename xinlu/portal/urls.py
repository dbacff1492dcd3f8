"""Routes of the public site."""

from django.urls import include, path, re_path

from xinlu.portal import about, exports, feeds, home, maps, publications, quality, subjects, verify

SLUG = "(?P<slug>permits|penalties)"

urlpatterns = [
    path("", home.show_home, name="portal-home"),
    path("permits/", publications.list_publications, {"slug": "permits"}, name="portal-permits"),
    path("penalties/", publications.list_publications, {"slug": "penalties"}, name="portal-penalties"),
    re_path(rf"^{SLUG}\.(?P<form>csv|json)$", exports.export, name="portal-export"),
    re_path(rf"^feed/{SLUG}\.xml$", feeds.show_feed, name="portal-feed"),
    path("publications/<slug:publication_id>/", publications.show_publication, name="portal-publication"),
    path("search/", subjects.search, name="portal-search"),
    path("subjects/<slug:subject_id>/", subjects.show_subject, name="portal-subject"),
    path("quality/", quality.show_quality, name="portal-quality"),
    path("about/", about.show_about, name="portal-about"),
    path("map/fujian.geojson", maps.send_map, name="portal-map"),
    path("verify/", verify.show_verification, name="portal-verify"),
    path("verify/<slug:submission_id>", verify.show_verification, name="portal-verify-receipt"),
    path("robots.txt", feeds.show_robots, name="portal-robots"),
    path("catalogue/", include("xinlu.portal.catalog_urls")),
    path("sitemap.xml", feeds.show_sitemap, name="portal-sitemap"),
]
