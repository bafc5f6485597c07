"""The signs that cannot wait: one text, shown word for word by every notebook that has it."""

SIGNS = (
    "fever of 38 C or above, or feeling suddenly much worse with or without fever; new leg weakness, numbness or loss of "
    "bladder control; sudden severe back pain; confusion, great drowsiness or trouble speaking; a drooping face, new tremor "
    "or slowness; breathlessness or chest pain; a swollen, painful leg; sudden loss of sight or eye pain; severe or lasting "
    "diarrhoea or belly pain; heavy bleeding; very little urine"
)
# A quotation in Markdown; notebooks carry it in a cell with the id below, which `refresh` writes and `lint` compares.
RED_FLAGS = (
    "> **Some things cannot wait.** If you are treated for myeloma, or live with someone who is, **ring your team or the "
    f"emergency number now for: {SIGNS}.** This list is not complete. Steroids such as dexamethasone can hide a fever."
)
CELL_ID = "red-flags"
NOTEBOOKS = ("00", "07", "10", "11")
