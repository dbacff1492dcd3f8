"""The interface's tags: what they write, and what they never let through."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

from xinlu.ui.templatetags.ui import grouped, region_name


def render(source: str, path: str = "/", **context: object) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))


def test_an_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in render('{% icon "search" %}')
    named = render('{% icon "search" "查询" %}')
    assert 'aria-label="查询"' in named and re.search(r"vendor/icons\.(\w+\.)?svg#search", named)


def test_every_icon_that_a_template_or_menu_names_is_in_the_sprite():
    from pathlib import Path

    from xinlu.ui.menu import OFFICE

    root = Path(__file__).resolve().parents[2]
    known = set((root / "tools" / "icons.txt").read_text().split())
    used = {icon for _, entries in OFFICE for _, _, icon in entries}
    for path in (root / "xinlu").rglob("*.html"):
        used |= set(re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8")))
    assert used - known == set()


def test_text_in_tags_is_escaped():
    assert "<script>" not in render('{% badge text "green" %}{% empty text text %}', text="<script>")


def test_an_unknown_tone_is_gray():
    assert 'class="mark mark-gray"' in render('{% badge "状态" "pink" %}')


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% query_with region='350200' %}", "?q=%E9%97%BD&amp;region=350200"),
        ("{% query_with q=None %}", "?"),
        ("{% query_with page=3 %}", "?q=%E9%97%BD&amp;page=3"),
    ],
)
def test_a_changed_filter_keeps_the_others_and_goes_to_page_one(source: str, expected: str):
    assert render(source, "/?q=闽&page=7") == expected


def pager(page: int, pages: int) -> str:
    return render(
        "{% pager page %}", "/?q=a&page=2", page=SimpleNamespace(page=page, pages=pages, total=pages * 20)
    )


def test_the_pager_shows_the_ends_and_the_neighbours():
    html = pager(6, 41)
    for number in (1, 4, 5, 7, 8, 41):
        assert f'aria-label="第 {number} 页"' in html
    assert 'aria-label="第 3 页"' not in html and html.count("…") == 2
    assert "?q=a&amp;page=5" in html and 'rel="prev"' in html and 'rel="next"' in html


def test_one_page_needs_no_links():
    assert "<a" not in pager(1, 1)


class Form(forms.Form):
    name = forms.CharField(label="名称", help_text="登记的全称")


class Grouped(forms.Form):
    kinds = forms.MultipleChoiceField(
        choices=[("1", "普通")], help_text="可多选", widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField()
    sieved = forms.DateField()


@pytest.mark.parametrize("form", [Form({"name": ""}), Grouped({"sieved": "x"})])
def test_what_describes_a_field_is_on_the_page(form: forms.Form):
    include = '{% include "portal/sieve_field.html" with bound=item only %}'
    for item in form:
        html = render(include if item.name == "sieved" else "{% field item %}", item=item)
        (described,) = re.findall(r'aria-describedby="([^"]+)"', html)
        assert f"id_{item.name}_error" in described
        assert all(f'id="{name}"' in html for name in described.split()), html


def test_a_field_shows_its_faults_and_says_so_to_screen_readers():
    html = render("{% field form.name %}", form=Form({"name": ""}))
    assert 'aria-invalid="true"' in html and "is-invalid" in html and "请填写这一项。" in html
    assert 'aria-describedby="id_name_helptext' in html and 'id="id_name_helptext"' in html


def test_a_chart_carries_its_numbers_as_a_table_too():
    data = {"labels": ["福州", "厦门"], "series": [{"name": "按时", "values": [3, 5]}]}
    html = render('{% chart "及时" "bar" data "件" %}', data=data)
    assert '<th scope="row">厦门</th><td class="number">5</td>' in html
    assert "<script" not in html and "&quot;labels&quot;" in html


def test_numbers_and_regions_as_people_read_them():
    assert grouped(1234567) == "1,234,567"
    assert region_name("350203") == "厦门市思明区"
    assert region_name("350200") == "厦门市" and region_name("350128") == "平潭综合实验区"
    assert region_name("999999") == "999999"


def head(order: str | None, path: str = "/?q=a&page=3") -> str:
    asked = {} if order is None else {"order": order}
    return render('{% sortable "时间" up="oldest" down="newest" %}', path, **asked)


def test_a_head_sorts_one_way_then_the_other_and_says_which():
    assert 'href="?q=a&amp;order=oldest"' in head("name") and "aria-sort" not in head("name")
    assert 'aria-sort="ascending"' in head("oldest") and "order=newest" in head("oldest")
    assert 'aria-sort="descending"' in head("newest") and "order=oldest" in head("newest")


def test_a_head_with_one_direction_keeps_it_and_without_an_order_it_is_plain():
    one = '{% sortable "退回" down="most-rejected" number=True %}'
    for order in ("newest", "most-rejected"):
        assert "order=most-rejected" in render(one, order=order)
    assert 'class="number"' in render(one, order="newest")
    assert head(None).strip() == '<th scope="col">时间</th>'


def test_a_filter_ends_in_narrowing_or_clearing_and_keeps_the_order():
    html = render("{% narrow %}", "/office/users/?order=name&text=a")
    assert 'name="order" value="name"' in html and 'href="/office/users/"' in html and "清除" in html
    assert "<input" not in render("{% narrow %}", "/office/users/")
