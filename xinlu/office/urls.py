"""Routes of the office, one list per subject."""

from django.urls import path

from xinlu.office import (
    accounts_urls,
    archive_urls,
    catalog_urls,
    collection_urls,
    home,
    publicity_urls,
)

urlpatterns = [
    path("", home.show, name="office-home"),
    *accounts_urls.urlpatterns,
    *collection_urls.urlpatterns,
    *archive_urls.urlpatterns,
    *publicity_urls.urlpatterns,
    *catalog_urls.urlpatterns,
]
