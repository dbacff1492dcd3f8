"""One error shape for every endpoint: RFC 9457 problem details, sentences in Chinese."""

import functools
import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from xinlu.accounts.contracts import Denied
from xinlu.archive.contracts import Impossible
from xinlu.collection.contracts import KeyReused, OutOfStep, Refused
from xinlu.flows.troubles import obstacle
from xinlu.openapi.parsing import Unfit

log = logging.getLogger(__name__)
TITLES = {
    400: "请求有误",
    401: "未提供有效令牌",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的方法",
    409: "与已有内容冲突",
    413: "内容过大",
    422: "内容不符合要求",
    429: "请求过于频繁",
    500: "平台内部错误",
    503: "暂时不能服务",
}
SAID = {
    400: "请求体不是合法的 JSON 或表单，请检查格式后重试。",
    404: "没有这一项，或者您无权查看。",
    413: "请求体过大；记录请分批报送，或改用文件接口。",
    500: "平台内部错误，已记录；请稍后重试，仍然失败请联系平台管理员。",
}
# What was wrong with a parameter, by pydantic's kind of error; its own sentences are English.
FAULTS = {
    "missing": "缺少必填参数",
    "enum": "应为 {expected}",
    "literal_error": "应为 {expected}",
    "int_parsing": "应为整数",
    "date_from_datetime_parsing": "应为日期，如 2026-01-31",
    "date_parsing": "应为日期，如 2026-01-31",
    "string_type": "应为文本",
    "string_too_short": "至少 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "list_type": "应为数组",
    "dict_type": "应为对象",
    "too_short": "至少 {min_length} 条",
    "too_long": "最多 {max_length} 条，请分批报送",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "value_error": "{error}",
}


def problem(status: int, detail: str = "", **more: Any) -> HttpResponse:
    """type, title, status, detail, and whatever else helps (errors: list of {field, message}).

    What no UTF-8 has becomes "?": an account of what went wrong must not go wrong itself.
    """
    title = TITLES.get(status, HTTPStatus(status).phrase)
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail or SAID.get(status, title),
    }
    content = json.dumps(body | more, ensure_ascii=False).encode(errors="replace")
    return HttpResponse(content, status=status, content_type="application/problem+json")


def handle_all(api: Any) -> None:
    """Give the API the one error shape for everything that can go wrong; what is not ours to say is a 500."""
    for kind, status in (
        (Unfit, 400),
        (Refused, 422),
        (KeyReused, 409),
        (OutOfStep, 409),
        (Impossible, 409),
        (Denied, 403),
        (LookupError, 404),
    ):
        api.add_exception_handler(kind, functools.partial(on_refusal, status=status))
    for kind, status in (
        (Http404, 404),
        (RequestDataTooBig, 413),
        (SuspiciousOperation, 400),
        (MultiPartParserError, 400),
    ):
        api.add_exception_handler(kind, functools.partial(on_plain, status=status))
    for kind in (Exception, KeyError, IndexError):  # the last two are LookupErrors, and ours to mend
        api.add_exception_handler(kind, on_failure)
    api.add_exception_handler(AuthenticationError, on_authentication)
    api.add_exception_handler(ValidationError, on_validation)
    api.add_exception_handler(Throttled, on_throttled)
    api.add_exception_handler(HttpError, on_http_error)


def on_refusal(request: HttpRequest, error: Exception, *, status: int) -> HttpResponse:
    """Errors of our own packages, which say in Chinese what to do next."""
    return problem(status, str(error.args[0]) if error.args else "")


def on_plain(request: HttpRequest, error: Exception, *, status: int) -> HttpResponse:
    return problem(status)


def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Of a body that cannot be read ninja has an English sentence; ours, if there is one, is the cause."""
    if error.status_code == 400:
        return problem(400, str(error.__cause__) if isinstance(error.__cause__, Unfit) else "")
    return problem(error.status_code, error.message)


def on_authentication(request: HttpRequest, error: Exception) -> HttpResponse:
    answer = problem(401, "请在 Authorization 头中提供有效的 Bearer 令牌；令牌由系统管理员在工作台签发。")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def on_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [{"field": place_of(fault), "message": fault_of(fault)} for fault in error.errors]
    said = "；".join(f"{fault['field']}：{fault['message']}" for fault in faults[:5])
    return problem(422, f"参数不符合要求：{said}。", errors=faults)


def place_of(fault: Mapping[str, Any]) -> str:
    """Without the first parts, which name the section of the request and our own parameter."""
    source, *place = fault["loc"]
    return ".".join(map(str, place[1:] if source == "body" and len(place) > 1 else place)) or str(source)


def fault_of(fault: Mapping[str, Any]) -> str:
    told = dict(fault.get("ctx", {}))
    if "expected" in told:  # 'incremental' or 'full'
        told["expected"] = told["expected"].replace("'", "").replace(", ", "、").replace(" or ", " 或 ")
    return FAULTS.get(fault["type"], "格式不符合要求").format_map(told)


def on_throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = problem(429, "请求过于频繁，请按 Retry-After 头给出的秒数等待后重试。")
    answer["Retry-After"] = str(int(error.wait or 1) + 1)
    return answer


def on_failure(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("api %s failed", request.path, exc_info=error)
    if not (said := obstacle(error)):
        return problem(500)
    answer = problem(503, said)
    answer["Retry-After"] = "30"
    return answer


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The wrong method answers in the one shape too."""

    @functools.wraps(view)
    def answered(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        response = view(request, *args, **values)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response["Allow"]
            response = problem(405, f"这个地址只接受 {allowed}。")
            response["Allow"] = allowed
        return response

    return answered
