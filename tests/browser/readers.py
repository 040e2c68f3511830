"""What several browser tests do to a page, or ask of it."""

from axe_playwright_python.sync_playwright import Axe


def open_to_the_end(page, address):
    """Open a page; return what it has asked for, by itself.

    The site map is the last: Material's script asks for it.
    """
    asked = []
    page.on("request", lambda request: asked.append(request))
    page.goto(address)
    links_are_taken(page)
    return asked.copy()


def sizes(requests):
    """Return how many bytes came over the network, by address."""
    return {r.url: r.sizes()["responseBodySize"] for r in requests}


def follow(page, address):
    """Follow a link to the address, as a reader does: no page is loaded whole.

    By the return the new page is there, and its scripts know of it.
    """
    links_are_taken(page)
    page.evaluate(
        """address => new Promise(resolve => {
            // Material tells of the page that is shown, and then of the next.
            let told = 0
            document$.subscribe(() => { if (told++) resolve() })
            const link = document.createElement("a")
            link.href = address
            document.querySelector("article").append(link)
            link.click()
        })""",
        address,
    )


# Before Material has its list of pages it looks at no click. So click where no
# link is, and wait until it asks what was clicked. (With Control down nothing
# else asks.)
LINKS_ARE_TAKEN = """() => new Promise(resolve => {
    const spot = document.createElement("i")
    spot.closest = () => {
        resolve()
        return null
    }
    document.body.append(spot)
    spot.dispatchEvent(new MouseEvent("click", { bubbles: true, ctrlKey: true }))
    spot.remove()
})"""


def links_are_taken(page):
    """Wait until Material takes the clicks: from then on no link loads a page whole.

    The page may be Playwright's, or an engine of ours.
    """
    page.evaluate(LINKS_ARE_TAKEN)


# What can differ where a page has other colours, or another width.
OF_A_SCHEME = ["color-contrast"]
OF_A_WIDTH = ["target-size", "scrollable-region-focusable"]


def axe_finds_nothing(page, scheme="light", phone=False):
    """Assert that axe finds nothing: on a light desktop no rule of all is broken."""
    rules = OF_A_SCHEME * (scheme != "light" or phone) + OF_A_WIDTH * phone
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, found.generate_report()


def drawn(page):
    """Wait until the fonts are there, and the page has been drawn with them."""
    page.evaluate(
        """async () => {
            // A second frame begins when the first one has been laid out.
            const drawn = async () => {
                for (let frame = 0; frame < 2; frame++)
                    await new Promise(requestAnimationFrame)
            }
            await drawn() // Only what is laid out asks for its font.
            await document.fonts.ready
            await drawn()
        }"""
    )


def layout_shift(page, since=0):
    """Return how far what was in sight has moved, since a time of the page's clock."""
    drawn(page)
    return page.evaluate(
        """since => {
            const observer = new PerformanceObserver(() => {})
            observer.observe({ type: "layout-shift", buffered: true })
            return observer.takeRecords().filter(shift => shift.startTime >= since)
                .reduce((sum, shift) => sum + shift.value, 0)
        }""",
        since,
    )


def scheme_button(page):
    return page.locator("[data-md-component=palette] label:visible")


def choose_scheme(page, name):
    """Press the button of the header until it leads to the scheme, and then again."""
    while scheme_button(page).get_attribute("title") != name:
        scheme_button(page).click()
    scheme_button(page).click()


def put(editor, text):
    """As a paste does: the code is this text, and the page is told."""
    editor.evaluate(
        """(code, text) => {
            code.textContent = text
            code.dispatchEvent(new Event("input"))
        }""",
        text,
    )
