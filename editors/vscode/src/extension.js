"use strict";
/** The extension: starts the server where a plan is open, says which, and runs the commands. It judges nothing itself. */

const fs = require("node:fs");
const path = require("node:path");
const { execFile } = require("node:child_process");
const vscode = require("vscode");
const { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn } = require("vscode-languageclient/node");
const { find } = require("./server");
const { mayBePlan } = require("./plans");

const { t } = vscode.l10n;
const SECTION = "zaitaku-check";
const SELECTOR = [{ language: "yaml", scheme: "file" }, { language: "yaml", scheme: "untitled" }];
const NEEDED = "0.1.0";

/** What there is for one window. */
const state = { client: undefined, found: undefined, starting: undefined, log: undefined, status: undefined, context: undefined };

function activate(context) {
  state.context = context;
  state.log = vscode.window.createOutputChannel("zaitaku-check", { log: true });
  state.status = vscode.window.createStatusBarItem("zaitaku-check", vscode.StatusBarAlignment.Right, 0);
  state.status.name = "zaitaku-check";
  state.status.command = "zaitaku-check.showLog";
  const commands = { restart, showLog: () => state.log.show(), checkFolder, html, form, toExcel };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(`${SECTION}.${name}`, run));
  }
  context.subscriptions.push(
    state.log,
    state.status,
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument((event) => look(event.document)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => state.client || vscode.workspace.textDocuments.forEach(look)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (["path", "interpreter"].some((name) => event.affectsConfiguration(`${SECTION}.${name}`))) restart();
    }),
  );
  vscode.workspace.textDocuments.forEach(look);
}

/** Start the server with the first plan; a folder without plans costs nothing and says nothing. */
function look(document) {
  if (state.starting || document.languageId !== "yaml" || !mayBePlan(document.getText())) return undefined;
  state.starting = start();
  return state.starting;
}

async function start() {
  state.found = await find(await asked(), NEEDED, home());
  for (const each of state.found.tried) state.log.warn(`${each.from}: ${each.command}: ${each.why}`);
  if (!state.found.server) return missing(state.found.tried);
  const { server, version } = state.found;
  state.log.info(`zaitaku-check ${version} (${server.from}): ${[server.command, ...server.args].join(" ")}`);
  const run = { command: server.command, args: [...server.args, "lsp"], options: { cwd: folder() ?? home(), env: { ...process.env, PYTHONSAFEPATH: "1" } } };
  state.client = new LanguageClient(SECTION, "zaitaku-check", run, {
    documentSelector: SELECTOR,
    outputChannel: state.log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: vscode.workspace.getConfiguration(SECTION).get("check") ?? {},
    initializationFailedHandler: () => false,
    errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed: closed },
  });
  try {
    await state.client.start();
  } catch (error) {
    state.client = undefined;
    return sorry(t("the server does not start: {0}", error.message));
  }
  state.status.text = `$(checklist) zaitaku-check ${version}`;
  state.status.tooltip = t("checked by zaitaku-check {0}, from {1}: {2}", version, t(server.from), server.command);
  state.status.show();
  return undefined;
}

/** A server that ended is not started again and again: the log says why, and the command restarts it. */
function closed() {
  state.status.text = "$(warning) zaitaku-check";
  return { action: CloseAction.DoNotRestart, handled: true };
}

/** What the settings and the surroundings offer. */
async function asked() {
  const settings = vscode.workspace.getConfiguration(SECTION);
  return {
    path: settings.get("path"),
    interpreter: settings.get("interpreter"),
    environment: await chosenPython(),
    folders: (vscode.workspace.workspaceFolders ?? []).map((each) => each.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
  };
}

/** The interpreter chosen in the Python extension, where that is installed; it is not needed. */
async function chosenPython() {
  const python = vscode.extensions.getExtension("ms-python.python");
  if (!python || !vscode.workspace.isTrusted) return undefined;
  try {
    const { environments } = python.isActive ? python.exports : await python.activate();
    return (await environments.resolveEnvironment(environments.getActiveEnvironmentPath()))?.executable?.uri?.fsPath;
  } catch (error) {
    state.log.warn(`ms-python.python: ${error.message}`);
    return undefined;
  }
}

async function missing(tried) {
  const old = tried.find((each) => each.old);
  const named = tried.find((each) => each.named);
  if (old) return sorry(t("{0} is version {1}; this extension needs {2} or later.", old.command, old.old, NEEDED));
  if (named) return sorry(t("the program of the settings cannot be run: {0}", named.command));
  return sorry(t("neither in the settings nor in the chosen Python environment nor on the PATH"));
}

/** Say once why nothing is checked, with what can be done about it. */
async function sorry(why) {
  state.status.text = "$(warning) zaitaku-check";
  state.status.tooltip = why;
  state.status.show();
  const [install, choose, log] = [t("How to install it"), t("Choose the program"), t("Show the log")];
  const words = t("zaitaku-check was not found, so that plans are not checked: {0}.", why);
  const pressed = await vscode.window.showWarningMessage(words, install, choose, log);
  if (pressed === install) {
    await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.joinPath(state.context.extensionUri, "README.md"));
  } else if (pressed === choose) {
    await vscode.commands.executeCommand("workbench.action.openSettings", `${SECTION}.path`);
  } else if (pressed === log) {
    state.log.show();
  }
}

