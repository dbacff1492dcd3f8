"""Routes of the open interface. The description is at openapi.json for machines, at docs for people."""

from django.urls import path, re_path

from xinlu.openapi import docs
from xinlu.openapi.api import api
from xinlu.openapi.problems import told

app_name = "openapi"
operations = [route for route in api.urls[0] if route.name != "api-root"]
for route in operations:
    route.callback = told(route.callback)

urlpatterns = [
    path("", docs.go_there, name="api-root"),
    path("docs", docs.show_docs, name="docs"),
    *operations,
    re_path("", docs.unknown),
]
