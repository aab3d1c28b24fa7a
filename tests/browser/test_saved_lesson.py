"""A lesson that was run, saved and opened again another day shows its pictures, not the remains of widgets."""

from tests.browser.lab import Notebook


def test_a_saved_lesson_opens_with_pictures_and_words(browser, lab):
    code, address = lab
    path = f"notebooks/{code}/04_the_day_after.ipynb"
    notebook = Notebook(browser, address, path)
    notebook.run_all()
    notebook.simulator(0).guess("900")
    with notebook.page.expect_response(lambda r: r.request.method == "PUT" and "04_the_day_after" in r.url) as saved:
        notebook.page.keyboard.press("Control+s")
    assert saved.value.status == 200
    notebook.close()
    again = Notebook(browser, address, path)
    again.page.wait_for_selector(".jp-OutputArea-output img")
    again.page.wait_for_timeout(1500)
    text = again.page.locator(".jp-Notebook").inner_text()
    assert "model not found" not in text and "Error displaying widget" not in text
    assert again.page.locator(".jp-OutputArea-output img").count() >= 3
    again.run_all()  # and it comes to life again
    assert again.simulator(0).root.locator(".dc-cover").is_visible()
    again.close()
