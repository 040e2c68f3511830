// Zoom until it is straight: what piece.py describes.
import { Piece, define, dot, path, power, row, scale, short, text } from "../plot.js"

// The functions, each operation rounded, as in Python.
export const value = (name, x, type) => {
  const round = type == "float32" ? Math.fround : x => x
  x = round(x)
  if (name == "square") return round(x * x)
  if (name == "abs") return Math.abs(x)
  return round(1 / round(1 + round(Math.exp(-x))))
}

const NAMES = { square: "x²", sigmoid: "sigmoid", abs: "|x|" }
const EDGE = 12, TALL = 1.45

define("zoom", class extends Piece {
  update({ f, k, type }) {
    const { x, slope, [type]: windows } = this.data[f]
    const [secant, count] = windows[k]
    const apart = Math.abs(secant - slope), floats = count.replaceAll(",", "")
    const around = this.form.elements.k.ariaValueText = `${x} ± ${power(k)}`
    this.output.innerHTML = row("window", around, "", true)
      + (slope
        ? row("secant", secant, "numerical") + row("tangent", slope, "analytic") + row("apart", short(apart))
        // |x| has a secant of the opposite slope to the left.
        : row("secants", `−${secant} and ${secant}`, "numerical") + row("tangent", "none") + row("apart", "2"))
      + row("floats in this window", count)
    const shape = !slope ? "a corner, with a secant to either side, and no tangent"
      : floats == 1 ? "a flat line: no other float is near"
      : floats < 300 ? "a staircase"
      : apart > slope / 10 ? "a curve that bends away from its tangent and its secant"
      : apart > slope / 100 ? "a curve that bends a little, near its tangent and its secant"
      : "one line with its tangent and its secant"
    this.words = `${f == "abs" ? "Absolute value" : NAMES[f]} at ${x}, in ${type}: ${shape}.`
    this.glide(this.at ?? +k, +k)
  }

  // Paint what lies on the way to another window: only the window itself, if the
  // reader asks for less motion.
  glide(from, to) {
    cancelAnimationFrame(this.frame)
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    const start = performance.now()
    const step = now => {
      const rest = still || from == to ? 0 : Math.max(0, 1 - Math.max(0, now - start) / 400)
      this.at = to + (from - to) * rest ** 3
      this.paint()
      if (rest) this.frame = requestAnimationFrame(step)
    }
    step(start)
  }

  draw(width, height) {
    const { f, k, type } = this.state
    const { x, slope } = this.data[f]
    const h = this.at == k ? +("1e-" + k) : 10 ** -this.at
    const bottom = height - 22
    const X = scale(-1, 1, EDGE, width - EDGE)
    const Y = scale(-TALL, TALL, bottom, 0)
    const middle = value(f, x, type)
    const up = t => (value(f, x + t * h, type) - middle) / ((slope ?? 1) * h)
    const line = (m, kind, from = -1.1, to = 1.1) => path([[X(from), Y(m * from)], [X(to), Y(m * to)]], kind)
    const curve = []
    for (let p = 0; p <= width; p++) {
      const t = scale(EDGE, width - EDGE, -1, 1)(p)
      curve.push([p, Y(up(t))])
    }
    // The labels stand where the other line is not.
    const [side, anchor] = f == "square" ? [20, "start"] : [-12, "end"]
    const label = (t, m, words, kind) => text(X(t), Y(m * t) + side, words, kind, anchor)
    return `<svg width="${width}" height="${bottom}"><rect width="${width}" height="${bottom}"/>`
      + `<rect class="next" x="${X(-.1)}" y="${Y(.1 * TALL)}" width="${X(.1) - X(-.1)}" height="${bottom / 10}"/>`
      + path(curve)
      + (slope
        ? line(1, "analytic") + line(up(1), "numerical")
          + label(.5, 1, "tangent", "analytic") + label(-.5, up(1), "secant", "numerical")
        : line(1, "numerical", 0) + line(-1, "numerical", -1.1, 0)
          + text(X(.5), Y(.5) + 20, "secant", "numerical") + text(X(-.5), Y(.5) + 20, "secant", "numerical", "end"))
      + text(X(-.97), Y(up(-.97)) + (f == "sigmoid" ? 20 : -12), NAMES[f])
      + dot(X(0), Y(0)) + dot(X(1), Y(up(1))) + "</svg>"
      + text(X(-1), height - 6, `− ${power(k)}`) + text(X(0), height - 6, x, "", "middle")
      + text(X(1), height - 6, `+ ${power(k)}`, "", "end")
  }
})
