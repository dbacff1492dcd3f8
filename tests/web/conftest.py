"""What tests of pages share: the platform of the flows, and somebody at the desk."""

import pytest
from django.test import Client

from tests.flows.conftest import platform
from tests.flows.stories import at_desk
from xinlu.accounts.contracts import Role

__all__ = ["platform"]


@pytest.fixture
def clerk() -> Client:
    return at_desk(Role.CLERK)
