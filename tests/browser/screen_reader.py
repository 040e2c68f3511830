"""What a screen reader says of a part of a page: its accessibility tree, in words."""

# One utterance each, of their texts; or of their name, value and states.
WHOLE = {"paragraph", "Figcaption", "listitem", "row", "deletion", "insertion"}
NAMED = {"radio", "slider", "textbox", "button", "link", "DisclosureTriangle"}
WORDS = {"DisclosureTriangle": "summary", "textbox": "text field"}

# What has been announced: the pieces' live regions, as their content comes.
LISTEN = """
window.announced = 0
new MutationObserver(changes => {
    const live = new Set()
    for (const { target } of changes) {
        const element = target.nodeType == 1 ? target : target.parentElement
        const region = element?.closest(
            ".piece :is([aria-live], output, [role=status], [role=alert], [role=log])"
        )
        if (region && region.ariaLive != "off") live.add(region)
    }
    window.announced += live.size
}).observe(document, { subtree: true, childList: true, characterData: true })
"""


def reading(page, selector):
    """Return the lines that are heard when an element is read from its top."""
    return Reading(page).of(selector)


class Reading:
    """The accessibility tree of Chromium, as it is now."""

    def __init__(self, page):
        self.devtools = page.context.new_cdp_session(page)
        nodes = self.devtools.send("Accessibility.getFullAXTree")["nodes"]
        self.nodes = {node["nodeId"]: node for node in nodes}

    def of(self, selector):
        root = self.devtools.send("DOM.getDocument", {"depth": 0})["root"]
        found = self.devtools.send(
            "DOM.querySelector", {"nodeId": root["nodeId"], "selector": selector}
        )
        place = self.devtools.send("DOM.describeNode", found)["node"]["backendNodeId"]
        [top] = [n for n in self.nodes.values() if n.get("backendDOMNodeId") == place]
        lines = list(self.lines(top, ""))
        self.devtools.detach()
        return lines

    def children(self, node):
        return [self.nodes[i] for i in node["childIds"] if i in self.nodes]

    def lines(self, node, indent):
        role, name = role_of(node), node.get("name", {}).get("value", "")
        inner = indent
        if role == "StaticText":
            yield from (
                indent + line.strip() for line in name.splitlines() if line.strip()
            )
            return
        if role in NAMED:
            said = [f"{WORDS.get(role, role)}: {name}", *self.states(node)]
            yield indent + ", ".join(said)
            return
        if role in WHOLE:
            words = " ".join("".join(self.texts(node)).split())
            sign = {"row": "| ", "deletion": "deletion: ", "insertion": "insertion: "}
            yield from [indent + sign.get(role, "") + words] if words else []
            return
        below = self.children(node)
        if role == "status" and {role_of(child) for child in below} & WHOLE:
            yield f"{indent}status:"
            inner += "  "
        elif role == "status":
            yield f"{indent}status: " + " ".join("".join(self.texts(node)).split())
            return
        # The text of a label has been said as the name of its field.
        if role == "LabelText":
            fields = [child for child in below if role_of(child) in NAMED]
            named = {child["name"]["value"] for child in fields}
            below = fields if {"".join(self.texts(node)).strip()} == named else below
        if role in ("form", "group", "figure", "image", "table", "list") and (
            name or role in ("figure", "image")
        ):
            yield f"{indent}{role}: {name}"
            inner += "  "
        for child in below:
            if role_of(child) != "Legend":  # It is the name of the group.
                yield from self.lines(child, inner)

    def texts(self, node):
        """Return the texts in a node: blocks are set off by a space."""
        role = role_of(node)
        if role in ("StaticText", "ListMarker"):
            return [node["name"]["value"]]
        inside = [text for child in self.children(node) for text in self.texts(child)]
        if role in ("cell", "columnheader", "rowheader"):
            return [*inside, " | "]
        return [" ", *inside, " "] if role in ("generic", *WHOLE) else inside

    def states(self, node):
        """Return what is said after a name: a value, and what it is or not."""
        has = {p["name"]: p["value"].get("value") for p in node["properties"]}
        words = []
        if role_of(node) == "slider":
            # Chromium's tools give the bare number here, a screen reader this.
            named = self.devtools.send(
                "DOM.describeNode", {"backendNodeId": node["backendDOMNodeId"]}
            )["node"]["attributes"]
            words.append(named[named.index("aria-valuetext") + 1])
        elif "value" in node:
            words.append(node["value"]["value"])
        states = [
            ("checked", "true", "checked"),
            ("pressed", "true", "pressed"),
            ("pressed", "false", "not pressed"),
            ("disabled", True, "unavailable"),
            ("invalid", "true", "invalid"),
            ("expanded", True, "open"),
            ("expanded", False, "closed"),
        ]
        return words + [said for key, value, said in states if has.get(key) == value]


def role_of(node):
    return "" if node["ignored"] else node["role"]["value"]
