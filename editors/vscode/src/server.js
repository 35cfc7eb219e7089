"use strict";
/** Where the server is: the settings, the chosen Python environment, the folder's own, the PATH; and which version. */

const { execFile } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const WINDOWS = process.platform === "win32";
const MODULE = ["-m", "zaitaku_check"];

/**
 * What may be the server, in the order in which it is tried.
 *
 * @param {{path?: string, interpreter?: string, environment?: string, folders?: string[], trusted?: boolean, PATH?: string}} asked
 *   `environment`: the interpreter chosen in the editor; `folders`: of the workspace, used where it is trusted.
 * @returns {{from: string, command: string, args: string[], named: boolean}[]} `named`: it was asked for, nothing else will do
 */
function candidates(asked) {
  if (asked.path) return [{ from: "the settings", command: asked.path, args: [], named: true }];
  if (asked.interpreter) return [{ from: "the settings", command: asked.interpreter, args: MODULE, named: true }];
  const found = [];
  if (asked.environment) {
    found.push({ from: "the chosen Python environment", command: asked.environment, args: MODULE, named: false });
  }
  for (const folder of asked.trusted ? asked.folders ?? [] : []) {
    const python = path.join(folder, ".venv", ...(WINDOWS ? ["Scripts", "python.exe"] : ["bin", "python"]));
    if (fs.existsSync(python)) found.push({ from: "the folder's environment", command: python, args: MODULE, named: false });
  }
  for (const [name, args] of [["zaitaku-check", []], [WINDOWS ? "py" : "python3", MODULE]]) {
    const command = onPath(name, asked.PATH ?? process.env.PATH ?? "");
    if (command) found.push({ from: "the PATH", command, args, named: false });
  }
  return found;
}

/** The full path of a program on a PATH; a relative entry of it, which the workspace could fill, is left out. */
function onPath(name, PATH) {
  const names = WINDOWS ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of PATH.split(path.delimiter).filter((each) => path.isAbsolute(each))) {
    for (const each of names.map((every) => path.join(folder, every))) if (fs.existsSync(each)) return each;
  }
  return "";
}

/** The version that a candidate says it is; an error with the reason where it cannot be run. */
function version(candidate, cwd) {
  const options = { cwd, timeout: 20000, windowsHide: true, encoding: "utf8", env: { ...process.env, PYTHONSAFEPATH: "1" } };
  return new Promise((resolve, reject) => {
    execFile(candidate.command, [...candidate.args, "--version"], options, (error, out, err) => {
      const said = /^zaitaku-check (\d+\.\d+\.\d+\S*)/.exec(out);
      if (said) resolve(said[1]);
      else reject(new Error(lastLine(err) || error?.message || out.trim() || "no answer"));
    });
  });
}

function lastLine(text) {
  return text.trim().split(/\r?\n/).pop() ?? "";
}

/** Whether a version is at least another: numbers compared one by one. */
function isAtLeast(have, need) {
  const [one, other] = [have, need].map((each) => each.split(".").map((part) => Number.parseInt(part, 10) || 0));
  for (let at = 0; at < 3; at++) if (one[at] !== other[at]) return one[at] > other[at];
  return true;
}

/**
 * The first candidate that runs and is new enough.
 *
 * @returns {Promise<{server?: object, version?: string, tried: {from: string, command: string, why: string, old?: string}[]}>}
 */
async function find(asked, need, cwd) {
  const tried = [];
  for (const each of candidates(asked)) {
    try {
      const have = await version(each, cwd);
      if (isAtLeast(have, need)) return { server: each, version: have, tried };
      tried.push({ ...each, why: have, old: have });
    } catch (error) {
      tried.push({ ...each, why: error.message });
    }
  }
  return { tried };
}

module.exports = { candidates, find, isAtLeast, onPath, MODULE };
