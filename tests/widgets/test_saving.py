"""What a learner saves shows pictures and words when it is opened again."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from widgets.saving import WIDGET_VIEW, keep_pictures


def saved(**data):
    outputs = [new_output("display_data", data=data)]
    notebook = new_notebook(cells=[new_code_cell("x", outputs=outputs)])
    keep_pictures({"type": "notebook", "content": notebook}, path="a.ipynb", contents_manager=None)
    return notebook.cells[0].outputs[0].data


def test_the_live_view_is_dropped_where_another_form_stands_beside_it():
    view = {WIDGET_VIEW: {"model_id": "1"}}
    assert set(saved(**view, **{"text/plain": "words", "image/png": "AAAA"})) == {"text/plain", "image/png"}
    assert set(saved(**view)) == {WIDGET_VIEW}


def test_other_files_and_empty_models_are_left_alone():
    for model in ({"type": "file", "content": "text"}, {"type": "notebook"}, {"type": "notebook", "content": None}):
        before = dict(model)
        keep_pictures(model)
        assert model == before


def test_a_saved_notebook_is_still_a_notebook():
    notebook = new_notebook(cells=[new_code_cell("1")])
    keep_pictures({"type": "notebook", "content": notebook})
    nbformat.validate(notebook)
