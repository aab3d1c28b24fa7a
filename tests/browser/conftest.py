"""One browser and one lab in each language serve all browser tests of a worker."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch
from tests.browser.lab import server


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=["en", "zh"])
def lab(request):
    """(language, address) of a lab opened by the README's command."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    with server(request.param, 8930 + 10 * worker) as address:
        yield request.param, address
