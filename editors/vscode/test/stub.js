"use strict";
/** A stand-in for the module `vscode`: enough of an editor for the real client library to run against a real server. */

const path = require("node:path");
const { pathToFileURL, fileURLToPath } = require("node:url");

class Disposable {
  constructor(end = () => undefined) { this.end = end; }
  dispose() { this.end(); }
  static from(...all) { return new Disposable(() => all.forEach((each) => each.dispose())); }
}

class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self) => {
      const bound = self ? listener.bind(self) : listener;
      this.listeners.add(bound);
      return new Disposable(() => this.listeners.delete(bound));
    };
  }
  fire(what) { for (const each of [...this.listeners]) each(what); }
  dispose() { this.listeners.clear(); }
}

class CancellationTokenSource {
  constructor() { this.token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() }; }
  cancel() { this.token.isCancellationRequested = true; }
  dispose() {}
}

class Uri {
  constructor(href) {
    this.href = href;
    this.scheme = href.slice(0, href.indexOf(":"));
    this.authority = this.query = this.fragment = "";
    this.path = this.scheme === "file" ? decodeURIComponent(new URL(href).pathname) : href;
    this.fsPath = this.scheme === "file" ? fileURLToPath(href) : this.path;
  }
  toString() { return this.href; }
  with() { return this; }
  static parse(href) { return new Uri(href); }
  static file(name) { return new Uri(pathToFileURL(name).href); }
  static joinPath(base, ...parts) { return Uri.file(path.join(base.fsPath, ...parts)); }
}

class Position { constructor(line, character) { Object.assign(this, { line, character }); } }
class Range {
  constructor(...given) {
    const [start, end] = given.length === 4 ? [new Position(given[0], given[1]), new Position(given[2], given[3])] : given;
    Object.assign(this, { start, end });
  }
}
class Diagnostic { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } }
class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
for (const [name, value] of Object.entries({ Empty: "", QuickFix: "quickfix", Refactor: "refactor", Source: "source" })) {
  CodeActionKind[name] = new CodeActionKind(value);
}
CodeActionKind.SourceFixAll = new CodeActionKind("source.fixAll");
class CodeAction { constructor(title, kind) { Object.assign(this, { title, kind }); } }
class TextEdit { constructor(range, newText) { Object.assign(this, { range, newText }); } }
class WorkspaceEdit {
  constructor() { this.changes = new Map(); }
  set(uri, edits) { this.changes.set(uri.toString(), edits); }
}
class TabInputText { constructor(uri) { this.uri = uri; } }
class MarkdownString { constructor(value = "") { this.value = value; } appendCodeblock() { return this; } }

/** A namespace in which whatever is not named is an event, a registration, or nothing. */
function lenient(known) {
  return new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name === "symbol") return target[name];
      if (/^on(Did|Will)/.test(name)) return (target[name] = new EventEmitter().event);
      return (target[name] = () => new Disposable());
    },
  });
}

