"""The API object: routers, throttling, the one error shape, and the document that describes it all."""

from typing import Any

from django.conf import settings
from ninja import NinjaAPI

from xinlu.openapi import open_data, subjects, submissions
from xinlu.openapi.access import TokenAuth
from xinlu.openapi.parsing import ExactParser
from xinlu.openapi.problems import TITLES, handle_all
from xinlu.openapi.schemas import Problem
from xinlu.openapi.throttle import Throttle

ALWAYS = (422, 429, 500, 503)
THROTTLES = [Throttle(**settings.API_RATES)] if settings.API_RATES else []


class Api(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> dict[str, Any]:
        """OpenAPI 3.1, with the problems that each operation may answer."""
        schema = super().get_openapi_schema(**options)
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                for status in problems_of(path, method, operation):
                    operation["responses"][status] = {"$ref": f"#/components/responses/{status}"}
        parts = schema["components"]
        parts["schemas"]["Problem"] = Problem.model_json_schema()
        said = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        parts["responses"] = {
            status: {"description": title, "content": said} for status, title in TITLES.items()
        }
        return schema


def problems_of(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    found = set(ALWAYS)
    if operation.get("security"):
        found |= {401, 403}
    if "{" in path:
        found |= {404}
    if method == "post":
        found |= {400, 404, 409, 413}
    return sorted(found)


api = Api(
    title="信路开放接口",
    version="1",
    description=(
        "供业务系统报送信用记录、查询回执，供任何人读取目录和公示数据。\n\n"
        "报送与回执需要令牌（Authorization: Bearer …），由系统管理员在工作台签发；公开数据不需要令牌。"
        "更正一条记录：把更正后的记录再报送一次。错误一律为 RFC 9457 的 application/problem+json。"
    ),
    auth=TokenAuth(THROTTLES),
    throttle=THROTTLES,
    urls_namespace="openapi",
    docs_url=None,
    parser=ExactParser(),
)
handle_all(api)
api.add_router("", submissions.router)
api.add_router("", open_data.router)
api.add_router("", subjects.router)
