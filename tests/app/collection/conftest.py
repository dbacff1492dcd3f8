"""Each test has a vault of its own: what another test left there is not its business."""

import pytest


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    settings.VAULT = tmp_path / "vault"
