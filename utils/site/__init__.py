"""The reading edition: every notebook as a page that opens from a stick or the web and answers without a kernel.

`python3 course.py site [OUT] [NN ...]` builds it. The way of a notebook: `calls` finds what its cells call; `shown`
turns each output into words, a still (`stills`), a moving picture (`live`) or questions (`asked`); `pages` sets them
into the course's own nbconvert template; `extras` adds index, glossary, sources and what is due for review; `search`
lists the passages; `assets` puts scripts and looks beside them; `build` does it all in order.
"""
