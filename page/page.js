"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const facts = JSON.parse($("facts").textContent);
  const DAY = () => new Date().toLocaleDateString("sv");
  const MOST = 64 << 20;
  const HEAD = 1 << 20; // of a file that is no plan by its name, its beginning says what it is
  const IS_PLAN = /\.(ya?ml|xlsx|xlsm)$/i;
  const IS_BOOK = /\.(xlsx|xlsm|xls|xlsb|ods)$/i;

  const WORDS = {
    steps: [["準備しています（1/4 展開）…", "Getting ready (1/4: unpacking)…"],
      ["準備しています（2/4 Pythonの起動）…", "Getting ready (2/4: starting Python)…"],
      ["準備しています（3/4 検査の部品）…", "Getting ready (3/4: the checker)…"],
      ["準備しています（4/4 ルール）…", "Getting ready (4/4: rules)…"]],
    ready: ["準備ができました。計画書を置いてください。", "Ready. Put your plan here."],
    soon: ["受け取りました。準備ができしだい検査します。", "Received; it is checked as soon as the page is ready."],
    checking: ["検査しています…", "Checking…"],
    progress: ["検査しています（{done}/{whole}件）…", "Checking ({done} of {whole})…"],
    working: ["作成しています…", "Working…"],
    checked: ["検査しました。{verdict}", "Checked. {verdict}"],
    saved: ["「{name}」を保存しました。", "Saved {name}."],
    stopped: ["中止しました。", "Stopped."],
    verdict: ["{sign} {verdict}　{counts}", "{sign} {verdict}: {counts}"],
    none: ["指摘 0件", "no findings"],
    error: ["直すところ {count}件", "{count} to correct"],
    warning: ["説明の要るところ {count}件", "{count} to explain"],
    note: ["注意 {count}件", "{count} to note"],
    many: ["計画書 {plans}件　{counts}", "{plans} plans: {counts}"],
    of: ["{sign} {name} {count}件", "{sign} {count} {name}"],
    read: ["{name} を読みました（{facts}）。", "Read {name} ({facts})."],
    readBare: ["{name} を読みました。", "Read {name}."],
    next: ["次にすること", "What to do next"],
    nextFix: ["まず「自動で直す」を押してください。残った指摘は、下の説明のとおりに「計画書の内容」の欄で直します。直すたびに検査します。",
      "Press “Correct automatically” first. Correct what remains under “The plan” as described below; every change is checked."],
    nextEdit: ["指摘を上から順に、「計画書の内容」の欄で直してください。直すたびに検査します。終わったら「計画書を保存する」を押してください。",
      "Correct the findings from the top under “The plan”; every change is checked. Then press “Save the plan”."],
    nextExcel: ["示されたシートとセルをExcelで直し、保存してから「もう一度読む」を押してください。",
      "Correct the cells shown in Excel, save the workbook, and press “Read again”."],
    nextReady: ["直すところはありません。計画書を提出してください。検査の結果を残すときは「報告書」から保存します。",
      "Nothing to correct: hand the plan in. To keep the result, save a report."],
    nextReadyEdited: ["直すところはありません。「計画書を保存する」を押して、保存したファイルを提出してください。",
      "Nothing to correct. Press “Save the plan” and hand in the saved file."],
    nextMany: ["計画書の名前を押すと、指摘が開きます。", "Press a plan's name to see its findings."],
    nextNew: ["「計画書の内容」の欄に記入してください。「#」で始まる行は説明です。記入するたびに検査します。",
      "Fill in the plan. Lines that begin with “#” are explanations. Every change is checked."],
    nextOther: ["このファイルは計画書として読めませんでした。説明を読み、正しいファイルを置いてください。",
      "This file could not be read as a plan. Read the explanation and put the right file here."],
    fix: ["自動で直す（{count}件）", "Correct automatically ({count})"],
    fixed: ["自動で直しました。「元に戻す」で戻せます。", "Corrected automatically; “Undo” takes it back."],
    undo: ["元に戻す", "Undo"],
    save: ["計画書を保存する", "Save the plan"],
    again: ["もう一度読む", "Read again"],
    toExcel: ["Excelの様式に写して保存する", "Save as the Excel form"],
    toHand: ["印刷用", "print"],
    toMarked: ["指摘を書き込んだExcelを保存", "Save Excel with the findings"],
    toPrint: ["印刷用に保存（HTML）", "Save for printing (HTML)"],
    toYaml: ["この画面で直す（YAMLに変換）", "Edit here (as YAML)"],
    back: ["一覧に戻る", "Back to the list"],
    open: ["この計画書だけを開いて直す", "Open this plan alone"],
    reports: ["報告書を保存する", "Save a report"],
    plan: ["計画書の内容", "The plan"],
    findings: ["指摘", "Findings"],
    line: ["{line}行目", "Line {line}"],
    cell: ["シート「{sheet}」のセル {cell}", "Sheet “{sheet}”, cell {cell}"],
    go: ["{line}行目へ移る", "Go to line {line}"],
    plans: ["計画書の一覧", "Plans"],
    folder: ["計画書全体についての指摘", "Findings about all plans together"],
    file: ["ファイル", "File"],
    refused: ["読めなかったファイル（{count}件）", "Files that could not be read ({count})"],
    skipped: ["対象としなかったファイル（{count}件）", "Files that were left out ({count})"],
    unsaved: ["保存していない変更があります。", "There are changes that are not saved."],
    discard: ["保存していない変更があります。破棄して、新しい計画書を読みますか。",
      "There are changes that are not saved. Discard them and read the new plan?"],
    loss: ["変換すると失われるものがあります。", "Something would be lost:"],
    anyway: ["それでも変換する", "Convert all the same"],
    unreadable: ["「{name}」を読めませんでした。Excelなどで開いているときは、保存して閉じてから、もう一度ここに置いてください。",
      "Cannot read “{name}”. If it is open in Excel, save and close it, then put it here again."],
    empty: ["フォルダーにファイルがありません。", "The folder holds no files."],
    failed: ["準備ができませんでした。ページを開き直してください。続くときは、Microsoft EdgeかGoogle Chromeの新しい版で開いてください。",
      "The page could not get ready. Open it again; if that does not help, use a recent Microsoft Edge or Google Chrome."],
    crashed: ["検査の途中で止まりました。計画書はそのままです。もう一度置いてください。",
      "The check stopped midway; your file is unchanged. Put it here again."],
    detail: ["技術的な内容", "Technical detail"],
    report: ["検査結果", "report"],
    corrected: ["修正", "corrected"],
    newName: ["計画書", "plan"],
    types: { core: ["基幹型", "core"], alliance: ["連携型", "alliance"] },
    anyType: ["（選ばない）", "(not chosen)"],
    title: ["活動計画書の検査", "Check an activity plan"],
    formats: { html: ["HTML（見る・印刷する）", "HTML (read, print)"], xlsx: ["Excel", "Excel"],
      text: ["テキスト", "Text"], json: ["JSON", "JSON"] },
  };

  let lang = /^ja/i.test(navigator.language) ? "ja" : "en";
  const say = (words, values = {}) => (Array.isArray(words) ? words : WORDS[words])[lang === "ja" ? 0 : 1]
    .replace(/\{(\w+)\}/g, (_whole, name) => String(values[name]));

  // --- small things of the document -----------------------------------------------------------------------------------

  const make = (tag, settings = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(settings)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return node;
  };
  const button = (text, press, settings = {}) => make("button", { type: "button", onclick: press, ...settings }, text);
  const listing = (texts) => texts.join(lang === "ja" ? "、" : ", ");

  const status = (text, { busy = false, value = null, max = 4 } = {}) => {
    $("status").textContent = text;
    $("progress").hidden = !busy;
    if (value === null) $("progress").removeAttribute("value");
    else Object.assign($("progress"), { max, value });
  };

  const trouble = (text, { detail = "", act = null } = {}) => {
    const section = $("trouble");
    section.replaceChildren(...text.trim().split("\n").map((line) => make("p", {}, line.replace(/^zaitaku-check: /, ""))));
    if (act) section.append(make("p", { class: "buttons" }, act));
    if (detail) section.append(make("details", {}, make("summary", {}, say("detail")), make("pre", {}, detail)));
    section.hidden = false;
    section.scrollIntoView({ block: "nearest" });
  };
  const noTrouble = () => { $("trouble").hidden = true; };

  const keep = (name, data, type = "application/octet-stream") => {
    const address = URL.createObjectURL(new Blob([data], { type }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    status(say("saved", { name }));
  };

  // --- the engine -----------------------------------------------------------------------------------------------------

  const engine = {
    number: 0,
    waiting: new Map(),
    start() {
      const code = `${$("loader").textContent}\n${$("engine").textContent}
        const perform = makeEngine((message) => postMessage(message));
        onmessage = ({ data }) => perform(data);`;
      try {
        this.worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
        this.worker.onmessage = ({ data }) => this.heard(data);
        this.worker.onerror = (event) => { event.preventDefault(); this.without(event.message); };
      } catch (error) {
        this.without(String(error));
      }
      const part = (name) => $(`part-${name}`).textContent;
      const parts = { core: part("core"), wasm: part("wasm"), stdlib: part("stdlib"), site: part("site") };
      this.ready = this.ask({ parts, lock: facts.lock, glue: facts.glue });
      return this.ready;
    },
    // A browser that lets no worker start from a file works in the page itself: slower to react, the same results.
    without(reason) {
      if (this.alive) return this.fail(reason);
      this.worker?.terminate();
      this.worker = null;
      this.perform = makeEngine((message) => this.heard(message));
      for (const [id, { job }] of this.waiting) this.perform({ id, job });
    },
    fail(reason) {
      for (const { reject } of this.waiting.values()) reject(new Error(reason));
      this.waiting.clear();
    },
    ask(job) {
      this.number += 1;
      const id = this.number;
      return new Promise((resolve, reject) => {
        this.waiting.set(id, { resolve, reject, job });
        if (this.worker) this.worker.postMessage({ id, job });
        else if (this.perform) setTimeout(() => this.perform({ id, job }));
      });
    },
    heard({ id, answer, error, step, done, whole }) {
      this.alive = true;
      if (step) return status(say(WORDS.steps[step - 1]), { busy: true, value: step - 0.5 });
      if (done) return status(say("progress", { done, whole }), { busy: true, value: done, max: whole });
      const { resolve, reject } = this.waiting.get(id) ?? {};
      this.waiting.delete(id);
      if (error) reject?.(new Error(error));
      else resolve?.(answer);
    },
    stop() {
      this.worker?.terminate();
      this.fail("stopped");
      this.alive = false;
      return getReady();
    },
  };

  let vocabulary = null;
  const readiness = {};
  const getReady = async () => {
    status(say(WORDS.steps[0]), { busy: true, value: 0 });
    try {
      const { words, python } = await engine.start();
      vocabulary = words;
      $("engine-version").textContent = `· Python ${python} (Pyodide)`;
      document.documentElement.dataset.ready = Math.round(performance.now());
      status(say("ready"));
      readiness.yes?.();
    } catch (error) {
      if (error.message === "stopped") return;
      status("");
      trouble(say("failed"), { detail: error.message });
    }
  };
  const whenReady = new Promise((resolve) => { readiness.yes = resolve; });

  const command = async (words, files = [], wanted = []) => {
    await whenReady;
    const named = words.includes("--lang") ? words : [...words, "--lang", lang];
    return engine.ask({ words: named, files, wanted });
  };

  // --- files ----------------------------------------------------------------------------------------------------------

  // What is checked: every file by its path, and the words after `check`.
  let bundle = null;
  // The one plan that is shown with its text, and how it came to be.
  let single = null;
  let report = null;

  const cleaned = (path) => path.split("/").filter((part) => part && part !== "." && part !== "..").join("/");

  const bytesOf = async (file, path) => {
    const most = IS_PLAN.test(path) ? MOST : HEAD;
    return new Uint8Array(await (file.size > most ? file.slice(0, most) : file).arrayBuffer());
  };

  // A folder's files by the newer way, which a page opened from a file may use, or by the older one.
  const listed = async (folder, path, into) => {
    const here = `${path}${folder.name}/`;
    if (folder.values) {
      for await (const each of folder.values()) {
        if (each.kind === "directory") await listed(each, here, into);
        else into.push({ path: `${here}${each.name}`, file: await each.getFile(), handle: each });
      }
      return;
    }
    const reader = folder.createReader();
    for (;;) { // a reader hands out a hundred at a time
      const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (!some.length) return;
      for (const each of some) {
        if (each.isDirectory) await listed(each, here, into);
        else into.push({ path: `${here}${each.name}`, file: await new Promise((done, fail) => { each.file(done, fail); }) });
      }
    }
  };

  const dropped = async (transfer) => {
    const items = Array.from(transfer.items).filter((item) => item.kind === "file");
    const asked = items.map((item) => ({ // all at once: what was dropped is gone after the first wait
      handle: item.getAsFileSystemHandle?.().catch(() => null), entry: item.webkitGetAsEntry?.(), file: item.getAsFile(),
    }));
    const found = [];
    for (const { handle: promised, entry, file } of asked) {
      const handle = await promised;
      if (handle?.kind === "directory") await listed(handle, "", found);
      else if (!handle && entry?.isDirectory) await listed(entry, "", found);
      else if (file) found.push({ path: file.name, file, handle });
    }
    return found.sort((one, other) => (one.path < other.path ? -1 : 1));
  };

  const take = async (found) => {
    if (single?.dirty && !confirm(say("discard"))) return;
    noTrouble();
    if (!found.length) return trouble(say("empty"));
    status(say(vocabulary ? "checking" : "soon"), { busy: true });
    const files = new Map();
    for (const { path, file, handle } of found) {
      try {
        files.set(cleaned(path), { bytes: await bytesOf(file, path), file, handle });
      } catch {
        status("");
        return trouble(say("unreadable", { name: path }));
      }
    }
    bundle = { files, names: Array.from(new Set(Array.from(files.keys(), (path) => path.split("/")[0]))) };
    single = null;
    await check({ focus: true });
  };

  const given = (path) => (path ? [[path, bundle.files.get(path).bytes]]
    : Array.from(bundle.files, ([name, { bytes }]) => [name, bytes]));
  const subject = () => (single ? [`./${single.path}`] : bundle.names.map((name) => `./${name}`));
  const base = (path) => path.split("/").pop();
  const stem = (path) => base(path).replace(/\.[^.]*$/, "");

  // --- checking -------------------------------------------------------------------------------------------------------

  let asked = 0;
  const check = async ({ focus = false } = {}) => {
    asked += 1;
    const mine = asked;
    const before = performance.now();
    $("stop").hidden = bundle.files.size < 50;
    if (vocabulary && focus) status(say("checking"), { busy: true });
    let answer;
    try {
      answer = await command(["check", ...subject(), "-f", "json"], given(single?.path));
    } catch (error) {
      if (error.message === "stopped") return;
      status("");
      trouble(say("crashed"), { detail: error.message });
      engine.stop();
      return;
    } finally {
      $("stop").hidden = true;
    }
    if (mine !== asked) return; // something newer is on its way
    document.documentElement.dataset.took = (performance.now() - before).toFixed(1);
    const text = new TextDecoder().decode(answer.out);
    if (!text) {
      status("");
      $("result").hidden = true;
      return trouble(answer.complaints);
    }
    noTrouble();
    report = JSON.parse(text);
    const only = report.plans.length === 1 && !report.folder ? report.plans[0] : null;
    const shown = only && !single ? await opened(only.path) : single;
    if (mine !== asked) return;
    single = shown;
    show(focus);
    window.lastReport = text; // for whoever drives the page by a script: it is all there
  };

  const opened = async (path) => {
    const { bytes } = bundle.files.get(path);
    const text = IS_BOOK.test(path) || report.findings.some(({ rule }) => rule === "Y022") ? null
      : await engine.ask({ decode: bytes });
    return { path, text, dirty: false, before: [], from: bundle.files.size > 1 };
  };

  const edited = (text) => {
    single.text = text;
    single.dirty = true;
    const windows = single.windows ??= new TextDecoder().decode(bundle.files.get(single.path).bytes).includes("\r\n");
    bundle.files.get(single.path).bytes = new TextEncoder().encode(windows ? text.replace(/\r?\n/g, "\r\n") : text);
  };

  let idle = 0;
  const typed = () => {
    edited($("text").value);
    gutter();
    clearTimeout(idle);
    idle = setTimeout(() => check(), 400);
  };

  // --- the result -----------------------------------------------------------------------------------------------------

  const headline = () => {
    const names = vocabulary[lang];
    const { summary, plans } = report;
    if (!single) {
      const counts = ["return", "unchecked", "explain", "ready"].filter((name) => summary[name])
        .map((name) => say("of", { sign: names.sign[name], name: names.verdict[name], count: summary[name] }));
      return say("many", { plans: summary.plans, counts: listing(counts) });
    }
    const { verdict } = plans[0];
    const counts = listing(["error", "warning", "note"].filter((kind) => summary[`${kind}s`])
      .map((kind) => say(kind, { count: summary[`${kind}s`] }))) || say("none");
    return say("verdict", { sign: names.sign[verdict], verdict: names.verdict[verdict], counts });
  };

  const nextStep = () => {
    if (!single) return say("nextMany");
    const { verdict } = report.plans[0];
    if (single.fresh && single.text === single.fresh) return say("nextNew");
    if (report.findings.some(({ rule, line }) => rule === "Y022" || (rule === "Y014" && line === 1) || rule === "Y001")) {
      return say("nextOther");
    }
    if (verdict === "ready") return say(single.dirty ? "nextReadyEdited" : "nextReady");
    if (single.text === null) return say("nextExcel");
    return say(report.findings.some(({ fixable }) => fixable) ? "nextFix" : "nextEdit");
  };

  const lineOf = (text, number) => text.split(/\r\n|\n|\r/)[number - 1] ?? "";

  const frame = (finding, text) => {
    const whole = finding.line > 1 || finding.end_column > finding.column || finding.end_line > 1;
    if (text === null || !finding.line || !whole || finding.cell) return null;
    const letters = Array.from(lineOf(text, finding.line));
    const end = finding.end_line === finding.line ? finding.end_column - 1 : letters.length;
    const cut = (from, to) => letters.slice(from, to).join("");
    return make("pre", { class: "frame" }, make("code", {}, make("span", { class: "line" }, String(finding.line)),
      cut(0, finding.column - 1), make("mark", {}, cut(finding.column - 1, end)), cut(end)));
  };

  const place = (finding, editable) => {
    if (finding.cell) return say("cell", finding);
    if (!finding.line || IS_BOOK.test(finding.path)) return null;
    if (!editable) return say("line", finding);
    return button(say("line", finding), () => jump(finding), { class: "go", "aria-label": say("go", finding) });
  };

  const also = (related, editable) => {
    const where = place(related, editable);
    const name = editable && where ? "" : `${base(related.path)} `;
    return make("li", {}, name, where, ` ${related.word}`);
  };

  const described = (finding, text, level) => {
    const { severity, label } = vocabulary[lang];
    const editable = text !== null && single !== null;
    const row = (name, ...what) => make("div", {}, make("dt", {}, name), make("dd", {}, ...what));
    const sources = finding.cite.map(({ title, source, section }) =>
      `${title || source} ${section.split(" / ")[lang === "ja" ? 0 : section.split(" / ").length - 1]}`.trim());
    const where = place(finding, editable);
    const related = finding.related.map((each) => also(each, editable && each.path === finding.path));
    return make("article", { class: `finding f-${finding.severity}`, "data-rule": finding.rule, "data-line": finding.line },
      make(`h${level}`, {}, make("span", { class: `badge f-${finding.severity}` }, severity[finding.severity]), " ",
        finding.message),
      make("p", { class: "place" }, where, where && finding.label ? " · " : null, finding.label ?? null),
      frame(finding, text),
      make("dl", { class: "why" },
        finding.remedy && row(label.remedy, finding.remedy),
        finding.corrected && row(label.after, make("code", { class: "after" }, finding.corrected)),
        related.length > 0 && row(label.related, related.length > 5
          ? make("details", {}, make("summary", {}, String(related.length)), make("ul", {}, related)) : make("ul", {}, related)),
        row(label.source, sources.join(lang === "ja" ? "、" : "; ")),
        row(label.rule, `${finding.rule} ${finding.title}`)));
  };

  const items = (plan) => {
    const { label } = vocabulary[lang];
    if (!plan.items?.length || plan.items.every(({ present }) => present === null)) return null;
    const list = (kind) => make("div", {}, make("h4", {}, kind ? label.mandatory : label.optional),
      make("ul", {}, plan.items.filter(({ mandatory }) => mandatory === kind).map(({ mark, label: name, present }) =>
        make("li", { class: present === null ? "unknown" : present ? "there" : kind ? "missing" : "absent" },
          make("b", {}, present === null ? "?" : lang === "ja" ? (present ? "有" : "無") : (present ? "yes" : "no")),
          ` ${mark} ${name}`))));
    return make("div", { class: "items" }, list(true), list(false));
  };

  const bookkeeping = () => ["refused", "skipped"].filter((kind) => report[kind]?.length).map((kind) =>
    make("details", { open: kind === "refused" }, make("summary", {}, say(kind, { count: report[kind].length })),
      make("ul", {}, report[kind].map(({ path, reason }) => make("li", {}, make("code", {}, path), ` ${reason}`)))));

  const toolbar = () => {
    const press = [];
    const fixable = report.findings.filter((each) => each.fixable).length;
    if (single) {
      const name = single.path;
      if (single.text !== null && fixable) press.push(button(say("fix", { count: fixable }), fix, { class: "main", id: "fix" }));
      if (single.before.length) press.push(button(say("undo"), undo, { id: "undo" }));
      if (single.text !== null && (report.plans[0].pack || single.dirty || single.fresh)) press.push(button(say("save"), savePlan, { id: "save", class: fixable ? null : "main" }));
      if (single.text !== null && report.plans[0].pack) press.push(button(say("toExcel"), () => convert("xlsx"), { id: "to-excel" }));
      if (report.plans[0].pack) {
        if (report.findings.length) press.push(button(say("toMarked"), () => derive(["convert", "--with-findings"], `${say("findings")}.xlsx`), { id: "to-marked" }));
        press.push(button(say("toPrint"), () => derive(["print"], `${say("toHand")}.html`), { id: "to-print" }));
      }
      if (bundle.files.get(name).file && !single.dirty) press.push(button(say("again"), readAgain, { id: "again", class: single.text === null && "main" }));
      if (single.text === null && report.plans[0].pack) press.push(button(say("toYaml"), () => convert("yaml"), { id: "to-yaml" }));
      if (single.from) press.push(button(say("back"), backToList, { id: "back" }));
    }
    const formats = Object.entries(WORDS.formats).map(([format, words]) =>
      button(say(words), () => saveReport(format), { id: `report-${format}` }));
    return [make("div", { class: "buttons plan-buttons" }, press),
      make("div", { class: "buttons reports", role: "group", "aria-labelledby": "reports-name" },
        make("span", { id: "reports-name" }, say("reports")), formats)];
  };

  const editor = () => make("section", { class: "editor", "aria-labelledby": "text-name" },
    make("h3", {}, make("label", { for: "text", id: "text-name" }, say("plan"))),
    make("div", { class: "box" }, make("pre", { id: "gutter", "aria-hidden": "true" }),
      make("textarea", { id: "text", spellcheck: "false", wrap: "off", autocomplete: "off", autocapitalize: "off",
        oninput: typed, onscroll: () => { $("gutter").scrollTop = $("text").scrollTop; },
        onclick: nearby, onkeyup: nearby })));

  const listOf = (findings, text, level) => (findings.length
    ? findings.map((finding) => described(finding, text, level)) : [make("p", {}, vocabulary[lang].label.no_findings)]);

  const onePlan = () => {
    const [plan] = report.plans;
    const known = listing((plan.facts ?? []).map(({ value }) => value));
    const about = known ? say("read", { name: base(plan.path), facts: known }) : say("readBare", { name: base(plan.path) });
    return {
      about,
      body: [make("section", { class: "findings", "aria-labelledby": "findings-name" },
        make("h3", { id: "findings-name" }, `${say("findings")} ${report.findings.length}`),
        make("p", { class: "advice" }, vocabulary[lang].advice[plan.verdict]),
        listOf(report.findings, single.text, 4), items(plan), bookkeeping())],
    };
  };

  const manyPlans = () => {
    const { verdict, sign, severity } = vocabulary[lang];
    const order = ["return", "unchecked", "explain", "ready"];
    const plans = report.plans.slice().sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
    const of = new Map(plans.map(({ path }) => [path, []]));
    for (const finding of report.findings) of.get(finding.path)?.push(finding);
    const apart = report.findings.filter(({ path }) => !of.has(path));
    const count = (path, kind) => of.get(path).filter((finding) => finding.severity === kind).length;
    const head = (text, number) => make("th", { scope: "col", class: number && "number" }, text);
    const applicant = (plan) => (plan.facts ?? []).find(({ name }) => name === "applicant.name");
    const named = plans.map(applicant).find(Boolean)?.label ?? "";
    const sections = new Map();
    const rows = plans.map((plan, number) => {
      const details = make("details", { class: "plan", id: `plan-${number}` },
        make("summary", {}, make("span", { class: `badge v-${plan.verdict}` }, `${sign[plan.verdict]} ${verdict[plan.verdict]}`),
          ` ${plan.path}`));
      details.addEventListener("toggle", () => {
        if (!details.open || details.children.length > 1) return;
        details.append(make("p", { class: "buttons" }, button(say("open"), () => openAlone(plan.path))),
          ...listOf(of.get(plan.path), null, 4));
      });
      if (of.get(plan.path).length) sections.set(plan.path, details);
      const see = () => { details.open = true; details.scrollIntoView(); details.firstChild.focus(); };
      return make("tr", {}, make("td", { class: `v-${plan.verdict}` }, `${sign[plan.verdict]} ${verdict[plan.verdict]}`),
        make("th", { scope: "row" }, sections.has(plan.path) ? button(plan.path, see, { class: "link" }) : plan.path),
        make("td", {}, applicant(plan)?.value ?? ""),
        ["error", "warning", "note"].map((kind) => make("td", { class: "number" }, String(count(plan.path, kind)))));
    });
    const table = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "plans-name" },
      make("table", {}, make("thead", {}, make("tr", {}, head(vocabulary[lang].label.verdict), head(say("file")), head(named),
        ["error", "warning", "note"].map((kind) => head(severity[kind], true)))), make("tbody", {}, rows)));
    return {
      about: say("readBare", { name: bundle.names.slice(0, 3).join("、") + (bundle.names.length > 3 ? " …" : "") }),
      body: [make("section", { class: "list" }, make("h3", { id: "plans-name" }, say("plans")), table, bookkeeping(),
        apart.length > 0 && make("section", {}, make("h3", {}, `${say("folder")} ${apart.length}`), listOf(apart, null, 4)),
        make("h3", {}, say("findings")), Array.from(sections.values()))],
    };
  };

  const show = (focus) => {
    const { about, body } = single ? onePlan() : manyPlans();
    const verdict = headline();
    const worst = ["return", "unchecked", "explain", "ready"].find((name) => report.summary[name]);
    const kept = $("text");
    const top = [make("h2", { id: "verdict", tabindex: "-1", class: `v-${worst}` }, verdict), make("p", { class: "about" }, about),
      make("p", { class: "next" }, make("b", {}, say("next")), " ", nextStep()), ...toolbar()];
    const result = $("result");
    if (kept && single?.text !== undefined && kept.value === single?.text && !focus) { // typing goes on undisturbed
      const room = result.querySelector(".desk");
      const scrolled = room.querySelector(".findings")?.scrollTop ?? 0;
      while (result.firstChild !== room) result.firstChild.remove();
      result.prepend(...top);
      room.querySelector(".findings").replaceWith(body[0]);
      room.querySelector(".findings").scrollTop = scrolled;
    } else {
      const desk = make("div", { class: single?.text != null ? "desk two" : "desk" }, body, single?.text != null && editor());
      result.replaceChildren(...top, desk);
      if (single?.text != null) $("text").value = single.text;
    }
    result.hidden = false;
    document.body.classList.add("with-result");
    gutter();
    status(say("checked", { verdict }));
    if (focus) {
      $("verdict").focus({ preventScroll: true });
      $("drop").scrollIntoView({ block: "start" });
    }
  };

  // --- the editor -----------------------------------------------------------------------------------------------------

  const gutter = () => {
    const room = $("gutter");
    if (!room) return;
    const order = ["error", "warning", "note"];
    const worst = new Map();
    for (const { line, severity } of report.findings) {
      if (line && (!worst.has(line) || order.indexOf(severity) < order.indexOf(worst.get(line)))) worst.set(line, severity);
    }
    const lines = $("text").value.split("\n").length;
    room.replaceChildren(...Array.from({ length: lines }, (_each, at) =>
      (worst.has(at + 1) ? make("b", { class: `f-${worst.get(at + 1)}` }, `● ${at + 1}\n`) : `${at + 1}\n`)));
    room.scrollTop = $("text").scrollTop;
  };

  const jump = ({ line, column, end_line: endLine, end_column: endColumn }) => {
    const room = $("text");
    const lines = room.value.split("\n");
    const at = (number, letter) => lines.slice(0, number - 1).reduce((length, each) => length + each.length + 1, 0)
      + Array.from(lines[number - 1] ?? "").slice(0, letter - 1).join("").length;
    room.focus({ preventScroll: true });
    room.setSelectionRange(at(line, column), endLine ? at(endLine, endColumn) : at(line, column));
    const height = room.scrollHeight / lines.length;
    room.scrollTop = Math.max(0, (line - 6) * height);
    room.scrollLeft = 0;
    $("gutter").scrollTop = room.scrollTop;
    room.scrollIntoView({ block: "nearest" });
  };

  const nearby = () => {
    const line = $("text").value.slice(0, $("text").selectionStart).split("\n").length;
    for (const card of document.querySelectorAll(".findings .finding")) {
      const here = Number(card.dataset.line) === line;
      if (here && !card.classList.contains("here")) card.scrollIntoView({ block: "nearest" });
      card.classList.toggle("here", here);
    }
  };

  const replaceText = async (text) => {
    single.before.push(single.text);
    edited(text);
    await check({ focus: true });
  };

  const undo = async () => {
    edited(single.before.pop());
    await check({ focus: true });
  };

  const fix = async () => {
    const name = single.path;
    const answer = await command(["fix", `./${name}`, "--write", "--no-backup", "--encoding", "utf-8"], given(name), [name]);
    const fixed = answer.written.get(name);
    if (answer.code === 2 || !fixed) return trouble(answer.complaints);
    await replaceText(await engine.ask({ decode: fixed }));
    status(say("fixed"));
  };

  // --- saving ---------------------------------------------------------------------------------------------------------

  const savePlan = () => {
    const { bytes } = bundle.files.get(single.path);
    keep(single.dirty && !single.fresh ? `${stem(single.path)}_${say("corrected")}_${DAY()}.yaml` : base(single.path), bytes);
    single.dirty = false;
  };

  const saveReport = async (format) => {
    const suffix = { html: ".html", xlsx: ".xlsx", text: ".txt", json: ".json" }[format];
    const target = `/out/report${suffix}`;
    status(say("working"), { busy: true });
    const answer = await command(["check", ...subject(), "-f", `${format}=${target}`], given(single?.path), [target]);
    const content = answer.written.get(target);
    if (!content) return trouble(answer.complaints);
    keep(`${say("report")}_${stem(single?.path ?? bundle.names[0])}_${DAY()}${suffix}`, content);
  };

  const convert = async (kind, anyway = false) => {
    const target = `${stem(single.path)}.${kind}`;
    status(say("working"), { busy: true });
    const words = ["convert", `./${single.path}`, "-o", `/out/${target}`, ...(anyway ? ["--allow-loss"] : [])];
    const answer = await command(words, given(single.path), [`/out/${target}`]);
    const content = answer.written.get(`/out/${target}`);
    status("");
    if (!content) {
      const act = answer.code === 1 && button(say("anyway"), () => { noTrouble(); convert(kind, true); }, { id: "anyway" });
      return trouble(answer.code === 1 ? `${say("loss")}\n${answer.complaints}` : answer.complaints, { act });
    }
    if (kind === "xlsx") return keep(target, content);
    bundle = { files: new Map([[target, { bytes: content }]]), names: [target] };
    single = null;
    await check({ focus: true });
    single.dirty = true;
  };

  // Something made of the plan, to be kept beside it.
  const derive = async ([name, ...options], ending) => {
    const target = `/out/${stem(single.path)}_${ending}`;
    status(say("working"), { busy: true });
    const answer = await command([name, `./${single.path}`, "-o", target, ...options], given(single.path), [target]);
    const content = answer.written.get(target);
    status("");
    if (!content) return trouble(answer.complaints);
    keep(base(target), content);
  };

  const readAgain = async () => {
    const { file, handle } = bundle.files.get(single.path);
    try {
      const fresh = handle ? await handle.getFile() : file;
      bundle.files.set(single.path, { bytes: await bytesOf(fresh, single.path), file: fresh, handle });
    } catch {
      return trouble(say("unreadable", { name: base(single.path) }));
    }
    single = await opened(single.path);
    await check({ focus: true });
  };

  const openAlone = async (path) => {
    single = await opened(path);
    await check({ focus: true });
  };

  const backToList = async () => {
    single = null;
    await check({ focus: true });
  };

  const begin = async (words, suffix) => {
    if (single?.dirty && suffix !== ".xlsx" && !confirm(say("discard"))) return;
    noTrouble();
    const name = `${say("newName")}${suffix}`;
    const wish = [["--programme", $("programme").value], ["--fiscal-year", $("year").value], ["--type", $("type").value]]
      .filter(([, value]) => value).flat();
    status(say(vocabulary ? "working" : "soon"), { busy: true });
    const target = `/out/${name}`;
    const answer = await command([...words.map((word) => word.replace("FILE", target)), ...wish], [], [target]);
    const content = answer.written.get(target);
    status("");
    if (!content) return trouble(answer.complaints);
    if (suffix === ".xlsx") return keep(`${say("newName")}_${$("year").selectedOptions[0].dataset.name}.xlsx`, content);
    bundle = { files: new Map([[name, { bytes: content }]]), names: [name] };
    single = null;
    await check({ focus: true });
    single.fresh = single.text;
    show(true);
  };

  // --- the frame ------------------------------------------------------------------------------------------------------

  const yearName = (year) => (lang !== "ja" ? String(year) : year < 2019 ? `平成${year - 1988}年度`
    : year === 2019 ? "令和元年度" : `令和${year - 2018}年度`);

  const fill = (select, options) => {
    const chosen = select.value;
    select.replaceChildren(...options.map(([value, text, name]) => make("option", { value, "data-name": name }, text)));
    if (options.some(([value]) => value === chosen) && chosen) select.value = chosen;
  };

  const speak = (wanted) => {
    lang = wanted;
    document.documentElement.lang = lang;
    document.title = `${say("title")} zaitaku-check`;
    for (const each of ["ja", "en"]) $(`to-${each}`).setAttribute("aria-pressed", String(each === lang));
    const now = new Date();
    const year = now.getFullYear() - (now.getMonth() < 3 ? 1 : 0);
    const chosen = $("year").value || String(year);
    fill($("programme"), facts.programmes.map(([name, id]) => [name, lang === "ja" ? name : id.replaceAll("_", " ")]));
    fill($("type"), [["", say("anyType")], ...Object.entries(WORDS.types).map(([id, words]) => [id, say(words)])]);
    fill($("year"), Array.from({ length: year - 2016 }, (_each, at) => year + 1 - at).map((each) =>
      [String(each), lang === "ja" ? `${yearName(each)}（${each}年度）` : yearName(each), yearName(each)]));
    $("year").value = chosen;
  };

  const listen = () => {
    for (const each of ["ja", "en"]) {
      $(`to-${each}`).addEventListener("click", async () => {
        speak(each);
        if (report) await check();
        else if (vocabulary) status(say("ready"));
      });
    }
    $("choose").addEventListener("click", () => $("files").click());
    $("choose-folder").addEventListener("click", () => $("folder").click());
    for (const input of [$("files"), $("folder")]) {
      input.addEventListener("change", () => {
        const found = Array.from(input.files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
        input.value = "";
        take(found);
      });
    }
    let over = 0;
    const mark = (event, change) => {
      event.preventDefault();
      over = Math.max(0, over + change);
      document.body.classList.toggle("over", over > 0);
    };
    addEventListener("dragenter", (event) => mark(event, 1));
    addEventListener("dragleave", (event) => mark(event, -1));
    addEventListener("dragover", (event) => { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; });
    addEventListener("drop", async (event) => {
      mark(event, -over);
      try {
        await take(await dropped(event.dataTransfer));
      } catch (error) {
        trouble(say("unreadable", { name: error.path ?? "" }), { detail: String(error) });
      }
    });
    $("stop").addEventListener("click", async () => {
      await engine.stop();
      status(say("stopped"));
    });
    $("form").addEventListener("click", () => begin(["form", "-o", "FILE"], ".xlsx"));
    $("template").addEventListener("click", () => begin(["new", "FILE"], ".yaml"));
    $("example").addEventListener("click", () => begin(["new", "FILE", "--example"], ".yaml"));
    addEventListener("unhandledrejection", ({ reason }) => {
      status("");
      if (reason?.message !== "stopped") trouble(say("crashed"), { detail: String(reason?.stack ?? reason) });
    });
    addEventListener("beforeunload", (event) => {
      if (!single?.dirty) return;
      event.preventDefault();
      event.returnValue = say("unsaved");
    });
  };

  if (!$("too-old").hidden) return;
  speak(lang);
  listen();
  document.addEventListener("DOMContentLoaded", getReady);
})();
