// What the pieces share: a state, which is that of the form and of the address,
// and a little drawing.

// Return a function that takes a to A, b to B, and the rest in proportion.
export const scale = (a, b, A, B) => x => A + (x - a) * (B - A) / (b - a)

// Return the path through points [x, y], as an SVG's mark.
export const path = (points, kind = "") =>
  `<path class="${kind}" d="M${points.map(p => p.map(v => v.toFixed(1)).join(" ")).join(" ")}"/>`

export const text = (x, y, words, kind = "", anchor = "start") =>
  `<text x="${x}" y="${y}" class="${kind}" text-anchor="${anchor}">${words}</text>`

export const dot = (x, y, kind = "") => `<circle cx="${x}" cy="${y}" r="4" class="${kind}"/>`

// With true minus signs: of 1e-5, one hears "1 e 5".
export const minus = text => String(text).replaceAll("-", "−")

// 10 to the minus k, as the site writes it.
export const power = k => k < 3 ? "" + 10 ** -k : "1e−" + k

// Return how many characters two numbers begin with alike.
export const agree = (a, b) => {
  let n = 0
  while (n < a.length && a[n] == b[n]) n++
  return n
}

// An error, in one digit.
export const short = x => minus(x && x < 0.01 ? x.toExponential(0) : x.toPrecision(1))

// A name and a number: for the ear, a sentence, unless the slider says it.
export const row = (name, number, kind = "", hidden = false) =>
  `<span aria-hidden=${hidden}>${name}<i>:</i></span> <b class="${kind}" aria-hidden=${hidden}>${number}<i>.</i></b> `

// Of a piece, `update(state)` is called when the form changes, with its values
// by their names, and draw(width, height) returns the marks of the picture.
// What the picture shows is in `words`.
export class Piece extends HTMLElement {
  connectedCallback() {
    this.data = JSON.parse(this.dataset.json)
    this.form = this.querySelector("form")
    this.live = this.querySelector(".live")
    this.output = this.querySelector("output")
    this.form.oninput = () => {
      this.change()
      this.announce()
      // Material keeps in the history's state where the page was scrolled to.
      history.replaceState(history.state, "", `#${this.id}:${new URLSearchParams(this.state)}`)
    }
    this.recall()
    this.change()
    if (this.live) {
      this.room = new ResizeObserver(() => this.paint())
      this.room.observe(this.live)
    }
    addEventListener("hashchange", this)
    // On a projector: /learn/derivative/?alone=zoom. Escape leads to the page.
    const alone = new URLSearchParams(location.search).get("alone") === this.id
    this.classList.toggle("alone", alone)
    if (alone) document.onkeydown = ({ key }) => {
      if (key === "Escape") location.assign(location.pathname)
    }
  }

  disconnectedCallback() {
    document.onkeydown = null
    this.room?.disconnect()
    clearTimeout(this.rest)
    removeEventListener("hashchange", this)
  }

  handleEvent() {
    if (!this.recall()) return
    this.change()
    this.announce()
  }

  // Take the state that the address names, and bring the piece into sight.
  recall() {
    const [, id, state] = location.hash.match(/^#(\w+):(.*)/) ?? []
    if (id != this.id) return false
    for (const [name, value] of new URLSearchParams(state)) {
      // Only a name: `elements.length` and its like are no fields.
      const field = this.form.elements.namedItem(name)
      if (field) field.value = value
    }
    this.scrollIntoView({ block: "center" })
    return true
  }

  change() {
    this.state = Object.fromEntries(new FormData(this.form))
    this.update(this.state)
    if (this.live) this.live.ariaLabel = this.words
    this.paint()
  }

  // Have the output read out once nothing moves: not at every stop of a slider,
  // nor as the page arrives.
  announce() {
    const { output } = this
    output.ariaLive = "off"
    clearTimeout(this.rest)
    this.rest = setTimeout(() => {
      output.ariaLive = "polite"
      // Only what comes is read out, so it comes again.
      if (!output.contains(document.activeElement)) output.replaceChildren(...output.childNodes)
    }, 300)
  }

  paint() {
    const { clientWidth: width, clientHeight: height } = this.live ?? {}
    if (!width) return
    this.live.innerHTML = `<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${this.draw(width, height)}</svg>`
  }
}

export const define = (name, piece) =>
  customElements.get("piece-" + name) ?? customElements.define("piece-" + name, piece)
