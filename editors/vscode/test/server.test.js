"use strict";
/** Where the server is looked for, and which texts may be plans: without an editor, without a server. */

const assert = require("node:assert");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { it } = require("node:test");
const { candidates, find, isAtLeast } = require("../src/server.js");
const { mayBePlan } = require("../src/plans.js");

const skip = process.platform === "win32" && "the programs of this test are shell scripts";

function folderWith(...parts) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "z "));
  const file = path.join(folder, ...parts);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, "#!/bin/sh\necho 'zaitaku-check 0.0.9'\n", { mode: 0o755 });
  return { folder, file };
}

it("takes what the settings name, and nothing else", () => {
  const commands = (asked) => candidates(asked).map((each) => each.command);
  assert.deepEqual(commands({ path: "/a/zaitaku-check", interpreter: "/b" }), ["/a/zaitaku-check"]);
  assert.deepEqual(commands({ interpreter: "/b/python", environment: "/c" }), ["/b/python"]);
});

it("looks in the chosen environment, then in a trusted folder, then on the PATH", { skip }, () => {
  const own = folderWith(".venv", "bin", "python");
  const there = folderWith("zaitaku-check");
  const asked = { environment: "/c/python", folders: [own.folder], PATH: `relative:${there.folder}` };
  const from = (trusted) => candidates({ ...asked, trusted }).map((each) => each.command);
  assert.deepEqual(from(true), ["/c/python", own.file, there.file]);
  assert.deepEqual(from(false), ["/c/python", there.file]);
});

it("passes over a server that is too old and says so", { skip }, async () => {
  const { folder, file } = folderWith("zaitaku-check");
  const found = await find({ PATH: folder }, "0.1.0", folder);
  assert.equal(found.server, undefined);
  assert.deepEqual(found.tried.map(({ command, old }) => [command, old]), [[file, "0.0.9"]]);
});

it("compares versions by their numbers", () => {
  const older = ["0.1.0", "0.10.0", "1.0.0rc1", "0.0.9"].map((each) => isAtLeast(each, "0.1.0"));
  assert.deepEqual(older, [true, true, true, false]);
});

it("knows a plan by two of its keys", () => {
  assert.ok(mayBePlan("年度： 平成30年度\n圏域: 八代\n"));
  assert.ok(mayBePlan("# note\nfiscal_year: 2018\napplicant:\n"));
  assert.ok(!mayBePlan("type: object\nproperties:\n  年度: 1\n"));
  assert.ok(!mayBePlan("services:\n  web: {}\n"));
});
