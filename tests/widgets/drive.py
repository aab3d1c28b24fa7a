"""Move every control of a simulator to both ends, as a learner might, and say what went wrong.

Used on the simulators themselves, and inside the kernels of the notebooks (`tests/notebooks`).
"""

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import wraps

from widgets.quiz import Quiz
from widgets.simulator import Simulator


def digest(panel) -> str:
    """A short name for the picture that stands there; pytest would explain a difference of bytes for minutes."""
    return hashlib.sha256(png(panel)).hexdigest()


def png(panel) -> bytes:
    """The picture that stands there, as PNG; empty while it is covered."""
    return base64.b64decode(bytes(panel.image.value).partition(b",")[2])


def with_no_event_loop(test):
    """Run a test in a thread of its own: where browser tests share the worker, theirs runs in the main one."""

    @wraps(test)
    def apart(*args, **kwargs):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(test, *args, **kwargs).result()

    return apart


def astray(panel) -> list[str]:
    """The words in the picture that leave it, or lie on other words."""
    stage = panel.stage
    pen, edge = stage.canvas.get_renderer(), stage.figure.bbox
    words = [stage._artists[name] for name in stage._shown if hasattr(stage._artists[name], "get_text")]
    boxes = [(one.get_text(), one.get_window_extent(pen)) for one in words if one.get_text()]
    found = [said for said, box in boxes if box.x0 < -1 or box.x1 > edge.x1 + 1 or box.y0 < -1 or box.y1 > edge.y1 + 1]
    for n, (said, a) in enumerate(boxes):
        for other, b in boxes[:n]:
            wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
            found += [f"{said} on {other}"] if wide > 2 and high > 4 else []
    return found


def guess(simulator: Simulator, said=None) -> None:
    """Type a guess (or choose the first option, where there are any) and lock it in."""
    said = next(iter(simulator.asked.options), "1") if said is None else said
    simulator.panel.guess_box.value = said
    simulator.panel.lock.click()


def ends(simulator: Simulator, languages=("zh", "en"), names=None) -> list[str]:
    """Problems met while every control (or these) goes to both ends, in these languages, by its own widgets."""
    panel, problems = simulator.panel, []
    if simulator.covered:
        panel.lock.click()  # an empty guess is answered, not taken
        if not simulator.covered or not panel.guess_error.value:
            problems.append("an empty guess was taken")
        guess(simulator)
    for code in languages:
        panel.switch.value = code
        for fold in panel.folds.values():
            fold.button.value = True
        for control in (simulator.by_name[name] for name in names or simulator.by_name):
            view = panel.views[control.name]
            stops, widget = view.stops(), getattr(view, "slider", view.field)
            for stop in [*stops, *stops[:1]]:
                widget.value = stop
                if panel.error:
                    problems.append(f"{control.name} = {stop}: {panel.error!r}")
                    panel.error = None
                if widget is not view.field and view.error.value:
                    problems.append(f"{control.name}: its slider's own end {stop} is refused: {view.error.value}")
                if not panel.words.value or png(panel)[:4] != b"\x89PNG":
                    problems.append(f"{control.name} = {stop}: no sentence or no picture")
                elif panel.stage is not None:
                    problems += [f"{control.name} = {stop}: words in the picture: {one}" for one in astray(panel)]
            panel.back.click()
    return problems


def all_in(values) -> list[str]:
    """Problems of every simulator among these values, in its own language, with the controls open on it."""
    found = [value for value in values if isinstance(value, Simulator)]
    return [problem for one in found for problem in ends(one, (one.t.code,), one.opened)]


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
