// Push a weight: see piece.py, which has computed the costs.
import { Piece, agree, define, minus, scale } from "../plot.js"

const digits = number => minus(number.toFixed(8))
const short = number => minus(+number.toPrecision(6))

// The slope from the costs at -epsilon and at +epsilon.
export const slope = ([low, high], epsilon) => (high - low) / (2 * epsilon)

define("perturb", class extends Piece {
  connectedCallback() {
    const all = selector => [...this.querySelectorAll(selector)]
    const [net, plot] = all(".still svg").map(svg => svg.cloneNode(true))
    all(".perturb-net div")[0].replaceChildren(net)
    this.picture = all(".perturb-push div")[0]
    this.picture.replaceChildren(plot)
    this.plot = selector => plot.querySelector(selector)
    this.lines = net.querySelectorAll("path")
    this.values = net.querySelectorAll("tspan:last-child")
    this.rows = all(".pairs tbody tr")
    this.sides = {} // Of each epsilon and weight: 1 for down, 2 for up.
    this.button = all("button")[0]
    this.button.onclick = () => {
      this.form.elements.done.value = "012345678"
      this.form.oninput()
    }
    // Who picks another weight, or step, finds it where it was.
    this.addEventListener("input", ({ target }) => {
      if (target.name == "push") return
      this.form.elements.push.value = 0
      if (target.name == "epsilon") this.form.elements.done.value = ""
    }, true)
    super.connectedCallback()
  }

  update({ w, push, epsilon, done }) {
    const { elements } = this.form
    const { weights, backprop, cost, epsilons, costs, heights } = this.data
    const k = epsilons.indexOf(+epsilon)
    const [low, high] = costs[k][w]
    const sides = this.sides[w + epsilon] |= push < 0 ? 1 : push > 0 ? 2 : 0
    if (sides == 3) done += w
    done = [..."012345678"].filter(i => done.includes(i)).join("") // An address may say anything.
    Object.assign(this.state, { push, done })
    elements.done.value = done
    const ready = done.includes(w)

    const moved = short(weights[w] + push * epsilon)
    this.lines.forEach((line, i) => line.classList.toggle("on", i == w))
    this.values.forEach((text, i) => text.textContent = i == w ? moved : short(weights[i]))
    this.rows.forEach((row, i) => {
      const found = digits(slope(costs[k][i], epsilon))
      const same = agree(found, digits(backprop[i]))
      row.lastChild.innerHTML = done.includes(i) ? `${found.slice(0, same)}<i>${found.slice(same)}</i>` : ""
      row.classList.toggle("on", i == w)
    })
    this.button.ariaDisabled = done.length > 8

    const rise = heights[k][w]
    const X = scale(-1, 1, 40, 260)
    const Y = scale(-1, 1, 146, 46)
    const tilt = backprop[w] / Math.max(...backprop.map(Math.abs))
    const line = (name, ...ys) => this.plot("." + name).setAttribute("d",
      "M" + ys.map((y, n) => `${X(n * 2 / (ys.length - 1) - 1)} ${Y(y).toFixed(1)}`).join(" "))
    line("cost", ...rise)
    line("analytic", -tilt, tilt)
    line("numerical", rise[0], rise[8])
    this.plot(".numerical").style.display = ready ? "" : "none"
    for (const [side, name, J, up] of [[1, "low", low, low > high], [2, "high", high, high > low]]) {
      const y = Y(rise[side * 8 - 8])
      const [dot, label] = [this.plot("circle." + name), this.plot("text." + name)]
      dot.setAttribute("cy", y)
      label.setAttribute("y", y + (up ? -12 : 22))
      label.textContent = digits(J)
      dot.style.display = label.style.display = ready || sides & side ? "" : "none"
    }
    this.plot(".here").style.translate = `${110 * push}px ${Y(rise[4 + 4 * push]) - 96}px`
    this.plot(".here").classList.toggle("on", push != 0)
    this.plot(".quiet").textContent = "cost against w" + w
    this.picture.ariaLabel = `The cost against w${w} ${low > high ? "falls" : "rises"}, with its tangent${ready ? " and a line through both costs" : ""}.`
    this.querySelectorAll("form .stop").forEach((text, n) => text.textContent = ["−" + epsilon, "w" + w, "+" + epsilon][n])

    elements.push.nextSibling.textContent = "Push w" + w
    elements.push.ariaValueText = push < 0 ? "down by " + epsilon : push > 0 ? "up by " + epsilon : "not moved"
    const J = push < 0 ? low : push > 0 ? high : cost
    this.output.innerHTML = `w${w} = ${moved}: the cost is ${digits(J)}`
      + (push == 0 ? "." : `, ${J > cost ? "higher" : "lower"} by ${digits(Math.abs(J - cost))}.`)
      + (ready ? ` The slope is <span>(${digits(high)} − ${digits(low)}) / ${2 * epsilon} =</span> <b class=numerical>${digits(slope([low, high], epsilon))}</b>, by backprop <b class=analytic>${digits(backprop[w])}</b>.` : "")
      + (done.length > 8 ? " All nine slopes are in the table." : "")
  }
})
