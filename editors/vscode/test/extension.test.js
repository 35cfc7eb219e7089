"use strict";
/** The extension as it was packed (EXTENSION names the unpacked folder), against a real server and a stub of the editor. */

const assert = require("node:assert");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { after, before, describe, it } = require("node:test");
const { makeEditor } = require("./stub.js");

const ROOT = process.env.EXTENSION ?? path.join(__dirname, "..");
const PYTHON = process.env.PYTHON ?? "python3";
const EXAMPLES = process.env.EXAMPLES ?? path.join(__dirname, "../../../examples/plans");
const BUNDLE = JSON.parse(fs.readFileSync(path.join(ROOT, "l10n/bundle.l10n.ja.json"), "utf8"));
const WRONG = fs.readFileSync(path.join(EXAMPLES, "aso-no-optional-item.yaml"), "utf8");
const FIXABLE = fs.readFileSync(path.join(EXAMPLES, "yatsushiro-core.yaml"), "utf8").replace("圏域: 八代", "圈域: 八代");
const SET = { "zaitaku-check.interpreter": PYTHON, "zaitaku-check.check": { lang: "ja", "as-of": "2018-08-15" } };

let current;
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? current.vscode : load(name, ...rest));

/** Start the extension anew in an editor of its own. */
function start(options) {
  for (const each of Object.keys(require.cache)) if (each.startsWith(ROOT) && !each.includes("/test/")) delete require.cache[each];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "在宅 計画 "));
  current = makeEditor({ folders: [folder], bundle: BUNDLE, ...options });
  const extension = require(path.join(ROOT, "src/extension.js"));
  extension.activate({
    subscriptions: [], extensionUri: current.vscode.Uri.file(ROOT),
    globalStorageUri: current.vscode.Uri.file(path.join(folder, "storage")),
  });
  return { ...current, folder, extension };
}

async function until(found, what) {
  for (let turn = 0; turn < 600; turn++) {
    const value = found();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}: ${current.seen.log.slice(-5).join(" | ")}`);
}

function findings(run, document) {
  return until(() => {
    const found = run.seen.diagnostics.get(document.uri.toString());
    return found?.length ? found : undefined;
  }, "findings");
}

describe("with a server", () => {
  let run, file, document;
  before(async () => {
    run = start({ settings: SET });
    file = path.join(run.folder, "計画 1.yaml");
    fs.writeFileSync(file, WRONG);
    document = run.open(file, WRONG);
    await run.extension.state.starting;
  });
  after(() => run.extension.deactivate());

  it("shows the findings that the command has, in Japanese, in a folder with blanks and Japanese", async () => {
    const found = await findings(run, document);
    assert.deepEqual(found.map((each) => each.code), ["R110"]);
    assert.match(found[0].message, /任意項目/);
    assert.deepEqual([found[0].range.start.line, found[0].severity], [28, 0]);
  });

  it("says which server it is and where it was found", () => {
    assert.match(run.seen.status.text, /zaitaku-check 0\.1\.0/);
    assert.match(run.seen.status.tooltip, /設定/);
    assert.ok(run.seen.log.some((each) => each.includes("-m zaitaku_check")));
    assert.deepEqual(run.seen.said, []);
  });

  it("offers the fixes and the one that fixes everything", async () => {
    const plan = run.open(path.join(run.folder, "b", "計画 2.yaml"), FIXABLE);
    const found = await findings(run, plan);
    const { CodeActionKind, Range } = run.vscode;
    const context = { diagnostics: found, only: undefined, triggerKind: 1 };
    const { token } = new run.vscode.CancellationTokenSource();
    const { codeActions } = run.seen.providers;
    const offered = await codeActions.provideCodeActions(plan, found[0].range, context, token);
    assert.deepEqual(offered.map((each) => each.kind.value), ["quickfix", "source.fixAll.zaitaku-check"]);
    const only = { ...context, diagnostics: [], only: CodeActionKind.SourceFixAll };
    const all = await codeActions.provideCodeActions(plan, new Range(0, 0, 0, 0), only, token);
    assert.deepEqual(all.map((each) => each.kind.value), ["source.fixAll.zaitaku-check"]);
  });

  it("opens the report on a plan, turns it into Excel, and writes the form", async () => {
    run.vscode.window.activeTextEditor = { document };
    await run.seen.commands.get("zaitaku-check.html")();
    assert.equal(run.seen.opened.length, 1);
    assert.match(fs.readFileSync(run.seen.opened[0], "utf8"), /R110/);
    await run.seen.commands.get("zaitaku-check.toExcel")();
    assert.deepEqual(run.seen.said.map((each) => [each.kind, each.buttons]), [["warning", ["除いて変換"]]]);
    assert.match(run.seen.said.pop().words, /「#」で始まる説明/);
    assert.ok(!fs.existsSync(path.join(run.folder, "計画 1.xlsx")));
    run.vscode.window.showWarningMessage = async (_words, button) => button;
    await run.seen.commands.get("zaitaku-check.toExcel")();
    assert.ok(fs.existsSync(path.join(run.folder, "計画 1.xlsx")));
    run.vscode.window.showSaveDialog = async () => run.vscode.Uri.file(path.join(run.folder, "様式.xlsx"));
    await run.seen.commands.get("zaitaku-check.form")();
    assert.ok(fs.existsSync(path.join(run.folder, "様式.xlsx")));
  });
});

describe("without a server", () => {
  it("says so once, with what can be done", async () => {
    const run = start({ settings: { "zaitaku-check.path": "/nowhere/zaitaku-check" } });
    run.open(path.join(run.folder, "a.yaml"), WRONG);
    await until(() => run.seen.said.length, "a message");
    run.open(path.join(run.folder, "b.yaml"), WRONG);
    await run.extension.state.starting;
    const why = "設定にあるプログラムを実行できません: /nowhere/zaitaku-check";
    assert.deepEqual(run.seen.said, [{
      kind: "warning", words: `zaitaku-checkが見つからないため、計画書を検査できません（${why}）。`,
      buttons: ["入れ方を見る", "場所を指定", "ログを表示"],
    }]);
  });

  it("says nothing and starts nothing where no plan is open", async () => {
    const run = start({ settings: { "zaitaku-check.path": "/nowhere/zaitaku-check" } });
    run.open(path.join(run.folder, "compose.yaml"), "services:\n  web:\n    image: nginx\ntype: x\n");
    run.open(path.join(run.folder, "a.md"), WRONG, "markdown");
    assert.equal(run.extension.state.starting, undefined);
    assert.deepEqual([run.seen.said, run.seen.log, run.seen.status.shown], [[], [], undefined]);
  });
});
