// The workbench of use/check-it-here.md: one of its programs at a time, chosen by a radio
// button, and an address that holds what a reader made of it. Without this script
// the programs stand one below the other. How they run is run.js's.
customElements.get("check-bench") ?? customElements.define("check-bench", class extends HTMLElement {
  connectedCallback() {
    this.templates = [...this.closest(".bench").querySelectorAll(".template")]
    const choices = this.templates.map((template, index) => {
      const heading = template.querySelector("h3")
      heading.hidden = true
      const name = heading.firstChild.textContent.trim()
      return `<label><input type="radio" name="template" value="${index}"> ${name}</label>`
    })
    this.innerHTML = `<form><fieldset><legend>Start from</legend>${choices.join("")}</fieldset>
      <button type="button">Share</button> <output></output></form>`
    this.form = this.querySelector("form")
    this.output = this.querySelector("output")
    this.form.onchange = () => this.show(Number(this.form.template.value))
    this.querySelector("button").onclick = () => this.share()
    this.show(0)
    document.addEventListener("programs", this)
    addEventListener("hashchange", this)
  }

  disconnectedCallback() {
    document.removeEventListener("programs", this)
    removeEventListener("hashchange", this)
  }

  show(shown) {
    this.form.template.value = shown
    this.templates.forEach((template, index) => { template.hidden = index !== shown })
    this.say("")
  }

  get code() {
    return this.templates.find((template) => !template.hidden).querySelector("pre > code")
  }

  say(text) {
    this.output.textContent = text
  }

  async share() {
    const packed = await through(new CompressionStream("deflate-raw"), this.code.innerText)
    const text = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""))
    const safe = text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
    history.replaceState(history.state, "", `#code:${this.form.template.value}:${safe}`)
    let told = "Now copy"
    try {
      await navigator.clipboard.writeText(location.href)
      told = "Copied"
    } catch {} // The browser forbids it, or has no clipboard for pages.
    this.say(`${told} the address of this page: it holds your code.`)
  }

  // The blocks are there, or the address has changed: take the code that it holds.
  async handleEvent() {
    const [, index, text] = location.hash.match(/^#code:([0-4]):([\w-]*)$/) ?? []
    if (!text) return
    try {
      const packed = atob(text.replaceAll("-", "+").replaceAll("_", "/"))
      const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0))
      const code = await through(new DecompressionStream("deflate-raw"), bytes)
      this.show(Number(index))
      this.code.textContent = new TextDecoder("utf-8", { fatal: true }).decode(code)
      this.code.dispatchEvent(new Event("input"))
      this.say("This code came with the address. Read it before you run it.")
    } catch {
      this.say("The address holds no code that can be read: was it cut off?")
    }
    this.scrollIntoView()
  }
})

async function through(stream, data) {
  const whole = new Blob([data]).stream().pipeThrough(stream)
  return new Uint8Array(await new Response(whole).arrayBuffer())
}
