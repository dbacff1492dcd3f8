"""Routes of the catalogue and of the working calendar in the office."""

from django.urls import path

from xinlu.office import calendar, catalog
from xinlu.office import catalog_edit as edit

urlpatterns = [
    path("catalog/", catalog.list_items, name="office-catalog"),
    path("catalog/<slug:identifier>/", catalog.show_item, name="office-catalog-item"),
    path("catalog/<slug:identifier>/difference/", catalog.show_difference, name="office-catalog-difference"),
    path("catalog/<slug:identifier>/start/", edit.start, name="office-catalog-start"),
    path("catalog/<slug:identifier>/discard/", edit.discard, name="office-catalog-discard"),
    path("catalog/<slug:identifier>/publish/", edit.publish, name="office-catalog-publish"),
    path("catalog/<slug:identifier>/elements/", edit.edit_elements, name="office-catalog-elements"),
    path("catalog/<slug:identifier>/fields/", edit.add_field, name="office-catalog-field-new"),
    path("catalog/<slug:identifier>/fields/<slug:name>/", edit.edit_field, name="office-catalog-field"),
    path(
        "catalog/<slug:identifier>/fields/<slug:name>/remove/",
        edit.remove_field,
        name="office-catalog-field-remove",
    ),
    path("calendar/", calendar.show_year, name="office-calendar"),
    path("calendar/day/", calendar.declare, name="office-calendar-day"),
    path("calendar/day/withdraw/", calendar.withdraw, name="office-calendar-withdraw"),
    path("calendar/year/withdraw/", calendar.withdraw_year, name="office-calendar-year-withdraw"),
    path("calendar/year/", calendar.enter, name="office-calendar-year"),
]
