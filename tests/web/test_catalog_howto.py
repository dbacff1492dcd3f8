"""The how-to “add a city's own field”, followed to the letter in the office."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from tests.factories.accounts import make_organisations, make_user
from tests.factories.catalog import seed_catalogue
from xinlu.accounts.contracts import Role
from xinlu.catalog import queries
from xinlu.catalog.contracts import Disclosure

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-city-field.md"


def fill_in(form) -> dict[str, str]:
    """What the guide's table says, as the form would send it: labels to names, choices to values."""
    table = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE))
    named = {field.label: field for field in form}
    sent = {}
    for label, value in table.items():
        if label in named:
            choices = {text: key for key, text in getattr(named[label].field, "choices", ())}
            sent[named[label].name] = choices.get(value, value)
    return sent


def test_a_city_adds_its_field_as_the_guide_says(client):
    make_organisations()
    seed_catalogue()
    user = make_user(Role.STEWARD, organisation="350200")
    client.force_login(get_user_model().objects.get(pk=user), "django.contrib.auth.backends.ModelBackend")

    page = client.get("/office/catalog/honour/")
    assert "开始修订" in page.content.decode() and page.context["region"] == "350200"
    client.post("/office/catalog/honour/start/?region=350200")
    new = "/office/catalog/honour/fields/?region=350200"
    sent = fill_in(client.get(new).context["form"])
    assert len(sent) == 8
    assert client.post(new, sent).status_code == 302
    client.post("/office/catalog/honour/publish/?region=350200", {"note": "厦门信用码", "confirmed": "on"})

    field = queries.item("honour", region="350203").field("XM_EWM")
    assert (field.length, field.disclosure, field.aliases) == (40, Disclosure.PUBLIC, ("二维码编号",))
    assert "XM_EWM" not in {known.identifier for known in queries.item("honour", region="350100").fields}
    assert "厦门市" in client.get("/catalogue/honour/").content.decode()
