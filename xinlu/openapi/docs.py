"""The description for people: every operation on one page, out of the same schema that machines read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from xinlu.openapi.api import api
from xinlu.openapi.problems import TITLES, problem
from xinlu.ui.access import public


@public
@require_safe
def show_docs(request: HttpRequest) -> HttpResponse:
    schema = api.get_openapi_schema()
    operations = [
        describe(path, method, operation, schema)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    context = {"info": schema["info"], "operations": operations, "problems": TITLES.items()}
    return render(request, "openapi/docs.html", context)


def describe(path: str, method: str, operation: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """One operation as the page shows it; fields: what goes into it, as (name, place, required, what)."""
    fields = [
        (
            given["name"],
            PLACES[given["in"]],
            given.get("required", False),
            given["schema"].get("description", ""),
        )
        for given in operation.get("parameters", ())
    ]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        fields += body_fields(resolve(content["schema"], schema))
    return {
        "path": path,
        "method": method.upper(),
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "token": bool(operation.get("security")),
        "fields": fields,
    }


PLACES = {"path": "地址", "query": "查询参数", "header": "请求头"}


def body_fields(body: dict[str, Any]) -> list[tuple[str, str, bool, str]]:
    required = body.get("required", ())
    return [
        (name, "请求体", name in required, part.get("description", ""))
        for name, part in body.get("properties", {}).items()
    ]


def resolve(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference points at; a part that is none is itself."""
    while "$ref" in part:
        part = schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
    return part


@public
def go_there(request: HttpRequest) -> HttpResponse:
    return redirect("openapi:docs")


@public
@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    return problem(404, "开放接口没有这个地址；请查看 /api/v1/docs。")
