"""Where a request comes from, behind our own proxies and without."""

from xinlu.ui.addresses import address_of


def test_an_address_is_what_our_own_proxy_saw(settings, rf):
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"})
    assert address_of(request) == "127.0.0.1"
    settings.PROXIES = 1
    assert address_of(request) == "10.1.2.3"
    settings.PROXIES = 2
    assert address_of(request) == "6.6.6.6"


def test_without_a_usable_word_of_the_proxy_the_connection_tells(settings, rf):
    settings.PROXIES = 1
    assert address_of(rf.get("/")) == "127.0.0.1"
    assert address_of(rf.get("/", headers={"X-Forwarded-For": "unknown"})) == "127.0.0.1"
    assert address_of(rf.get("/", headers={"X-Forwarded-For": "2001:db8::7"})) == "2001:db8::7"
