"""Draws with matplotlib, and makes its SVG part of a page, which follows its theme."""

import io
import re
from xml.etree import ElementTree

import matplotlib

# The one style of all that matplotlib draws here.
STYLE = {
    "figure.constrained_layout.use": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "figures",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    "lines.linewidth": 1.2,
    "lines.dash_capstyle": "butt",
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.minor.bottom": False,
    "ytick.minor.left": False,
}

# Matplotlib's first two colours become the site's pair; black is the ink.
CLASSES = {"#1f77b4": "analytic", "#ff7f0e": "numerical"}
COLOURS = {colour: f"var(--{name})" for colour, name in CLASSES.items()}
COLOURS["#000000"] = "currentColor"
# What matplotlib takes for granted: black, and a stylesheet that it means for
# a file of its own, where it cannot reach the rest of a page.
DEFAULTS = {
    "font-size": "10px",
    "text-anchor": "start",
    "fill": "currentColor",
    "stroke-linejoin": "round",
}
NEEDLESS = ("font-family", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin")

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
ElementTree.register_namespace("", SVG.strip("{}"))


def drawn(draw, size, label, prefix):
    """Return what `draw(axes)` draws, as one line of HTML.

    size : of the whole, in inches
    label, prefix : as below
    """
    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    with matplotlib.rc_context(STYLE):
        fig, axes = plt.subplots(figsize=size)
        draw(axes)
        svg = io.StringIO()
        fig.savefig(svg, format="svg", metadata={"Date": None})
        plt.close(fig)
    return of_the_page(svg.getvalue(), label, prefix)


def of_the_page(svg, label, prefix):
    """Return matplotlib's SVG as one line of HTML, called `label` for who cannot see.

    Its ids begin with `prefix`, so that they differ from other figures'.
    """
    root = ElementTree.fromstring(svg)
    referred = re.findall(r'(?:href="|url\()#([^")]+)', svg)
    ids = {name: f"{prefix}-{n}" for n, name in enumerate(dict.fromkeys(referred))}
    simplify(root, ids)
    style_markers_once(root)
    viewbox = {"viewBox": root.get("viewBox")}
    root.attrib = viewbox | {"role": "img", "aria-label": label} | DEFAULTS
    line = " ".join(ElementTree.tostring(root, encoding="unicode").split())
    return line.replace("> <", "><").replace(" />", "/>")


def simplify(element, ids):
    """Leave out what is not drawn, and groups that only group."""
    element.attrib = attributes(element, ids)
    children = []
    for child in element:
        background = child.get("style") == "fill: #ffffff"
        if background or child.tag in (f"{SVG}metadata", f"{SVG}style"):
            continue
        simplify(child, ids)
        only_groups = child.tag in (f"{SVG}g", f"{SVG}defs") and not child.attrib
        keep_hidden = child.tag == f"{SVG}defs" and len(child)
        children += [child] if keep_hidden or not only_groups else child
    element[:] = children


def attributes(element, ids):
    """Return the attributes of an element as the page wants them."""
    kept = {}
    for name, value in element.items():
        if name == "id" and value in ids:
            kept["id"] = ids[value]
        elif name == f"{XLINK}href":
            # Not href: Material's instant navigation assigns to that of any
            # element, and a <use> does not let it.
            kept["xlink:href"] = f"#{ids[value.strip('#')]}"
        elif name == "clip-path":
            kept["clip-path"] = f"url(#{ids[value.removeprefix('url(#').strip(')')]})"
        elif name == "style":
            style = dict(re.findall(r"([\w-]+): ([^;]+)", value))
            if element.tag == f"{SVG}text" and style.get("fill") in CLASSES:
                kept["class"] = CLASSES[style.pop("fill")]
            kept["style"] = ";".join(
                f"{key}:{COLOURS.get(value, value)}"
                for key, value in style.items()
                if DEFAULTS.get(key) != value and key not in NEEDLESS
            )
        elif name != "id" and not value.startswith("rotate(-0 "):
            kept[name] = re.sub(r"\d+\.\d+", rounded, value).strip()
    return kept


def style_markers_once(root):
    """Move the style of the uses of a marker, where they agree, to the marker."""
    for marker in root.iter(f"{SVG}path"):
        uses = [e for e in root.iter() if e.get("xlink:href") == f"#{marker.get('id')}"]
        if len({use.get("style") for use in uses}) == 1:
            marker.set("style", uses[0].get("style"))
            for use in uses:
                del use.attrib["style"]


def rounded(number):
    return f"{float(number[0]):.1f}".removesuffix(".0")
