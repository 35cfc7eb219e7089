"use strict";
// The tool in the browser: Pyodide, the package and `run.py`, started from parts that lie in the page. It runs in a
// worker, which has to make its own addresses (a page's blobs are foreign to the workers of a file), or in the page
// itself where there are no workers. Nothing here can reach a network: every fetch is answered from the parts.
const makeEngine = (tell) => {
  let run = null;
  let textOf = null;
  let toPython = null;

  const bytesOf = async (text) => {
    const letters = atob(text);
    const packed = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at += 1) packed[at] = letters.charCodeAt(at);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  const answerFetches = (answers) => {
    globalThis.fetch = async (address) => {
      const name = String(address.url ?? address).split("/").pop();
      if (!(name in answers)) throw new TypeError(`${name}: this page loads nothing from anywhere`);
      const type = name.endsWith(".wasm") ? "application/wasm" : "application/zip";
      return new Response(answers[name], { headers: { "content-type": type } });
    };
  };

  const start = async ({ parts, lock, glue }) => {
    tell({ step: 1 });
    const [core, wasm, stdlib, site] = await Promise.all(
      [parts.core, parts.wasm, parts.stdlib, parts.site].map(bytesOf));
    tell({ step: 2 });
    answerFetches({ "pyodide.asm.wasm": wasm, "python_stdlib.zip": stdlib });
    const address = URL.createObjectURL(new Blob([core], { type: "text/javascript" }));
    const createPyodideModule = (await import(address)).default;
    URL.revokeObjectURL(address);
    const nowhere = "https://nowhere.invalid/";
    const pyodide = await loadPyodide({
      createPyodideModule, indexURL: nowhere, packageBaseUrl: nowhere, stdLibURL: `${nowhere}python_stdlib.zip`,
      lockFileContents: { info: lock, packages: {} },
      env: { HOME: "/home", PYTHONDONTWRITEBYTECODE: "1", XDG_CACHE_HOME: "/cache" },
      fullStdLib: false,
    });
    tell({ step: 3 });
    unpack(pyodide.FS, site, "/site");
    pyodide.runPython("import sys; sys.path.insert(0, '/site')");
    const names = pyodide.toPy({});
    pyodide.runPython(glue, { globals: names });
    toPython = pyodide.toPy;
    run = names.get("run");
    textOf = names.get("text_of");
    tell({ step: 4 });
    const words = JSON.parse(pyodide.runPython("import json; json.dumps(words())", { globals: names }));
    perform({ words: ["check", "./plan.yaml", "-f", "json"], files: [["plan.yaml", new Uint8Array()]], wanted: [] });
    return { words, python: pyodide.runPython("import sys; sys.version.split()[0]") };
  };

  // An index as JSON (path, length), its own length before it, and the files one after the other.
  const unpack = (fs, packed, root) => {
    const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0);
    const index = JSON.parse(new TextDecoder().decode(packed.subarray(4, 4 + length)));
    let at = 4 + length;
    for (const [path, size] of index) {
      fs.mkdirTree(`${root}/${path}`.replace(/\/[^/]*$/, ""));
      fs.writeFile(`${root}/${path}`, packed.subarray(at, at + size));
      at += size;
    }
  };

  const perform = ({ words, files, wanted }) => {
    const result = run(toPython(words), toPython(new Map(files)), toPython(wanted), (done, whole) => tell({ done, whole }));
    const [code, out, complaints, written] = result.toJs();
    result.destroy();
    return { code, out, complaints, written: new Map(written) };
  };

  return async ({ id, job }) => {
    try {
      const answer = job.parts ? await start(job) : job.decode ? textOf(toPython(job.decode)) : perform(job);
      tell({ id, answer });
    } catch (error) {
      tell({ id, error: String(error?.message ?? error) });
    }
  };
};
