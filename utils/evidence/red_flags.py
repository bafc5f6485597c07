"""The signs that cannot wait: one text, shown word for word by every notebook that has it."""

SIGNS = (
    "fever of 38 C or above, or feeling suddenly much worse with or without fever; new leg weakness, numbness or loss of "
    "bladder control; sudden severe back pain; confusion, great drowsiness or trouble speaking; a drooping face, new tremor "
    "or slowness; breathlessness or chest pain; a swollen, painful leg; sudden loss of sight or eye pain; severe or lasting "
    "diarrhoea or belly pain; heavy bleeding; very little urine"
)
LEAD = "> **Some things cannot wait.**"
# One paragraph of Markdown. In a notebook `refresh` writes it wherever a line begins with the lead, and `lint` compares.
RED_FLAGS = (
    f"{LEAD} If you are treated for myeloma, or live with someone who is, **ring your team or the "
    f"emergency number now for: {SIGNS}.** This list is not complete. Steroids such as dexamethasone can hide a fever."
)
NOTEBOOKS = ("00", "07", "10", "11")


def restore_red_flags(text: str) -> str:
    """A Markdown text whose red flags, if it has them, read as they do everywhere."""
    return "\n".join(RED_FLAGS if line.startswith(LEAD) else line for line in text.split("\n"))
