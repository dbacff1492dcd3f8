"""Routes of subjects, their archives, single records, and the matching queue."""

from django.urls import path

from xinlu.office import (
    matching,
    matching_queue,
    records,
    records_change,
    records_correct,
    subjects,
    subjects_find,
    subjects_identity,
    subjects_list,
)

urlpatterns = [
    path("subjects/", subjects_list.show_list, name="office-subjects"),
    path("subjects/find/", subjects_find.find, name="office-subjects-find"),
    path("subjects/export.csv", subjects_list.export_list, name="office-subjects-export"),
    path("subjects/<slug:subject>/", subjects.show, name="office-subject"),
    path("subjects/<slug:subject>/whole/", subjects.show_whole, name="office-subject-whole"),
    path("subjects/<slug:subject>/records.csv", subjects.export_records, name="office-subject-records"),
    path("subjects/<slug:subject>/merge/", subjects_identity.merge, name="office-subject-merge"),
    path("subjects/<slug:subject>/merge/find/", subjects_find.find_other, name="office-subject-merge-find"),
    path("subjects/<slug:subject>/split/", subjects_identity.split, name="office-subject-split"),
    path("judgements/<int:judgement>/undo/", subjects_identity.undo, name="office-judgement-undo"),
    path("records/<slug:record>/", records.show, name="office-record"),
    path("records/<slug:record>/whole/", records.show_whole, name="office-record-whole"),
    path("records/<slug:record>/correct/", records_correct.correct, name="office-record-correct"),
    path("records/<slug:record>/<str:step>/", records_change.change, name="office-record-change"),
    path("matching/", matching_queue.show_queue, name="office-matching"),
    path("matching/export.csv", matching_queue.export_queue, name="office-matching-export"),
    path("matching/<int:case>/", matching.show_case, name="office-match-case"),
    path("matching/<int:case>/whole/", matching.show_case_whole, name="office-match-case-whole"),
]
