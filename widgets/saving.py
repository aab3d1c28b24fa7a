"""What is kept when a learner saves a notebook: pictures and words, not the handles of widgets that are gone tomorrow.

The lab is started with `--ContentsManager.pre_save_hook=widgets.saving.keep_pictures`. Without it a reopened notebook
shows "model not found" where a simulator stood; with it, the picture and the words that stood beside the live view.
"""

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def keep_pictures(model, **_) -> None:
    """Drop the live widget view from every stored output that has another form too."""
    if model.get("type") != "notebook" or not model.get("content"):
        return
    for cell in model["content"].get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if len(data) > 1:
                data.pop(WIDGET_VIEW, None)
