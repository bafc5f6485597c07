"""Two printed pages to write on, made from a notebook."""
