// A page's program, run and edited in the reader's browser.
//
// A page is one program: Run on a block first runs the blocks above it, in a
// new namespace. An exercise is a program of its own, and its check runs after it;
// so is a block marked "alone". What the reader has edited is there again after other
// pages and a reload, until the tab is closed.
//
// Python is Pyodide, in a worker (run-worker.js) that the first Run starts; until
// then nothing of it is loaded. programs.py of docs/_extension marks the blocks.
// Without this script the page is whole: it shows what was recorded.
{
  const pyodide = new URL(document.currentScript.dataset.pyodide, location).href
  const workerAddress = new URL("run-worker.js", document.currentScript.src)

  let blocks = [] // of the page that is shown
  let voice // what a screen reader is told
  let worker, ready // Python, and whether it has been loaded
  let pressed // the block whose Run was pressed, until that run is over
  let at // the block that runs now: that one, or one above it

  class Block {
    constructor({ box, code, source, check }, index, found) {
      this.box = box
      this.check = check
      const alike = found.filter((other) => !other.check === !check)
      const number = alike.findIndex((other) => other.box === box) + 1
      this.name = check ? `exercise ${number}` : `block ${number}`
      this.code = code
      this.original = code.innerHTML
      this.source = source
      this.alone = box.matches(".alone") || check
      const below = box.nextElementSibling
      if (below?.matches(".output")) this.takeOutput(below)
      this.recorded = this.shown

      this.runButton = make("button", { type: "button" })
      this.runButton.onclick = () => (pressed === this ? stop() : run(this))
      this.runButton.title = "Runs the program down to here (Ctrl+Enter in the code)"
      this.resetButton = make("button", { type: "button", hidden: true })
      this.resetButton.onclick = () => this.reset()
      label(this.runButton, "Run", this)
      label(this.resetButton, "Reset", this)
      const buttons = make("div", { className: "run" }, this.resetButton, this.runButton)
      this.code.parentElement.before(buttons)

      try {
        this.code.contentEditable = "plaintext-only"
      } catch {
        this.code.contentEditable = "true" // Firefox before 136
      }
      const attributes = {
        role: "textbox",
        spellcheck: "false",
        autocapitalize: "off",
        "aria-multiline": "true",
        "aria-label": `Code, ${this.name} of ${alike.length}`,
        "aria-describedby": "run-help",
      }
      for (const name in attributes) this.code.setAttribute(name, attributes[name])
      this.code.onkeydown = (event) => this.typed(event)
      this.code.oninput = () => this.keep()
      const kept = edits.get(this.name)
      if (kept?.source === source) this.code.textContent = kept.edited
      this.offerReset()
    }

    // The blocks that run when this one is asked to: those above it, and itself.
    get program() {
      if (this.alone) return [this]
      const whole = blocks.filter((block) => !block.alone)
      return whole.slice(0, whole.indexOf(this) + 1)
    }

    keep() {
      const { source, edited } = this
      edits.set(this.name, edited ? { source, edited: this.code.innerText } : undefined)
      this.offerReset()
    }

    // Tab is not taken: it leaves the code, as everywhere on the page.
    typed(event) {
      if (event.key !== "Enter" || event.isComposing) return
      event.preventDefault()
      if (event.ctrlKey || event.metaKey) return run(this)
      // A new line begins where the one above does, or deeper after a colon.
      const above = getSelection().getRangeAt(0).cloneRange()
      above.collapse(true)
      above.setStart(this.code, 0)
      const line = above.toString().split("\n").pop()
      const indent = line.match(/^ */)[0] + (/:\s*$/.test(line) ? "    " : "")
      document.execCommand("insertText", false, "\n" + indent)
    }

    takeOutput(box) {
      this.output = box
      this.state = make("span", { className: "run-state" })
      box.querySelector(".filename").append(" ", this.state)
    }

    // What has nothing recorded still needs a place to print.
    makeOutput() {
      if (this.output) return
      const title = make("span", { className: "filename" }, "Output")
      const pre = make("pre", {}, make("code"))
      const box = make("div", { className: "highlight output" }, title, pre)
      this.box.after(box)
      this.takeOutput(box)
      this.made = true
    }

    removeOutput() {
      this.output.remove()
      this.output = this.state = this.made = undefined
    }

    get shown() {
      return this.output?.querySelector("code").textContent ?? ""
    }

    set shown(text) {
      this.output.querySelector("code").textContent = text
    }

    get isEmpty() {
      return !this.shown && !this.output?.querySelector(".run-rich")
    }

    get differs() {
      return this.shown.trimEnd() !== this.recorded.trimEnd()
    }

    // The old output stands until there is a new one, and keeps its height
    // till the end: nothing jumps.
    begin() {
      this.stale = true
      if (this.output) this.output.style.minHeight = `${this.output.offsetHeight}px`
    }

    print(text) {
      this.clear()
      this.output.querySelector("code").append(text)
    }

    // What a notebook would show, such as a report with its pictures.
    show(html) {
      this.clear()
      this.output.append(cleaned(html))
    }

    clear() {
      this.makeOutput()
      if (this.stale) this.empty()
      this.stale = false
    }

    empty() {
      this.shown = ""
      for (const rich of this.output.querySelectorAll(".run-rich")) rich.remove()
    }

    end() {
      if (this.output) this.output.style.minHeight = ""
      this.offerReset()
    }

    say(text, aloud = true) {
      if (text) this.makeOutput()
      else if (this.made && this.isEmpty) this.removeOutput()
      if (this.state) this.state.textContent = text
      this.state?.toggleAttribute("data-news", !/^(Same|Done|Solved|Running|Loading)/.test(text))
      if (aloud) voice.textContent = `${this.name}: ${text}`
    }

    sayHowItWent(aloud) {
      if (this.stale && this.output) this.empty()
      this.end()
      if (this.check) return this.say(/^Solved/m.test(this.shown) ? "Solved" : "Not yet", aloud)
      const why = this.program.some((block) => block.edited) ? "" : ": another Python runs here"
      if (this.differs && this.recorded)
        this.say(`Differs from the recorded output${why}`, aloud)
      else if (!aloud) this.say("", false)
      else if (this.recorded) this.say("Same as recorded")
      else this.say(this.isEmpty ? "Done: it prints nothing" : "Done")
    }

    get edited() {
      return this.code.innerText !== this.source
    }

    offerReset() {
      this.resetButton.hidden = !this.edited && !this.differs
    }

    reset() {
      if (pressed) stop()
      this.code.innerHTML = this.original
      this.keep()
      if (this.made) this.removeOutput()
      else if (this.output) {
        this.empty()
        this.shown = this.recorded
        this.say("", false)
      }
      this.end()
      voice.textContent = `${this.name}: as it was`
      this.runButton.focus()
    }
  }

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children)
    return element
  }

  // Tables, words and lines: nothing that acts, and nothing that loads.
  function cleaned(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html")
    const allowed =
      "div, p, strong, small, table, thead, tbody, tr, th, td, svg, g, rect, path, text, polyline"
    for (const element of body.querySelectorAll("*")) {
      if (!element.matches(allowed)) element.remove()
      for (const { name, value } of [...element.attributes])
        if (/^on|src|href|url\(/i.test(name + value)) element.removeAttribute(name)
    }
    return make("div", { className: "run-rich" }, ...body.childNodes)
  }

  // What was edited on each page, where the browser lets a page keep something.
  const edits = {
    key: (name) => `${location.pathname} ${name}`,
    get(name) {
      try {
        return JSON.parse(sessionStorage.getItem(this.key(name)))
      } catch {}
    },
    set(name, value) {
      try {
        if (value) sessionStorage.setItem(this.key(name), JSON.stringify(value))
        else sessionStorage.removeItem(this.key(name))
      } catch {}
    },
  }

  function label(button, text, block) {
    button.textContent = text
    button.toggleAttribute("data-stops", text === "Stop")
    button.setAttribute("aria-label", `${text} ${block.name}`)
  }

  function run(block) {
    if (pressed && ready) stop()
    else if (pressed) over("")
    pressed = block
    label(block.runButton, "Stop", block)
    for (const above of block.program.slice(0, -1)) above.say("", false)
    block.say(ready ? "Running" : "Loading Python and NumPy, 8.8 MB")
    if (ready) send()
    else if (!worker) start()
  }

  function start() {
    const fails = () => {
      const host = new URL(pyodide).host
      kill()
      over(`Python could not be loaded from ${host}. The page is as it was.`)
    }
    try {
      worker = new Worker(workerAddress, { type: "module" })
    } catch {
      return fails()
    }
    worker.onerror = fails
    worker.onmessage = ({ target, data: { what, value } }) => {
      if (target !== worker) return // It was stopped with a word on its lips.
      if (what === "breaks" && !ready) fails()
      else heard[what](value)
    }
    worker.postMessage({ pyodide })
  }

  function send() {
    const program = pressed.program.map(({ name, code }) => [name, code.innerText])
    if (pressed.check) program.push(["the check", pressed.check])
    const links = document.querySelectorAll("article a[download]")
    worker.postMessage({
      blocks: program,
      // What the page offers for download is what its program imports.
      addresses: [...links].map((link) => link.href),
    })
  }

  const heard = {
    loads(part) {
      const percent = Math.round(100 * part)
      pressed?.say(`Loading Python and NumPy, 8.8 MB: ${percent} %`, false)
    },
    ready() {
      ready = true
      if (!pressed) return
      pressed.say("Running")
      send()
    },
    begins(name) {
      const next = blocks.find((block) => block.name === name)
      if (!next) return // The check: what it says belongs to the exercise.
      if (at) at.sayHowItWent(false)
      at = next
      at.begin()
    },
    prints(text) {
      at.print(text)
    },
    shows(html) {
      at.show(html)
    },
    fails(name) {
      over(`Ended by ${name}`)
    },
    ends() {
      const block = pressed
      at = undefined
      over("")
      block.sayHowItWent(true)
    },
    breaks(message) {
      kill()
      at = undefined
      over(`Python broke off: ${message}`)
    },
  }

  // The run is over: `text` says how, and where.
  function over(text) {
    if (!pressed) return
    label(pressed.runButton, "Run", pressed)
    if (at && at !== pressed) {
      at.say(text, false)
      text += ` in ${at.name}`
    }
    at?.end()
    pressed.say(text, text !== "")
    pressed = at = undefined
  }

  // Nothing else ends a loop that never does. The next Run loads Python anew,
  // from the browser's cache.
  function stop() {
    kill()
    over("Stopped")
  }

  function kill() {
    worker?.terminate()
    worker = ready = undefined
  }

  // Material tells of each page, also those that it changes without a load.
  document$.subscribe(() => {
    if (pressed && ready) kill()
    pressed = at = undefined
    // All is read before anything is written: the page is laid out once.
    blocks = [...document.querySelectorAll(".program, .exercise > .highlight")].map((box) => {
      const code = box.querySelector("pre > code")
      const check = box.parentElement.querySelector(":scope > .check")?.textContent
      return { box, code, source: code.innerText, check }
    }).map((...found) => new Block(...found))
    document.dispatchEvent(new Event("programs"))
    if (!blocks.length) return
    voice = make("p", { className: "run-voice", role: "status" })
    const help = "You can edit this. Control and Enter run it, Tab leaves it: indent by spaces."
    const description = make("p", { id: "run-help", hidden: true }, help)
    document.querySelector("main").append(voice, description)
  })
}
