"""A kernel started anew while somebody answers: it is said in words, the answer is kept, and handed over after a run."""

from utils.learning.questions.bank import all_questions
from utils.learning.questions.marking import key_of

CELLS = ["from utils.learning import ask, passport", 'ask("01-q2")', 'ask("01-q4")', "passport()"]


def restart_kernel(notebook):
    """Start the kernel anew, as when it ran out of memory; the page still shows what the former one made."""
    session = next(s for s in notebook.lab.ask("api/sessions") if s["path"] == notebook.name)
    notebook.lab.ask(f"api/kernels/{session['kernel']['id']}/restart", "POST")
    notebook.wait_until_idle()


def test_an_answer_to_a_kernel_that_was_started_anew_is_kept_and_handed_over(open_notebook):
    choice, number = (all_questions()[name] for name in ("01-q2", "01-q4"))
    notebook = open_notebook("dead.ipynb", cells=CELLS, height=1400)
    notebook.run_all()
    page = notebook.page
    page.wait_for_selector(".mq-question[role=group]")
    restart_kernel(notebook)

    right = choice.options[key_of(choice)].text
    page.get_by_role("radio", name=right).check()
    page.get_by_role("button", name="Check: sure").first.click()
    words = page.get_by_role("alert").filter(has_text="Python has stopped or was started anew")
    words.first.wait_for()
    assert "Your answer is kept" in words.first.inner_text()
    page.locator(".mq-question input[type=text]").fill(f"{key_of(number):.1f}")
    page.get_by_role("button", name="Download my passport").click()
    page.get_by_role("alert").filter(has_text="press again").wait_for()

    notebook.run_all()
    page.get_by_text("✓ Right.").wait_for()  # what was pressed is pressed
    assert page.get_by_role("radio", name=right).is_checked()
    typed = page.locator(".mq-question input[type=text]")  # what was only typed stands there, and waits
    assert typed.input_value() == f"{key_of(number):.1f}"
    assert page.locator("text=✓ Right.").count() == 1
    page.get_by_role("button", name="Check: sure").nth(1).click()
    page.locator("text=✓ Right.").nth(1).wait_for()
    assert page.locator(".mq-lost").count() == 0
    page.wait_for_function(
        "sessionStorage.getItem('myeloma-course-answers') === '{}'"
    )  # nothing is left waiting
    notebook.assert_no_errors()


def test_an_answer_to_a_busy_kernel_that_stops_outlives_a_reload_of_the_page(open_notebook):
    question = all_questions()["01-q2"]
    notebook = open_notebook("reload.ipynb", cells=[*CELLS[:2], "import time"], fresh=True)
    notebook.run_all()
    page = notebook.page
    page.wait_for_selector(".mq-question[role=group]")
    notebook.keep_busy(2)
    right = question.options[key_of(question)].text
    page.get_by_role("radio", name=right).check()
    page.get_by_role("button", name="Check: a guess").click()
    page.get_by_role("alert").filter(has_text="still busy").wait_for()
    restart_kernel(notebook)
    page.get_by_role("alert").filter(has_text="Your answer is kept").wait_for()
    page.reload()
    notebook.wait_until_idle()
    notebook.run_all()
    page.get_by_text("✓ Right.").wait_for()
