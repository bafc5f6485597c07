"""How a chart reaches the page: as Vega-Lite 5, which JupyterLab draws by itself, and as its description in words."""

import altair as alt

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
UNDESCRIBED = "A chart without a description."

# On a narrow page a chart shrinks while its letters stay readable, then it scrolls; on a phone it is shown whole, for
# half a picture misleads, with a word on how to enlarge it. JupyterLab takes a style only from an output's metadata.
STYLE = (
    ".vega-embed{display:inline-block;max-width:100%}"
    ".vega-embed>svg{max-width:100%;min-width:460px;height:auto}"
    "@media(max-width:600px){.vega-embed>svg{min-width:0}.vega-embed:not(.mc-picture)::after"
    "{content:'Zoom in, or turn the phone.'}}"
)
# A menu that opens the online editor would leave the machine; SVG keeps text sharp and readable by machines.
EMBED_OPTIONS = {"actions": False, "renderer": "svg"}


def course_renderer(spec: dict, **_metadata: object) -> tuple[dict, dict]:
    """The chart in two forms: a picture drawn without a network, and its description for those who cannot see it.

    Beside them, how JupyterLab should fit the picture into its page.
    """
    forms = {MIME: as_version_5(spec), "text/plain": spec.get("description", UNDESCRIBED)}
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
