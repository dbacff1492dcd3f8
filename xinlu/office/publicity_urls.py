"""Routes of the publicity clock, punctuality, and one publication."""

from django.urls import path

from xinlu.office import publicity, publicity_show, publicity_table

urlpatterns = [
    path("clock/", publicity.show_clock, name="office-clock"),
    path("clock/export.csv", publicity.export_clock, name="office-clock-export"),
    path("punctuality/", publicity_table.show_punctuality, name="office-punctuality"),
    path("punctuality/export.csv", publicity_table.export_punctuality, name="office-punctuality-export"),
    path("publications/<str:publication>/", publicity_show.show, name="office-publication"),
    path("publications/<str:publication>/withhold/", publicity_show.withhold, name="office-withhold"),
    path("publications/<str:publication>/lift/", publicity_show.lift, name="office-lift"),
]
