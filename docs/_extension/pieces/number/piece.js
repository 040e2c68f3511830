// Read your number: what piece.py describes.
import { Piece, define, minus } from "../plot.js"

// Return an element with that inside: text stays text.
const make = (tag, ...inside) => {
  const element = document.createElement(tag)
  element.append(...inside)
  return element
}

// A number, perhaps with a decimal comma. But 1,000 may be a thousand, or 1.
const one = "([-+]?(?:nan|inf(?:inity)?|(?![1-9]\\d*,\\d{3}\\b)(?:\\d+[.,]?\\d*|[.,]\\d+)(?:e[-+]?\\d+)?))( ?%)?"
// As it is pasted: after a name or a sign, in tensor(…), before its type.
const pasted = RegExp(`^(?:[a-z_ !]*[=:≈] ?)?(?:<?[\\w.]+[(:] ?|.*numpy=)?\\[*${one}(?: ?/ ?${one})?(?:\\]*(?:,? [^,]+=.*)?[)>]|\\]*[.,;]?)$`)
const value = (text, percent) =>
  +text.replace(",", ".").replace(/inf.*/, "Infinity") / (percent ? 100 : 1)

// Return a number from what was typed, or undefined.
export const read = text => {
  const found = text.trim().toLowerCase().replaceAll("−", "-").match(pasted)
  if (!found) return
  const [, over, percent, under = "1", percents] = found
  const ratio = value(over, percent) / value(under, percents)
  return ratio < 0 ? undefined : ratio
}

// These four are as in Python.
const bySum = (ratio, divisor) =>
  divisor != "larger" || ratio == 0 ? ratio : ratio < 2 ? ratio / (2 - ratio) : Infinity

export const tooMuch = (ratio, divisor, { most }) =>
  ratio > (most[divisor] ?? Infinity) * (1 + 1e-6)

export const rows = (ratio, divisor, data) => {
  const ranges = data.rows
  if (isNaN(ratio)) return [ranges.length - 2]
  if (tooMuch(ratio, divisor, data) || divisor == "nothing" && ratio > 0) return []
  ratio = bySum(ratio, divisor)
  const found = [...ranges.keys()].filter(i => {
    const [low, high] = ranges[i]
    return low != null && low <= ratio && ratio <= (high ?? Infinity)
  })
  return found.length ? found : [ranges.length - 1]
}

export const factors = (ratio, divisor, data) => {
  if (divisor == "nothing" || tooMuch(ratio, divisor, data)) return []
  ratio = bySum(ratio, divisor)
  if (!(2e-3 < ratio && ratio < 2e3) || Math.abs(ratio - 1) < 2e-5) return []
  const k = (1 + ratio) / (1 - ratio)
  return [k, 1 / k]
}

define("number", class extends Piece {
  update({ r, by }) {
    this.form.elements.r.onfocus = event => event.target.select()
    const table = this.parentNode.querySelector("table:not(.piece *)")
    const ratio = read(r), typed = ratio != undefined
    const found = typed ? rows(ratio, by, this.data) : []
    const lines = [...table.tBodies[0].rows]
    lines.forEach((line, i) => { line.ariaCurrent = found.includes(i) ? "true" : null })
    const [k, inverse] = (typed ? factors(ratio, by, this.data) : []).map(x => minus(+x.toPrecision(3)))
    const notes = [
      by == "norms" && found.includes(5) && "Or a lost minus sign: by this formula, it gives 1 too.",
      k && `If one is a multiple of the other, the factor is ${k} or ${inverse}.`,
      !typed ? "Type or paste a number such as 0.333, 4e−9, 33% or nan."
        : tooMuch(ratio, by, this.data)
          ? `This formula never gives more than ${this.data.most[by]}. Another one made it: perhaps that of the lecture, or SciPy’s plain norm.`
          : !found.length && "This is no ratio yet: it has the unit of the gradient. Divide it by the sum of the norms of g and n, choose ‖g‖+‖n‖, and read the result."
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
