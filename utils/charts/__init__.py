"""One theme, one renderer: a DataFrame in, an Altair chart out."""