/** Make an editor in which the texts that are open stand in tabs: `settings` by full name, `folders` of the workspace, `bundle` of its language. */
function makeEditor({ settings = {}, folders = [], trusted = true, language = "ja", bundle = {} } = {}) {
  const events = Object.fromEntries(["Open", "Change", "Close", "Save", "Tabs"].map((name) => [name, new EventEmitter()]));
  const seen = { said: [], log: [], opened: [], commands: new Map(), diagnostics: new Map(), providers: {}, status: {} };
  const say = (kind) => async (words, ...buttons) => { seen.said.push({ kind, words, buttons: buttons.flat() }); };
  const line = (kind) => (words) => seen.log.push(`${kind} ${words}`);
  const tabs = [];
  const none = () => new Disposable();
  const channel = {
    name: "zaitaku-check", logLevel: 0, show: () => seen.log.push("shown"), dispose() {}, clear() {}, replace() {}, hide() {},
    append: line("append"), appendLine: line("append"), trace: line("trace"), debug: line("debug"), info: line("info"),
    warn: line("warn"), error: line("error"), onDidChangeLogLevel: none,
  };
  const register = (name) => (_selector, provider) => { seen.providers[name] = provider; return new Disposable(); };
  const configuration = (section) => ({
    get: (name, otherwise) => settings[[section, name].filter(Boolean).join(".")] ?? otherwise,
    has: () => false, inspect: () => undefined, update: async () => undefined,
  });
  const vscode = new Proxy({
    Disposable, EventEmitter, CancellationTokenSource, Uri, Position, Range, Diagnostic, CodeActionKind, CodeAction, TextEdit,
    WorkspaceEdit, MarkdownString, TabInputText, version: "1.99.0",
    CancellationError: class extends Error {},
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    StatusBarAlignment: { Left: 1, Right: 2 }, UIKind: { Desktop: 1 }, ExtensionMode: { Production: 1 }, LogLevel: { Off: 0 },
    l10n: { t: (words, ...given) => (bundle[words] ?? words).replace(/\{(\d)\}/g, (_, at) => given[at]) },
    env: { language, appName: "stub", uiKind: 1, openExternal: async (uri) => seen.opened.push(uri.fsPath) },
    extensions: { getExtension: () => undefined, all: [], onDidChange: none },
    workspace: lenient({
      textDocuments: [], notebookDocuments: [], isTrusted: trusted, workspaceFile: undefined,
      workspaceFolders: folders.map((each, index) => ({ uri: Uri.file(each), name: path.basename(each), index })),
      getConfiguration: configuration, fs: { isWritableFileSystem: () => true }, getWorkspaceFolder: () => undefined,
      createFileSystemWatcher: () => ({ onDidCreate: none, onDidChange: none, onDidDelete: none, dispose() {} }),
      onDidOpenTextDocument: events.Open.event, onDidChangeTextDocument: events.Change.event,
      onDidCloseTextDocument: events.Close.event, onDidSaveTextDocument: events.Save.event,
    }),
    window: lenient({
      activeTextEditor: undefined, visibleTextEditors: [],
      tabGroups: { all: [{ tabs }], onDidChangeTabs: events.Tabs.event, onDidChangeTabGroups: none },
      createOutputChannel: () => channel,
      createStatusBarItem: () => Object.assign(seen.status, {
        show() { seen.status.shown = true; }, hide() { seen.status.shown = false; }, dispose() {},
      }),
      showWarningMessage: say("warning"), showErrorMessage: say("error"), showInformationMessage: say("information"),
      showSaveDialog: async () => undefined,
    }),
    commands: lenient({
      registerCommand: (name, run) => { seen.commands.set(name, run); return new Disposable(() => seen.commands.delete(name)); },
      executeCommand: async (name, ...given) => seen.commands.get(name)?.(...given),
    }),
    languages: lenient({
      match: (selector, document) => ([selector].flat().some((each) => (each.language ?? each) === document.languageId) ? 10 : 0),
      createDiagnosticCollection: () => ({
        set: (uri, found) => seen.diagnostics.set(uri.toString(), found), delete: (uri) => seen.diagnostics.delete(uri.toString()),
        has: (uri) => seen.diagnostics.has(uri.toString()), get: (uri) => seen.diagnostics.get(uri.toString()),
        clear: () => seen.diagnostics.clear(), dispose() {},
      }),
      registerCodeActionsProvider: register("codeActions"), registerHoverProvider: register("hover"),
      registerCompletionItemProvider: register("completion"), registerDocumentSymbolProvider: register("symbols"),
    }),
  }, { get: (target, name) => (name in target ? target[name] : (target[name] = class Anything {})) });

  /** Open a text in the editor and put it in front. */
  function open(file, text, languageId = "yaml") {
    const document = {
      uri: Uri.file(file), fileName: file, languageId, version: 1, isDirty: false, isUntitled: false, isClosed: false, eol: 1,
      lineCount: text.split("\n").length, getText: () => text, positionAt: () => new Position(0, 0), offsetAt: () => 0,
    };
    vscode.workspace.textDocuments.push(document);
    vscode.window.activeTextEditor = { document };
    vscode.window.visibleTextEditors = [vscode.window.activeTextEditor];
    const tab = { input: new TabInputText(document.uri) };
    tabs.push(tab);
    events.Tabs.fire({ opened: [tab], closed: [], changed: [] });
    events.Open.fire(document);
    return document;
  }
  return { vscode, seen, open };
}

module.exports = { makeEditor };
