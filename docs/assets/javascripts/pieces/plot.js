// What the pieces share: their state, which is that of the form and of the
// address, and a little drawing.

// Return a function that takes a to A and b to B, and what is between in line.
export const scale = (a, b, A, B) => x => A + (x - a) * (B - A) / (b - a)

// Return the path through the points [x, y].
export const path = (points, attributes = "") =>
  `<path ${attributes} d="M${points.map(p => p.map(v => +v.toFixed(1)).join(" ")).join(" ")}"/>`

export const text = (x, y, words, attributes = "") =>
  `<text x="${x}" y="${y}" ${attributes}>${words}</text>`

// A piece has a form. `update(state)` is called when that changes, with the
// values by their names; `draw()`, too, when there is more or less room.
export class Piece extends HTMLElement {
  connectedCallback() {
    this.data = JSON.parse(this.dataset.json)
    this.form = this.querySelector("form")
    this.live = this.querySelector(".live")
    this.output = this.querySelector("output")
    this.form.onsubmit = event => event.preventDefault()
    this.form.oninput = () => {
      this.change()
      history.replaceState(history.state, "", `#${this.id}:${new URLSearchParams(new FormData(this.form))}`)
    }
    this.recall()
    this.change()
    this.room = new ResizeObserver(() => this.paint())
    this.room.observe(this.live)
    addEventListener("hashchange", this)
  }

  disconnectedCallback() {
    this.room.disconnect()
    removeEventListener("hashchange", this)
  }

  handleEvent() {
    if (this.recall()) this.change()
  }

  // Take the state that the address names, and bring the piece into sight.
  recall() {
    const [id, state] = location.hash.slice(1).split(":")
    if (id != this.id || !state) return false
    for (const [name, value] of new URLSearchParams(state)) {
      const field = this.form.elements[name]
      if (field) field.value = value
    }
    this.scrollIntoView({ block: "center" })
    return true
  }

  change() {
    this.state = Object.fromEntries(new FormData(this.form))
    this.update(this.state)
    this.paint()
  }

  // Show the marks that `draw(width, height)` returns.
  paint() {
    const { clientWidth: width, clientHeight: height } = this.live
    if (!width || !this.draw) return
    this.live.innerHTML = `<svg viewBox="0 0 ${width} ${height}" role="img">${this.draw(width, height)}</svg>`
    this.live.firstChild.ariaLabel = this.words
  }

  // Call `move` with numbers from `from` to `to`, or at once with the last.
  glide(from, to, move) {
    cancelAnimationFrame(this.frame)
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    const start = performance.now()
    const step = now => {
      const part = still ? 1 : Math.min(1, Math.max(0, now - start) / 400)
      move(to + (from - to) * (1 - part) ** 3)
      if (part < 1) this.frame = requestAnimationFrame(step)
    }
    step(start)
  }
}