async function restart() {
  await state.starting;
  await state.client?.stop();
  Object.assign(state, { client: undefined, starting: undefined });
  state.status.hide();
  vscode.workspace.textDocuments.forEach(look);
  return state.starting;
}

/** Run the program with words that are passed on as they are: no shell reads them. */
async function run(words, cwd) {
  if (!state.found?.server) state.found = await find(await asked(), NEEDED, home());
  if (!state.found.server) {
    await missing(state.found.tried);
    return undefined;
  }
  const { command, args } = state.found.server;
  const environment = { ...process.env, PYTHONSAFEPATH: "1", PYTHONUTF8: "1", ZAITAKU_CHECK_LANG: language() };
  return new Promise((resolve) => {
    execFile(command, [...args, ...words], { cwd, windowsHide: true, encoding: "utf8", env: environment }, (error, out, err) => {
      if (err) state.log.info(err.trim());
      resolve({ code: error ? error.code : 0, out, err });
    });
  });
}

async function checkFolder() {
  const plan = saved();
  const done = plan && (await run(["check", "-f", "concise", "--", path.dirname(plan)], path.dirname(plan)));
  if (!done) return;
  state.log.info(`${path.dirname(plan)}\n${done.out}${done.err}`);
  state.log.show();
}

async function html() {
  const plan = saved();
  if (!plan) return;
  fs.mkdirSync(home(), { recursive: true });
  const report = path.join(home(), `${path.basename(plan)}.html`);
  const done = await run(["check", "-q", "-f", `html=${report}`, "--", plan], path.dirname(plan));
  if (done && done.code !== 2) await vscode.env.openExternal(vscode.Uri.file(report));
  else if (done) await vscode.window.showErrorMessage(lastLine(done));
}

async function form() {
  const target = await vscode.window.showSaveDialog({ filters: { Excel: ["xlsx"] }, defaultUri: asUri(folder(), "plan.xlsx") });
  if (target) await writeExcel(["form", "-o", target.fsPath], target.fsPath);
}

async function toExcel() {
  const plan = saved();
  if (!plan) return;
  const target = `${plan.replace(/\.ya?ml$/i, "")}.xlsx`;
  await writeExcel(["convert", plan, "-o", target], target);
}

/** Exit code 1 says that something, a comment say, has no place in the workbook: it is named, and left out if that is right. */
async function writeExcel(words, target) {
  const done = await run(words, path.dirname(target));
  if (!done) return;
  if (done.code === 1 && !words.includes("--allow-loss")) {
    const pressed = await vscode.window.showWarningMessage(done.err.trim(), t("Convert without it"));
    if (pressed) await writeExcel([...words, "--allow-loss"], target);
    return;
  }
  if (done.code) {
    await vscode.window.showErrorMessage(lastLine(done));
    return;
  }
  const pressed = await vscode.window.showInformationMessage(t("{0} has been written.", path.basename(target)), t("Open"));
  if (pressed) await vscode.env.openExternal(vscode.Uri.file(target));
}

/** The file of the plan in front; says what is missing where there is none. */
function saved() {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === "yaml" && document.uri.scheme === "file" && !document.isDirty) return document.uri.fsPath;
  vscode.window.showInformationMessage(document?.languageId === "yaml" ? t("Save the plan first.") : t("Open a plan (YAML) first."));
  return undefined;
}

function lastLine(done) {
  return (done.err || done.out).trim().split(/\r?\n/).pop();
}

function language() {
  return vscode.env.language.startsWith("ja") ? "ja" : "en";
}

function folder() {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}

/** A folder of our own: what is run to ask for a version is not run where a workspace could lay something in its way. */
function home() {
  const own = state.context.globalStorageUri.fsPath;
  fs.mkdirSync(own, { recursive: true });
  return own;
}

function asUri(...parts) {
  return parts[0] ? vscode.Uri.file(path.join(...parts)) : undefined;
}

async function deactivate() {
  await state.client?.stop();
}

module.exports = { activate, deactivate, state };
