// Zoom until it is straight: see snippets/pieces/zoom.py.
import { Piece, path, scale, text } from "./plot.js"

// The functions, each operation rounded as `value` in Python does it.
export const value = (name, x, type) => {
  const round = type == "float32" ? Math.fround : x => x
  x = round(x)
  if (name == "square") return round(x * x)
  if (name == "abs") return Math.abs(x)
  return round(1 / round(1 + round(Math.exp(-x))))
}

const NAMES = { square: "x²", sigmoid: "sigmoid", abs: "|x|" }
const size = k => k > 0 ? "1e-" + k : "1"

customElements.get("piece-zoom") || customElements.define("piece-zoom", class extends Piece {
  update({ f, k, type }) {
    const { x, slope, [type]: secants } = this.data[f]
    const secant = secants[k]
    const off = Math.abs(secant - slope)
    const say = slope == null
      ? `secant <b class=numerical>${secant}</b> on the right, <b class=numerical>−${secant}</b> on the left; no tangent`
      : `secant <b class=numerical>${secant}</b>, tangent <b class=analytic>${slope}</b>, apart by <b>${off.toPrecision(1)}</b>`
    this.output.innerHTML = `<span>From ${x} − ${size(k)} to ${x} + ${size(k)}:</span> ${say}`
    this.words = `${NAMES[f]} in ${type}. ${this.output.textContent}`
    this.form.elements.k.ariaValueText = `window of ${x} plus or minus ${size(k)}`
    const from = this.zoom ?? +k
    this.zoom = +k
    this.glide(this.at ?? from, +k, at => { this.at = at; this.paint() })
  }

  draw(width, height) {
    const { f, k, type } = this.state
    const { x, slope, [type]: secants } = this.data[f]
    const h = this.at == k ? +("1e-" + k) : 10 ** -this.at
    const top = height - 24
    const X = scale(-1, 1, 0, width)
    const Y = scale(-1.4, 1.4, top, 0)
    const rise = (slope ?? 1) * h
    const middle = value(f, x, type)
    const up = t => (value(f, x + t * h, type) - middle) / rise
    const line = (t, m, name) => path([[X(-t), Y(-m * t)], [X(t), Y(m * t)]], `class="${name}"`)
    const steep = up(1)
    const curve = []
    for (let p = 0; p <= width; p++) {
      const t = p / width * 2 - 1
      curve.push([p, Y(up(t))])
    }
    return `<rect class="frame" width="${width}" height="${top}"/>
      <svg width="${width}" height="${top}">
      <rect class="next" x="${X(-.1)}" y="${Y(.14)}" width="${width / 10}" height="${top / 10}"/>
      ${path(curve)}${slope == null ? path([[X(-1), Y(1)], [X(0), Y(0)], [X(1), Y(1)]], 'class="numerical"') : line(1, 1, "analytic") + line(1, steep, "numerical")}
      </svg>
      ${text(0, height - 6, `${x} − ${size(k)}`)}
      ${text(width / 2, height - 6, x, 'text-anchor="middle"')}
      ${text(width, height - 6, `${x} + ${size(k)}`, 'text-anchor="end"')}`
  }
})
