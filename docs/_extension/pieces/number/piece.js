// Read your number: what piece.py describes.
import { Piece, define, minus } from "../plot.js"

// Return an element with that inside: text stays text.
const make = (tag, ...inside) => {
  const element = document.createElement(tag)
  element.append(...inside)
  return element
}

// Return a number from what was typed, or undefined.
export const read = text => {
  text = text.trim().toLowerCase().replace(",", ".").replace("−", "-")
  if (/^[-+]?nan$/.test(text)) return NaN
  if (/^\+?inf(inity)?$/.test(text)) return Infinity
  const [, over, under = 1] = text.match(/^([^/]+)(?:\/([^/]+))?$/) ?? []
  const ratio = over / under
  return over && ratio >= 0 ? ratio : undefined
}

// These three are as in Python.
export const bySum = (ratio, divisor) =>
  divisor != "larger" || ratio == 0 ? ratio : ratio >= 2 ? Infinity : ratio / (2 - ratio)

export const factor = ratio => (1 + ratio) / (1 - ratio)

export const rows = (ratio, ranges) => {
  if (isNaN(ratio)) return [ranges.length - 2]
  const found = [...ranges.keys()].filter(i => {
    const [low, high] = ranges[i]
    return low != null && low <= ratio && ratio <= (high ?? Infinity)
  })
  return found.length ? found : [ranges.length - 1]
}

define("number", class extends Piece {
  update({ r, by }) {
    this.form.elements.r.onfocus = event => event.target.select()
    const table = this.parentNode.querySelector("table:not(.piece *)")
    const typed = read(r)
    const ratio = bySum(typed, by)
    const found = typed == undefined ? [] : rows(ratio, this.data)
    const lines = [...table.tBodies[0].rows]
    lines.forEach((line, i) => { line.ariaCurrent = found.includes(i) ? "true" : null })
    const k = factor(ratio), short = x => minus(+x.toPrecision(3))
    const notes = [
      by == "norms" && found.includes(5) && "Or a lost minus sign: by this formula, it gives 1 too.",
      ratio > 2e-3 && ratio != 1 && Math.abs(k + 1) > 1e-3
        && `If one is a multiple of the other, the factor is ${short(k)} or ${short(1 / k)}.`,
      !found.length && "Type a ratio such as 0.333, 4e−9, 1/3 or nan."
    ]
    this.output.replaceChildren(...found.flatMap(i => {
      const [{ firstChild: link }, ...cells] = lines[i].cells
      // From left to right: most likely, or, or the check itself.
      const causes = cells.flatMap((cell, n) => cell.textContent.split(";")
        .map(c => c.trim()).filter(c => c).map(c => make("li", (n == 2 ? "in the check: " : "") + c)))
      const row = make("a", minus(link.textContent))
      row.href = link.hash
      return [
        make("p", "It is in the row ", row, ". Most likely first:"),
        make("ol", ...causes)
      ]
    }), ...notes.filter(note => note).map(note => make("p", note)))
  }
})
