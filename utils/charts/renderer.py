"""How a chart reaches the page: as Vega-Lite 5, which JupyterLab draws by itself, and as its description in words."""

import altair as alt

from utils.charts.fit import fit_page

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
UNDESCRIBED = "A chart without a description."
# GitHub, nbviewer and exported pages draw no Vega-Lite: their readers learn where the picture is.
WHERE = "(Picture: open in JupyterLab.)"
WHERE_LIVE = "(Picture and controls: open in JupyterLab.)"

# A picture is as wide as its page (`fit.py`); if the page shrinks later, the picture shrinks whole. In a dark room its
# paper is a little less bright. JupyterLab takes a style only from an output's metadata, and of a page's first chart.
STYLE = (
    ".vega-embed:not(.mc-picture){display:block}"
    ".vega-embed>svg{max-width:100%;height:auto}"
    "[data-jp-theme-light=false] .vega-embed>svg{filter:brightness(.88)}"
)
# A menu that opens the online editor would leave the machine; SVG keeps text sharp and readable by machines.
EMBED_OPTIONS = {"actions": False, "renderer": "svg"}


def course_renderer(spec: dict, **_metadata: object) -> tuple[dict, dict]:
    """The chart in two forms: a picture drawn without a network, and its description for those who cannot see it.

    Beside them, how JupyterLab should fit the picture into its page.
    """
    forms = {
        MIME: as_version_5(fit_page(spec)),
        "text/plain": f"{spec.get('description', UNDESCRIBED)}\n{WHERE}",
    }
    return forms, fit_metadata()


def fit_metadata() -> dict:
    """How JupyterLab should fit a still chart into its page; it takes the style of the first one it draws."""
    return {MIME: {"embed_options": {"defaultStyle": STYLE}}}


def as_version_5(spec: dict) -> dict:
    """The same drawing under the schema name that JupyterLab 4.6 knows (it bundles Vega-Lite 5.6)."""
    usermeta = {"embedOptions": EMBED_OPTIONS, **spec.get("usermeta", {})}
    return {**spec, "$schema": SCHEMA, "usermeta": usermeta}


def enable_renderer() -> None:
    """Show every chart of this session with the course's renderer."""
    alt.renderers.register("course", course_renderer)
    alt.renderers.enable("course")
