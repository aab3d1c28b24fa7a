"""Move every control of a simulator to both ends, as a learner might, and say what went wrong.

Used on the simulators themselves, and inside the kernels of the notebooks (`tests/notebooks`).
"""

import hashlib

from widgets.controls import Choice
from widgets.quiz import Quiz
from widgets.simulator import Simulator


def digest(panel) -> str:
    """A short name for the picture that stands there; pytest would explain a difference of bytes for minutes."""
    return hashlib.sha256(bytes(panel.image.value)).hexdigest()


def ends(simulator: Simulator) -> list[str]:
    """Problems met while every control goes to both ends, in both languages, by its own widgets."""
    panel, problems = simulator.panel, []
    if simulator.covered:
        panel.lock.click()  # an empty guess is answered, not taken
        if not simulator.covered or not panel.guess_error.value:
            problems.append("an empty guess was taken")
        panel.guess_box.value = "1"
        panel.lock.click()
    for code in ("zh", "en"):
        panel.switch.value = code
        for fold in panel.folds.values():
            fold.button.value = True
        for control in simulator.controls:
            view = panel.views[control.name]
            if isinstance(control, Choice):
                stops = list(control.options)
            else:
                stops = [view.slider.min, view.slider.max]
            widget = view.field if isinstance(control, Choice) else view.slider
            for stop in [*stops, *stops[:1]]:
                widget.value = stop
                if panel.error:
                    problems.append(f"{control.name} = {stop}: {panel.error!r}")
                    panel.error = None
                if not panel.words.value or bytes(panel.image.value[:4]) != b"\x89PNG":
                    problems.append(f"{control.name} = {stop}: no sentence or no picture")
            panel.back.click()
    return problems


def all_in(values) -> list[str]:
    """Problems of every simulator and quiz among these values."""
    problems = []
    for value in values:
        if isinstance(value, Simulator):
            problems += ends(value)
        elif isinstance(value, Quiz):
            problems += answers(value)
    return problems


def answers(quiz: Quiz) -> list[str]:
    """Problems met while every answer is checked and every setting is shown."""
    problems = []
    for n, item in enumerate(quiz.items, 1):
        for chosen in range(len(item.data["answers"])):
            item.choice.value = chosen
            item.check.click()
            if "dc-reply" not in item.reply.value or "{" in item.reply.value:
                problems.append(f"question {n}, answer {chosen + 1}: {item.reply.value}")
            if item.show.layout.display != "none":
                item.show.click()
                if not item.stage.children:
                    problems.append(f"question {n}, answer {chosen + 1}: nothing was shown")
    return problems
