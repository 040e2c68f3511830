// Right or wrong? See piece.py, which has the answers.
import { Piece, define } from "../plot.js"

define("suspects", class extends Piece {
  connectedCallback() {
    const all = selector => [...this.querySelectorAll(selector)]
    this.curves = all(".still svg")
    this.picks = all("fieldset label")
    this.picks.forEach((label, i) => label.lastChild.replaceChildren(this.curves[i].cloneNode(true)))
    this.sections = all("details section")
    this.buttons = all("button")
    for (const { value } of this.buttons) this.querySelector(`[value=${value}]`).onclick = () => this.vote(value)
    super.connectedCallback()
  }

  // The first vote on a curve counts: then its answer is there.
  vote(value) {
    const { votes } = this.form.elements
    const { i } = this
    if (votes.value[i] == "-") votes.value = votes.value.slice(0, i) + value + votes.value.slice(i + 1)
    this.form.oninput()
  }

  update({ curve, votes }) {
    const { words, ratios, right, lower } = this.data
    votes = this.state.votes = this.form.elements.votes.value = votes.replace(/[^rw]/g, "-").padEnd(6, "-").slice(0, 6)
    const said = { r: "right", w: "wrong" }
    const truth = i => "ABCDEF"[i] == right ? "r" : "w"
    const voted = [...votes].filter(v => said[v]).length
    const score = [...votes].filter((v, i) => v == truth(i)).length
    const i = this.i = "ABCDEF".indexOf(curve)
    const vote = votes[i]
    this.picks.forEach(({ children: [input, letter] }, n) => {
      const [vote, answer, ratio] = [said[votes[n]], said[truth(n)], ratios[n]]
      letter.dataset.vote = vote ? `${answer}, ${ratio}` : ""
      input.ariaLabel = letter.textContent + (vote ? `: ${answer}, the ratio is ${ratio}` : "")
    })
    this.buttons.forEach(button => {
      button.ariaPressed = vote == button.value
      button.ariaDisabled = vote != "-"
    })
    this.querySelector(".vote span").textContent = `The gradient of ${curve} is`
    this.output.textContent = vote == "-" ? words[i]
      : `You said ${said[vote]}. ${curve} is ${said[truth(i)]}: the ratio is ${ratios[i]}. ${score} of ${voted} so far.`
    if (voted == 6) this.output.textContent += ` Of the wrong ones, ${lower} end lower than the right one. The curves cannot tell. The ratio can.`
    this.querySelector(".answer").replaceChildren((vote == "-" ? this.curves : this.sections)[i].cloneNode(true))
  }
})
