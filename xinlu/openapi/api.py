"""The API object: routers, the one error shape, throttling."""

from ninja import NinjaAPI
from ninja.throttling import AnonRateThrottle, AuthRateThrottle

from xinlu.openapi import open_data, submissions
from xinlu.openapi.access import TokenAuth
from xinlu.openapi.problems import handle_all

api = NinjaAPI(
    title="信路开放接口",
    version="1",
    description="报送信用记录，查询回执与公示数据。错误一律为 RFC 9457 problem+json。",
    auth=TokenAuth(),
    throttle=[AnonRateThrottle("60/m"), AuthRateThrottle("600/m")],
    urls_namespace="openapi",
    docs_url=None,
)
handle_all(api)
api.add_router("", submissions.router)
api.add_router("", open_data.router)
