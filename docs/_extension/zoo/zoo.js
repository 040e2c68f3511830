// The gallery of bugs, one at a time, from a table that sorts and filters.
//
// The page comes as a plain one: the table, and below it every bug. Here the
// bugs leave the page, and the one that the address names comes back. (Where
// scripts run, zoo.css lays the page out for that from the start.)
//
// It runs before Material's script, which would load the page anew when the
// reader goes back a bug: so it is no module. Later visits run it again.

if (!customElements.get("bug-zoo")) {
  const idOf = row => row.querySelector("a").hash.slice(1)
  const key = cell => cell.dataset.key ?? cell.textContent.trim()
  const compare = (a, b) => (isNaN(a) ? a.localeCompare(b) : a - b || 0)

  customElements.define("bug-zoo", class extends HTMLElement {
    connectedCallback() {
      const all = selector => [...this.querySelectorAll(selector)]
      ;[this.form] = all("form")
      ;[this.box] = all(".zoo-table")
      ;[this.nav] = all("nav")
      ;[this.count, this.place] = all("output")
      ;[this.body] = all("tbody")
      this.headings = all("thead th")
      this.rows = [...this.body.rows]
      this.articles = new Map(all("article").map(a => [a.id, a]))

      this.headings.forEach((heading, column) => {
        const button = document.createElement("button")
        button.append(...heading.childNodes)
        button.onclick = () => this.sort(heading, column)
        heading.append(button)
      })
      this.form.oninput = () => this.filter()
      const [previous, next] = all("nav button")
      previous.onclick = () => this.step(-1)
      next.onclick = () => this.step(1)
      this.body.onclick = event => this.pick(event)
      this.path = location.pathname
      addEventListener("popstate", this, true)
      this.show()
      this.filter()
    }

    disconnectedCallback() {
      removeEventListener("popstate", this, true)
    }

    // The reader went back, or forth again.
    handleEvent(event) {
      if (location.pathname != this.path) return
      event.stopImmediatePropagation()
      this.show()
    }

    go(hash) {
      if (hash != location.hash) history.pushState(null, "", hash)
      this.show()
    }

    // Put the bug that the address names beside the table.
    show() {
      const named = this.articles.get(location.hash.slice(1))
      const [first] = this.articles.values()
      const article = named ?? ((location.hash && this.article) || first)
      if (article != this.article) {
        for (const other of this.articles.values()) other.remove()
        this.article = article
        this.nav.after(article)
        for (const row of this.rows) {
          const here = idOf(row) == article.id
          if (here) this.row = row
          row.querySelector("a").ariaCurrent = here ? "true" : null
        }
        this.placed()
      }
      const { top, bottom } = this.row.getBoundingClientRect()
      const box = this.box.getBoundingClientRect()
      if (top < box.top + 60 || bottom > box.bottom)
        this.box.scrollTop += top - box.top - box.height / 2
      // Beside the table it is in sight, but not below it on a phone.
      const { y } = this.nav.getBoundingClientRect()
      if (named && (y < document.querySelector(".md-header").offsetHeight || y > innerHeight - 200)) this.nav.scrollIntoView()
    }

    pick(event) {
      const link = event.target.closest("a")
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      event.stopPropagation()
      this.go(link.hash)
    }

    step(by) {
      const { length } = this.matching
      const at = this.matching.indexOf(this.row)
      const row = this.matching[at < 0 ? 0 : (at + by + length) % length]
      if (row) this.go("#" + idOf(row))
    }

    sort(heading, column) {
      const down = heading.ariaSort == "ascending"
      for (const other of this.headings) other.ariaSort = null
      heading.ariaSort = down ? "descending" : "ascending"
      const sign = down ? -1 : 1
      const keyOf = row => key(row.cells[column])
      this.rows.sort((a, b) => sign * compare(keyOf(a), keyOf(b)))
      this.body.append(...this.rows)
      this.box.scrollTop = 0
      this.filter()
    }

    // Keep the rows whose bug has the words in its title, lesson or change.
    filter() {
      const { text, group } = this.form.elements
      const words = text.value.toLowerCase().split(/\s+/)
      this.matching = this.rows.filter(row => {
        const [title, lesson, change] = this.articles.get(idOf(row)).children
        const about = [title, lesson, change].map(e => e.textContent).join(" ").toLowerCase()
        row.hidden = !row.matches("tr" + group.value) || !words.every(w => about.includes(w))
        return !row.hidden
      })
      this.count.value = `${this.matching.length} of ${this.rows.length} bugs`
      this.placed()
    }

    placed() {
      const at = this.matching?.indexOf(this.row)
      const [place, title] = this.place.children
      place.textContent = at >= 0 ? `${at + 1} of ${this.matching.length}` : "not in the list"
      title.textContent = ": " + this.article.firstElementChild.textContent
    }
  })
}
