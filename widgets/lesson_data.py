"""The tasks and the quiz of a lesson, from `lessons/<lesson>.yaml`: settings once, texts in both languages."""

from datetime import date
from functools import cache
from importlib.resources import files

import yaml


@cache
def read(lesson: str) -> dict:
    """What does the lesson's data file hold?

    Raises
    ------
    ValueError
        When there is no such lesson.
    """
    path = files("lessons") / f"{lesson}.yaml"
    if not path.is_file():
        raise ValueError(f'There is no lesson data "{lesson}.yaml" in lessons/.')
    return yaml.safe_load(path.read_text("utf-8"))


def front_matter(lesson: str, code: str) -> dict:
    """What does the head of `lessons/<code>/<lesson>.md` say: title, minutes, outcomes, topics, rules, case, date?"""
    text = (files("lessons") / code / f"{lesson}.md").read_text("utf-8")
    head = yaml.safe_load(text.split("---\n")[1])
    return {**head, "date": date.fromisoformat(str(head["date"]))}


def task(lesson: str, number: int) -> dict:
    """Which question and settings does task `number` (from 1) open?

    Raises
    ------
    ValueError
        When the lesson has no such task.
    """
    tasks = read(lesson)["tasks"]
    if not 1 <= number <= len(tasks):
        raise ValueError(f"Lesson {lesson} has tasks 1 to {len(tasks)}, not {number}.")
    return tasks[number - 1]
