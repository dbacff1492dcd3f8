"""The main pages of both faces: (username, path). "first:" leads to the first entry of a list."""

PORTAL = (
    "/",
    "/permits/",
    "/penalties/",
    "/penalties/?region=350200&page=1",
    "/penalties/?q=查无此人",
    "first:/permits/",
    "first:/penalties/",
    "/search/",
    "/search/?q=运输",
    "/search/?q=查无此人",
    "first:/search/?q=运输",
    "/catalogue/",
    "/catalogue/admin-penalty/",
    "/quality/",
    "/about/",
    "/verify/",
    "/api/v1/docs",
    "/ui/gallery",
    "/office/login/",
)
CLERK = (
    "/office/",
    "/office/submissions/",
    "first:/office/submissions/",
    "/office/upload/",
    "/office/entry/",
    "/office/entry/new/admin-penalty/",
    "/office/entry/new/admin-permit/",
    "/office/quarantine/",
    "/office/zero/",
    "/office/clock/",
    "/office/profile/",
)
STEWARD = (
    "/office/",
    "/office/submissions/?status=concluded",
    "/office/quarantine/",
    "first:/office/quarantine/",
    "/office/subjects/",
    "first:/office/subjects/?text=运输",
    "/office/exceptions/",
    "/office/matching/",
    "first:/office/matching/",
    "/office/clock/",
    "/office/clock/?tab=published",
    "first:/office/clock/?tab=published",
    "/office/punctuality/",
    "/office/catalog/",
    "/office/catalog/admin-penalty/",
)
AUDITOR = ("/office/", "/office/punctuality/", "/office/acts/", "first:/office/acts/")
ADMINISTRATOR = (
    "/office/",
    "/office/calendar/",
    "/office/organisations/",
    "/office/organisations/350128/",
    "/office/calendar/?year=2027",
    "/office/users/",
    "first:/office/users/",
    "/office/users/new/",
    "/office/tokens/",
    "/office/tokens/new/",
    "/office/profile/totp/",
)
PLACES = [
    (username, path)
    for username, paths in (
        ("", PORTAL),
        ("xiaolin", CLERK),
        ("shuju", STEWARD),
        ("shenji", AUDITOR),
        ("admin", ADMINISTRATOR),
    )
    for path in paths
]
