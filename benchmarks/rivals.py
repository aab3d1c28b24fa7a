"""The late-cost picture, drawn by other means: what the frame of `widgets/` is measured against.

Each function shows a day slider and the same figure (areas, line, marker, sentence of the day, zoom) and computes it
with the same engine; they differ only in how the picture reaches the page.
"""

import numpy as np

from widgets.late_cost_clock import LateCostClock

DAYS = np.arange(181)
COLOURS = {"overdue": "#D9DEE4", "charges": "#E69F00", "total": "#1F2A37"}
_clock = LateCostClock("en", guessed=True)


def curves(day: int):
    """What the picture shows on this day: overdue, total and charges over the days, and the sentence."""
    outcome = _clock.outcome(_clock.checked({"day": int(day)}))
    words = _clock.sentence(outcome, _clock.t)[0]
    return outcome.curve("overdue"), outcome.curve("cost_to_get_current"), outcome.curve("charges"), words


def _matplotlib(day):
    import matplotlib.pyplot as plt

    overdue, total, charges, words = curves(day)
    figure, (main, zoom) = plt.subplots(1, 2, figsize=(6.4, 3.6), width_ratios=(3, 1.4))
    main.fill_between(DAYS, 0, overdue, color=COLOURS["overdue"])
    main.fill_between(DAYS, overdue, total, color=COLOURS["charges"])
    main.plot(DAYS, total, color=COLOURS["total"])
    main.plot([day], [total[day]], "o", color=COLOURS["total"])
    main.text(day, total[day], f"{total[day]:,.2f}", ha="right", va="bottom", weight="bold")
    main.set(xlim=(0, 180), ylim=(0, 4500), xlabel="days since the missed due date")
    zoom.fill_between(DAYS, 0, charges, color=COLOURS["charges"])
    zoom.plot([day], [charges[day]], "o", color=COLOURS["total"])
    zoom.set(xlim=(0, 180), ylim=(0, 300))
    figure.suptitle(words, fontsize=8)
    plt.show()


def interactive():
    """ipywidgets.interactive and plt.show()."""
    import ipywidgets as w

    return w.interactive(_matplotlib, day=w.IntSlider(30, 0, 180))


def output():
    """An Output cleared with wait=True and a new figure."""
    import ipywidgets as w

    slider, place = w.IntSlider(30, 0, 180), w.Output()

    def moved(change):
        with place:
            place.clear_output(wait=True)
            _matplotlib(change["new"])

    slider.observe(moved, "value")
    moved({"new": 30})
    return w.VBox([slider, place])


def plotly():
    """plotly's FigureWidget, its traces updated in one batch."""
    import ipywidgets as w
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    slider = w.IntSlider(30, 0, 180)
    overdue, total, charges, words = curves(30)
    figure = go.FigureWidget(make_subplots(1, 2, column_widths=[0.7, 0.3]))
    figure.add_scatter(x=DAYS, y=overdue, fill="tozeroy", line_color=COLOURS["overdue"], row=1, col=1)
    figure.add_scatter(x=DAYS, y=total, fill="tonexty", line_color=COLOURS["charges"], row=1, col=1)
    figure.add_scatter(x=[30], y=[total[30]], mode="markers+text", text=[f"{total[30]:,.2f}"], row=1, col=1)
    figure.add_scatter(x=DAYS, y=charges, fill="tozeroy", line_color=COLOURS["charges"], row=1, col=2)
    figure.add_scatter(x=[30], y=[charges[30]], mode="markers", row=1, col=2)
    figure.update_layout(width=640, height=360, showlegend=False, title_text=words, title_font_size=11)

    def moved(change):
        day = change["new"]
        overdue, total, charges, words = curves(day)
        with figure.batch_update():
            figure.data[0].y, figure.data[1].y, figure.data[3].y = overdue, total, charges
            figure.data[2].x, figure.data[2].y, figure.data[2].text = [day], [total[day]], [f"{total[day]:,.2f}"]
            figure.data[4].x, figure.data[4].y = [day], [charges[day]]
            figure.layout.title.text = words

    slider.observe(moved, "value")
    return w.VBox([slider, figure])


def bqplot():
    """bqplot's marks, their data changed."""
    import bqplot as b
    import ipywidgets as w

    slider = w.IntSlider(30, 0, 180)
    overdue, total, charges, words = curves(30)

    def panel(lines, at, top, width):
        scales = {"x": b.LinearScale(min=0, max=180), "y": b.LinearScale(min=0, max=top)}
        marks = [
            b.Lines(x=DAYS, y=y, scales=scales, colors=[c], fill="bottom", fill_colors=[c], fill_opacities=[1])
            for y, c in lines
        ]
        point = b.Scatter(x=[30], y=[at], scales=scales, colors=[COLOURS["total"]])
        axes = [b.Axis(scale=scales["x"]), b.Axis(scale=scales["y"], orientation="vertical")]
        layout = w.Layout(width=f"{width}px", height="360px")
        figure = b.Figure(marks=[*marks, point], axes=axes, layout=layout, title=words[:40])
        return figure, marks, point

    main, areas, point = panel([(total, COLOURS["charges"]), (overdue, COLOURS["overdue"])], total[30], 4500, 440)
    zoom, alone, small = panel([(charges, COLOURS["charges"])], charges[30], 300, 200)

    def moved(change):
        day = change["new"]
        overdue, total, charges, words = curves(day)
        with main.hold_sync(), zoom.hold_sync():
            areas[0].y, areas[1].y, alone[0].y = total, overdue, charges
            point.x, point.y, small.x, small.y = [day], [total[day]], [day], [charges[day]]
            main.title = words[:40]

    slider.observe(moved, "value")
    return w.VBox([slider, w.HBox([main, zoom])])
