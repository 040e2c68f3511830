// Choose ε: what piece.py computes.
import { Piece, agree, define, dot, minus, path, power, row, scale, short, text } from "../plot.js"

// Return how many of these are digits that count.
export const digits = text => text.replace(/^-?0?\.?0*|\./g, "").length

define("epsilon", class extends Piece {
  update({ f, k, type }) {
    const { steps, [f]: { slope, called, [type]: estimates } } = this.data
    this.errors = estimates.map(e => Math.abs(e - slope))
    const estimate = estimates[k], error = this.errors[k]
    const n = agree(estimate, slope)
    const right = digits(estimate.slice(0, n))
    // Truncation goes with the square of ε, and at 0.1 it is nearly all.
    const bend = this.errors[steps.indexOf("1e-1")] * (steps[k] / 0.1) ** 2
    const cause = bend > error / 2 ? "truncation" : "rounding"
    const least = Math.min(...this.errors)
    const [step, best] = [k, this.errors.indexOf(least)].map(k => minus(steps[k]))
    this.form.elements.k.ariaValueText = step
    this.output.innerHTML = row("ε", step, "", true)
      + row("estimate", `<span class=right>${minus(estimate.slice(0, n))}</span>${minus(estimate.slice(n))}`)
      + row(called, `<span class=analytic>${minus(slope)}</span>`)
      + row("right digits", right)
      + row("wrong by", `${short(error)}, ${cause}`)
    this.words = `The error against ε in ${type}, on log scales: a V. It is lowest at ε = `
      + `${best}, and ${short(least)} there. The point is at ε = ${step}, on the side of ${cause}.`
  }

  draw(width, height) {
    const { steps } = this.data
    const { k } = this.state
    const X = scale(-12, 0, 44, width - 12), Y = scale(-13, 1, height - 24, 0)
    const points = this.errors.map((e, i) => [X(Math.log10(steps[i])), Y(Math.log10(Math.max(e, 1e-13)))])
    const [x, y] = points[k]
    return [0, 4, 8, 12].map(k => path([[44, Y(-k)], [width, Y(-k)]], "rule") + text(41, Y(-k) + 4, power(k), "quiet", "end")).join("")
      + [0, 3, 6, 9, 12].map(k => text(X(-k), height - 5, power(k), "quiet", "middle")).join("")
      + text(41, 11, "error", "", "end")
      + text(points[6][0], points[6][1] + 24, "rounding", "", "middle")
      + text(X(0), points[steps.indexOf(width > 500 ? "1e-2" : "1e-3")][1] + 16, "truncation", "", "end")
      + path([[x, height - 24], [x, y]], "move") + path(points, "numerical") + dot(x, y, "move")
  }
})
