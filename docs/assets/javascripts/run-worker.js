// Python for run.js: Pyodide and NumPy, in a module worker. Here a loop that
// never ends does not freeze the page, and Stop can kill it.
let python

onmessage = async ({ data }) => {
  try {
    await (data.pyodide ? load(data.pyodide) : run(data))
  } catch (error) {
    postMessage({ what: "breaks", value: error.message.trim().split("\n").pop() })
  }
}

async function load(address) {
  const program = fetched(new URL("run.py", import.meta.url))
  const restore = countBytes()
  const { loadPyodide } = await import(`${address}pyodide.mjs`)
  const pyodide = await loadPyodide({
    indexURL: address,
    packages: ["numpy"],
    stdin: () => null, // Nobody is there to answer input().
  })
  pyodide.runPython(await program, { filename: "run.py" })
  restore()
  python = pyodide
  postMessage({ what: "ready" })
}

// Files are fetched anew for each run: the browser has them already.
async function run({ blocks, addresses }) {
  const files = {}
  for (const address of addresses)
    files[address.split("/").pop()] = await fetched(address)
  const tell = (what, value) => postMessage({ what, value })
  const run = python.globals.get("run")
  run(python.toPy(blocks), python.toPy(files), tell)
}

async function fetched(address) {
  const response = await fetch(address).catch(() => ({}))
  if (!response.ok) throw new Error(`${address} could not be loaded`)
  return response.text()
}

// Pyodide says nothing while it loads: count what arrives, unpacked.
function countBytes() {
  const { fetch } = self
  const whole = 15.6e6
  let bytes = 0
  self.fetch = async (...request) => {
    const response = await fetch(...request)
    if (!response.ok || !response.body) return response
    const counter = new TransformStream({
      transform(chunk, controller) {
        bytes += chunk.length
        postMessage({ what: "loads", value: Math.min(bytes / whole, 0.99) })
        controller.enqueue(chunk)
      },
    })
    return new Response(response.body.pipeThrough(counter), response)
  }
  return () => (self.fetch = fetch)
}
