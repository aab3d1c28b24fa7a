"""A long run that a learner starts, watches and stops: a button, a bar, and what was done until then is kept."""

import asyncio

import ipywidgets as w

from widgets.parts import quiet


class LongRun:
    """A button (`start`) that starts `work()`; while it runs, a bar and a button that stops it (`view`).

    Parameters
    ----------
    work : callable
        Called when the button is pressed; returns a function of one argument, progress(done, asked), that does the run
        and stops early where progress returns False. The run goes on beside the page, so that controls still answer.
    took : callable
        took(result), when the run has ended or was stopped.
    """

    def __init__(self, work, took):
        self.work, self.took = work, took
        self.running = self.stopping = False
        self.start, self.halt = w.Button(), w.Button()
        self.bar = w.IntProgress(value=0, min=0, max=100)
        self.view = w.HBox([self.bar, self.halt]).add_class("dc-foot")
        self.start.on_click(lambda _: self.go())
        self.halt.on_click(lambda _: self.stop())
        self._show()

    def say(self, start: str, halt: str, bar: str) -> None:
        """The words of the two buttons and of the bar."""
        for widget, words in ((self.start, start), (self.halt, halt), (self.bar, bar)):
            if widget.description != words:
                widget.description = words

    def go(self) -> None:
        """Start; where no event loop runs, as in a test, the run is over when this returns."""
        if self.running:
            return
        self.running, self.stopping, self.bar.value = True, False, 0
        self._show()
        run = self.work()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._ended(run(self._progress))
            return

        def told(done, asked):
            loop.call_soon_threadsafe(self._filled, done, asked)
            return not self.stopping

        future = loop.run_in_executor(None, run, told)
        future.add_done_callback(lambda done: self._ended(None if done.exception() else done.result()))

    def stop(self) -> None:
        """Stop after the block that is being done."""
        self.stopping = True

    def _progress(self, done, asked):
        self._filled(done, asked)
        return not self.stopping

    def _filled(self, done, asked):
        value = 100 * done // asked
        if self.running and self.bar.value != value:
            self.bar.value = value

    def _ended(self, result):
        self.running = False
        self._show()
        if result is not None:
            self.took(result)

    def _show(self):
        self.start.disabled = self.running
        quiet(self.view.layout, display=None if self.running else "none")
