"""One error shape for every endpoint: RFC 9457 problem details, sentences in Chinese."""

import logging
from http import HTTPStatus

from django.http import Http404, HttpRequest, JsonResponse
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from xinlu.accounts.contracts import Denied
from xinlu.collection.contracts import Refused

log = logging.getLogger(__name__)
TITLES = {
    400: "请求有误",
    401: "未提供有效令牌",
    403: "没有权限",
    404: "没有找到",
    409: "与已有报送冲突",
    413: "文件过大",
    422: "内容不符合要求",
    429: "请求过于频繁",
    500: "平台内部错误",
}


def problem(status: int, detail: str, **more) -> JsonResponse:
    """type, title, status, detail, and whatever else helps (errors: list of {field, message})."""
    title = TITLES.get(status, HTTPStatus(status).phrase)
    body = {"type": f"/api/v1/problems/{status}", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def handle_all(api) -> None:
    """Give the API the one error shape for everything that can go wrong."""
    api.add_exception_handler(AuthenticationError, on_authentication)
    api.add_exception_handler(Denied, lambda request, error: problem(403, str(error)))
    api.add_exception_handler(Refused, lambda request, error: problem(422, str(error)))
    api.add_exception_handler(ValidationError, on_validation)
    api.add_exception_handler(Http404, lambda request, error: problem(404, "没有这一项，或者您无权查看。"))
    api.add_exception_handler(LookupError, lambda request, error: problem(404, sentence(error)))
    api.add_exception_handler(Throttled, on_throttled)
    api.add_exception_handler(HttpError, lambda request, error: problem(error.status_code, error.message))
    api.add_exception_handler(ValueError, lambda request, error: problem(422, sentence(error)))
    api.add_exception_handler(Exception, on_failure)


def sentence(error: Exception) -> str:
    return str(error.args[0]) if error.args else "没有这一项。"


def on_authentication(request: HttpRequest, error: Exception) -> JsonResponse:
    answer = problem(401, "请在 Authorization 头中提供 Bearer 令牌；令牌由本机构管理员在工作台“接口令牌”页签发。")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def on_validation(request: HttpRequest, error: ValidationError) -> JsonResponse:
    faults = [{"field": ".".join(map(str, fault["loc"])), "message": fault["msg"]} for fault in error.errors]
    fields = "、".join(fault["field"] for fault in faults)
    return problem(422, f"以下参数不符合要求：{fields}。请对照接口文档改正后重试。", errors=faults)


def on_throttled(request: HttpRequest, error: Throttled) -> JsonResponse:
    answer = problem(429, "请求过于频繁，请按 Retry-After 头给出的秒数等待后重试。")
    answer["Retry-After"] = str(int(error.wait or 1) + 1)
    return answer


def on_failure(request: HttpRequest, error: Exception) -> JsonResponse:
    log.exception("api %s failed", request.path)
    return problem(500, "平台内部错误，已记录；请稍后重试，仍然失败请联系平台管理员。")
