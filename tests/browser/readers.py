"""What several browser tests do to a page, or ask of it."""


def follow(page, address):
    """Follow a link to the address, as a reader does: no page is loaded whole."""
    page.evaluate(
        """address => {
            const link = document.createElement("a")
            link.href = address
            document.querySelector("article").append(link)
            link.click()
        }""",
        address,
    )


def layout_shift(page):
    """Return how far what was in sight has moved since the page began to load."""
    return page.evaluate(
        """() => new Promise(resolve => {
            let sum = 0
            new PerformanceObserver(list => {
                for (const shift of list.getEntries()) sum += shift.value
            }).observe({ type: "layout-shift", buffered: true })
            setTimeout(() => resolve(sum), 200)
        })"""
    )
