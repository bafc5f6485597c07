"""What stops the building of the pages: by the name of the notebook and the cell, with the way out."""

from utils.setup.trouble import Trouble


class PageTrouble(Trouble):
    """A notebook that cannot become a page as it is."""

    def __init__(self, notebook: str, cell: str, what: str, way_out: str):
        super().__init__(f"{notebook}, cell {cell}: {what} {way_out}")
