"""What a test shows is let go when it ends: a widget is kept by the page's registry until it is closed."""

import ipywidgets
import pytest


@pytest.fixture(autouse=True)
def nothing_is_kept():
    yield
    ipywidgets.Widget.close_all()
