"""Routes of the interface kit."""

from django.urls import path

from xinlu.ui.gallery import show_gallery

urlpatterns = [path("gallery", show_gallery, name="ui-gallery")]
