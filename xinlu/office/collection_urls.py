"""Routes of collection: submissions, upload, web form, quarantine, zero reports."""

from django.urls import path

from xinlu.office import downloads, entry, entry_list, exceptions, quarantine, submissions, upload, zero

urlpatterns = [
    path("submissions/", submissions.show_list, name="office-submissions"),
    path("submissions/export.csv", submissions.export_list, name="office-submissions-export"),
    path("submissions/<str:submission>/", submissions.show, name="office-submission"),
    path("submissions/<str:submission>/progress/", submissions.show_progress, name="office-progress"),
    path("submissions/<str:submission>/confirm/", submissions.confirm_volume, name="office-confirm-volume"),
    path("submissions/<str:submission>/refuse/", submissions.refuse, name="office-refuse"),
    path("submissions/<str:submission>/<str:kind>/", downloads.send, name="office-download"),
    path("submissions/<str:submission>/<str:kind>/making/", downloads.show_making, name="office-making"),
    path("upload/", upload.show, name="office-upload"),
    path("entry/", entry_list.show_list, name="office-entry"),
    path("entry/export.csv", entry_list.export_list, name="office-entry-export"),
    path("entry/new/<str:item>/", entry.fill_in, name="office-entry-new"),
    path("entry/<int:entry>/", entry.review, name="office-entry-review"),
    path("quarantine/", quarantine.show_list, name="office-quarantine"),
    path("quarantine/export.csv", quarantine.export_list, name="office-quarantine-export"),
    path("quarantine/<int:row>/", quarantine.show, name="office-quarantined"),
    path("exceptions/", exceptions.show_list, name="office-exceptions"),
    path("exceptions/export.csv", exceptions.export_list, name="office-exceptions-export"),
    path("exceptions/<slug:code>/<slug:step>/", exceptions.change, name="office-exception-change"),
    path("zero/", zero.show, name="office-zero"),
    path("zero/export.csv", zero.export_list, name="office-zero-export"),
]
