"""Revising the catalogue: start, edit field by field, discard or publish."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xinlu.accounts.contracts import Permission
from xinlu.catalog import actions, queries
from xinlu.catalog.contracts import (
    CatalogueError,
    ChangeElements,
    Edit,
    Field,
    Item,
    PutField,
    RemoveField,
    UnknownItem,
)
from xinlu.flows import standards
from xinlu.kernel import regions
from xinlu.office.catalog import read_region, render_difference
from xinlu.office.catalog_forms import (
    ElementsForm,
    FieldForm,
    PublishForm,
    initial_elements,
    initial_of,
)
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft
from xinlu.ui.refusals import refuse

REFUSALS = (CatalogueError, UnknownItem)


@permit(Permission.EDIT_CATALOGUE)
@require_POST
def start(request: HttpRequest, identifier: str) -> HttpResponse:
    return act(request, identifier, actions.start_draft, "草稿已建立；发布之前，现行目录不受影响。")


@permit(Permission.EDIT_CATALOGUE)
@require_POST
def discard(request: HttpRequest, identifier: str) -> HttpResponse:
    return act(request, identifier, actions.discard_draft, "草稿已放弃。")


@permit(Permission.PUBLISH_CATALOGUE)
@require_POST
def publish(request: HttpRequest, identifier: str) -> HttpResponse:
    region = read_region(request)
    request.principal.require(Permission.PUBLISH_CATALOGUE, region or regions.PROVINCE)
    form = PublishForm(request.POST)
    if form.is_valid():
        note, actor = form.cleaned_data["note"], request.principal.actor
        try:
            item = standards.publish_item(identifier, region=region, note=note, by=actor, at=timezone.now())
        except CatalogueError as refused:
            form.add_error(None, str(refused))
        except UnknownItem as unknown:
            refuse(request, str(unknown))
            return redirect(address(request, identifier))
        else:
            messages.success(request, f"{item.name}第 {item.version} 版已发布，立即生效。")
            return redirect(address(request, identifier))
    return render_difference(request, identifier, form, status=422)


@permit(Permission.EDIT_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_elements(request: HttpRequest, identifier: str) -> HttpResponse:
    region = read_region(request)
    if region:
        raise Http404("地市扩展只能增加字段。")
    item = find_draft(identifier, region)
    form = ElementsForm(request.POST or take_draft(request), initial=initial_elements(item))
    if is_sent(request, form) and take(request, identifier, ChangeElements(form.cleaned_data), form):
        return redirect(address(request, identifier))
    return render_form(request, {"item": item, "form": form, "region": region, "title": "目录要素"})


@permit(Permission.EDIT_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_field(request: HttpRequest, identifier: str) -> HttpResponse:
    return field_page(request, identifier, None)


@permit(Permission.EDIT_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_field(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    field = find_field(find_draft(identifier, read_region(request)), name)
    return field_page(request, identifier, field)


@permit(Permission.EDIT_CATALOGUE)
@require_POST
def remove_field(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    field = find_field(find_draft(identifier, read_region(request)), name)
    perform = partial(actions.edit_draft, edit=RemoveField(name))
    return act(request, identifier, perform, f"字段“{field.name}”已从草稿中删除。")


def field_page(request: HttpRequest, identifier: str, old: Field | None) -> HttpResponse:
    region = read_region(request)
    item = find_draft(identifier, region)
    initial = initial_of(old) if old else {"disclosure": item.disclosure.value}
    form = FieldForm(request.POST or take_draft(request), initial=initial)
    if old:
        form.fields["identifier"].disabled = True
    elif form.is_valid() and form.cleaned_data["identifier"] in {field.identifier for field in item.fields}:
        form.add_error("identifier", "已有这个标识的字段，请换一个。")
    if is_sent(request, form) and take(request, identifier, PutField(form.to_field(old)), form):
        return redirect(address(request, identifier))
    title = f"字段 {old.name}" if old else "增加字段"
    return render_form(request, {"item": item, "form": form, "region": region, "title": title})


def is_sent(request: HttpRequest, form: FieldForm | ElementsForm) -> bool:
    """A form may also be filled from a kept draft, which is shown and not yet sent."""
    return request.method == "POST" and form.is_valid()


def render_form(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "office/catalog/form.html", context, status=status)


def take(request: HttpRequest, identifier: str, edit: Edit, form: FieldForm | ElementsForm) -> bool:
    """Whether the draft took the edit; what speaks against it is told on the form."""
    region, actor = read_region(request), request.principal.actor
    try:
        actions.edit_draft(identifier, edit=edit, region=region, by=actor, at=timezone.now())
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "草稿已保存；发布之后才生效。")
    return True


def act(request: HttpRequest, identifier: str, perform: Callable[..., object], done: str) -> HttpResponse:
    """Performs as the principal, says how it went, and goes back to the item."""
    region, actor = read_region(request), request.principal.actor
    try:
        perform(identifier, region=region, by=actor, at=timezone.now())
        messages.success(request, done)
    except REFUSALS as refused:
        refuse(request, str(refused))
    return redirect(address(request, identifier))


def find_draft(identifier: str, region: str) -> Item:
    found = queries.draft(identifier, region=region)
    if found is None:
        raise Http404("没有正在编辑的草稿，可能已发布或放弃。")
    return found[1]


def find_field(item: Item, name: str) -> Field:
    try:
        return item.field(name)
    except KeyError:
        raise Http404(f"草稿里没有字段 {name}。") from None


def address(request: HttpRequest, identifier: str) -> str:
    region = read_region(request)
    return f"{reverse('office-catalog-item', args=[identifier])}?{urlencode({'region': region})}"
