"""Routes of the open interface; the schema is at /api/v1/openapi.json."""

from xinlu.openapi.api import api

urlpatterns = api.urls[0]
app_name = "openapi"
