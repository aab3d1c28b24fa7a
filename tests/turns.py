"""Which of two languages is a lesson's turn, where a check in both would say nearly the same twice?

A lesson is opened in the browser in one language, and its controls are moved in the kernel of the other one's notebook.
With DUE_COURSE_CHECKS=all in the environment everything is done in both.
"""

import os

from widgets.language import LANGUAGES


def in_browser(lesson: str, code: str) -> bool:
    """Is this the language in which the lesson is opened in the browser? Every other lesson in English."""
    return _everything() or _turn(lesson) == code


def in_kernel(lesson: str, code: str) -> bool:
    """Is this the language in which the lesson's controls are moved in its notebook's kernel?"""
    return _everything() or _turn(lesson) != code


def _turn(lesson):
    return tuple(LANGUAGES)[int(lesson[:2]) % len(LANGUAGES)]


def _everything() -> bool:
    return os.environ.get("DUE_COURSE_CHECKS") == "all"
