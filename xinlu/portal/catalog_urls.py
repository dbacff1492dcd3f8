"""Routes of the published catalogue, under /catalogue/."""

from django.urls import path

from xinlu.portal import catalog, catalog_machine, catalog_template

urlpatterns = [
    path("", catalog.list_items, name="portal-catalogue"),
    path("datapackage.json", catalog_machine.send_package, name="portal-catalogue-package"),
    path("dcat.jsonld", catalog_machine.send_dcat, name="portal-catalogue-dcat"),
    path("<slug:identifier>.json", catalog_machine.send_schema, name="portal-catalogue-schema"),
    path("<slug:identifier>/", catalog.show_item, name="portal-catalogue-item"),
    path("<slug:identifier>/template.csv", catalog_template.send_csv, name="portal-catalogue-csv"),
    path("<slug:identifier>/template.xlsx", catalog_template.send_workbook, name="portal-catalogue-xlsx"),
]
