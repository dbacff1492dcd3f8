"""The interface's own tags, built in to every template: no {% load %} needed."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xinlu.publicity.contracts import ClockRow, Publication
from xinlu.ui import regions
from xinlu.ui.drafts import RESUMED, mark_of
from xinlu.ui.faults import sentences
from xinlu.ui.menu import office_groups, portal_links
from xinlu.ui.punctuality import LATE, SERIES, add_up, rate_of, timing_of

register = template.Library()

TONES = {"green", "yellow", "red", "blue", "gray"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An outline icon of tools/icons.txt. Without a label it is decoration and hidden from screen readers."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon" {}><use href="{}#{}"></use></svg>', spoken, static("vendor/icons.svg"), name
    )


@register.simple_tag
def badge(text: str, tone: str = "gray") -> SafeString:
    """A short state word. The tone never carries the meaning alone: the word does."""
    return format_html('<span class="mark mark-{}">{}</span>', tone if tone in TONES else "gray", text)


@register.inclusion_tag("ui/empty.html")
def empty(title: str, advice: str = "", symbol: str = "inbox") -> dict[str, str]:
    """What a list shows when it has nothing, and what to do next."""
    return {"title": title, "advice": advice, "symbol": symbol}


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The page's query string with some keys changed; None or "" drops a key; a new filter goes to page 1."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return "?" + query.urlencode()


@register.inclusion_tag("ui/sortable.html", takes_context=True)
def sortable(
    context: Context, title: str, up: str = "", down: str = "", number: bool = False
) -> dict[str, Any]:
    """A table head that sorts. up, down: values of ?order=, "" where there is none; context `order`: the one in use.

    The first click sorts up where it can, the next one the other way. On a page without an order: a plain head.
    """
    if "order" not in context:
        return {"title": title, "number": number}
    order = str(context["order"])
    directions = {value: name for name, value in (("ascending", up), ("descending", down)) if value}
    turned = down if order == up else up
    url = query_with(context, order=turned or up or down)
    return {"title": title, "url": url, "sorted": directions.get(order, ""), "number": number}


@register.inclusion_tag("ui/narrow.html", takes_context=True)
def narrow(context: Context) -> dict[str, Any]:
    """The end of a filter's form: narrow down, or clear. The order that the address asks for stays."""
    request = context["request"]
    return {"asked": request.GET.get("order", ""), "path": request.path}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Any) -> dict[str, Any]:
    """page: anything with page, pages and total. Shows the first, the last and two neighbours."""
    near = {1, page.pages, *range(page.page - 2, page.page + 3)}
    shown = sorted(number for number in near if 1 <= number <= page.pages)
    steps: list[int | None] = []
    for number in shown:
        if steps and number - (steps[-1] or 0) > 1:
            steps.append(None)
        steps.append(number)
    return {"request": context["request"], "page": page, "steps": steps}


@register.simple_tag(takes_context=True)
def resumed(context: Context, path: str = "") -> SafeString:
    """Beside {% csrf_token %}: the mark of the kept draft that fills this form, which goes once it is sent.

    path: where the form is sent, for a form with an action.
    """
    number = mark_of(context["request"], path)
    return (
        format_html('<input type="hidden" name="{}" value="{}">', RESUMED, number)
        if number
        else SafeString("")
    )


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A labelled form field with its help and its faults."""
    widget = bound.field.widget
    boxed = isinstance(widget, CheckboxInput)
    grouped = isinstance(widget, CheckboxSelectMultiple | RadioSelect)
    style = "form-check-input" if boxed else "form-select" if isinstance(widget, Select) else "form-control"
    attrs = {} if grouped else {"class": style + (" is-invalid" if bound.errors else "")}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attrs),
        "boxed": boxed,
        "grouped": grouped,
        "file": isinstance(widget, FileInput),
    }


@register.inclusion_tag("ui/chart.html")
def chart(title: str, kind: str, data: Mapping[str, Any], unit: str = "") -> dict[str, Any]:
    """An interactive chart with its table. kind: bar | stack | line.

    data: {"labels": [...], "series": [{"name": …, "values": […]}, …]}, one value a label.
    """
    rows = [
        (label, [series["values"][at] for series in data["series"]])
        for at, label in enumerate(data["labels"])
    ]
    spec = json.dumps({"kind": kind, "unit": unit, "title": title, **data}, ensure_ascii=False)
    return {"title": title, "spec": spec, "data": data, "rows": rows, "unit": unit}


@register.simple_tag
def notice() -> SafeString:
    """The operator's one line for every page, such as that the data is invented; nothing without one."""
    if not settings.NOTICE.exists():
        return SafeString("")
    said = settings.NOTICE.read_text(encoding="utf-8").strip()
    return format_html('<aside class="site-notice" aria-label="本站提示">{}</aside>', said)


@register.simple_tag(takes_context=True)
def address(context: Context) -> str:
    """The page's own, without what was asked of it: for paper."""
    return settings.SITE_URL.rstrip("/") + context["request"].path


region_name = register.filter("region_name", regions.full_name)
place_name = register.filter("place_name", regions.place_name)


@register.filter
def faults(bound: BoundField) -> list[str]:
    """What is wrong with a field's value, as sentences."""
    return sentences(bound)


@register.filter
def timing(row: Publication) -> SafeString:
    """按时公示 or 超期公示, as a badge; nothing for what is not on the clock or was never public."""
    said = timing_of(row)
    return badge(*said) if said else SafeString("")


@register.filter
def late_mark(row: Publication) -> SafeString:
    """For lists, where only what is not as it should be is marked."""
    return badge(*LATE) if timing_of(row) == LATE else SafeString("")


@register.inclusion_tag("ui/punctuality.html")
def punctuality(rows: Iterable[ClockRow]) -> dict[str, Any]:
    """公示及时率 by region and item as a table, with the sum of all."""
    listed = list(rows)
    return {"rows": listed, "total": add_up(listed), "series": SERIES}


@register.filter
def rate(row: ClockRow) -> str:
    found = rate_of(row.share)
    return f"{found}%" if found else "—"


@register.filter
def grouped(number: int) -> str:
    """12345 → 12,345, whatever the locale thinks of it."""
    return f"{number:,}"


@register.inclusion_tag("ui/menu.html", takes_context=True)
def office_menu(context: Context) -> dict[str, Any]:
    """The office's navigation, cut to what the principal may do and to routes that exist."""
    return {"groups": office_groups(context.get("request"))}


@register.simple_tag(takes_context=True)
def portal_menu(context: Context) -> list[Any]:
    """The portal's navigation; also works without a request, on error pages."""
    return portal_links(context.get("request"))
