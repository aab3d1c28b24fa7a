"""Every simulator of the course, found by looking: one module, one class."""

import inspect
import pkgutil
from importlib import import_module

import widgets
from widgets.simulator import Simulator


def all_simulators() -> list[type[Simulator]]:
    found = []
    for module in pkgutil.iter_modules(widgets.__path__, "widgets."):
        for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(kind, Simulator) and kind is not Simulator and kind.__module__ == module.name:
                found.append(kind)
    return found
