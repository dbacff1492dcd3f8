"""What the two navigations offer. A link's permission is the one its own view declares."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from xinlu.ui.access import may_open


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    icon: str = ""
    current: bool = False


OFFICE = (
    ("", (("工作台", "office-home", "home"),)),
    (
        "归集",
        (
            ("报送记录", "office-submissions", "inbox"),
            ("上传文件", "office-upload", "upload"),
            ("逐条录入", "office-entry", "edit"),
            ("待处理区", "office-quarantine", "alert-triangle"),
            ("零报告", "office-zero", "ban"),
        ),
    ),
    ("档案", (("主体档案", "office-subjects", "building"), ("主体匹配", "office-matching", "git-merge"))),
    ("公示", (("公示时钟", "office-clock", "clock"), ("公示及时率", "office-punctuality", "chart-bar"))),
    ("目录", (("信用信息目录", "office-catalog", "book"), ("工作日历", "office-calendar", "calendar"))),
    (
        "系统",
        (
            ("机构", "office-organisations", "sitemap"),
            ("用户", "office-users", "users"),
            ("接口令牌", "office-tokens", "key"),
            ("操作留痕", "office-acts", "history"),
        ),
    ),
)

PORTAL = (
    ("首页", "portal-home"),
    ("行政许可", "portal-permits"),
    ("行政处罚", "portal-penalties"),
    ("信用查询", "portal-search"),
    ("信息目录", "portal-catalogue"),
    ("数据质量", "portal-quality"),
    ("关于本站", "portal-about"),
)


def office_groups(request: HttpRequest | None) -> list[tuple[str, list[Link]]]:
    """Groups with at least one link that the request's principal may open."""
    groups = [
        (title, [link for entry in entries if (link := office_link(request, *entry))])
        for title, entries in OFFICE
    ]
    return [(title, links) for title, links in groups if links]


def office_link(request: HttpRequest | None, title: str, name: str, icon: str) -> Link | None:
    """None when the route is missing or its permission is not held."""
    url = address(name)
    principal = getattr(request, "principal", None)
    if not url or principal is None or not may_open(principal, url):
        return None
    return Link(title, url, icon, is_current(request, url, name == "office-home"))


def portal_links(request: HttpRequest | None) -> list[Link]:
    links = ((title, address(name), name == "portal-home") for title, name in PORTAL)
    return [Link(title, url, "", is_current(request, url, exact)) for title, url, exact in links if url]


def address(name: str) -> str:
    """ "" while no such route exists."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def is_current(request: HttpRequest | None, url: str, exact: bool) -> bool:
    path = getattr(request, "path", "")
    return path == url if exact else path.startswith(url)
