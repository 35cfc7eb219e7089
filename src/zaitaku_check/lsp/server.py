"""The server: what an editor asks and tells, handed to the desk and answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from zaitaku_check import __version__
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import CouldNotCheck
from zaitaku_check.lsp.actions import FIX_ALL, Shown, actions
from zaitaku_check.lsp.completion import completions, lines_of
from zaitaku_check.lsp.documents import Desk
from zaitaku_check.lsp.page import diagnostic, field_page, joined, rule_page
from zaitaku_check.lsp.position import Units
from zaitaku_check.lsp.symbols import outline
from zaitaku_check.lsp.where import field_of, names_at
from zaitaku_check.named import NamedTuple

SECTION: Final = "zaitaku-check.check"
"""The editor's settings that are ours: what may be configured, by the names of the configuration file."""
WATCHED: Final = ("**/*.{yaml,yml,xlsx,xlsm}", "**/zaitaku-check.toml", "**/pyproject.toml")
"""Files whose changes on the disk, by a branch that is checked out say, may change what is to be said of a plan."""


class Setup(NamedTuple):
    """What command line, settings and configuration come to; `lang` "" leaves the language to the editor."""

    shelf: Shelf
    options: RunOptions
    lang: str


Prepare = Callable[[Mapping[str, Any]], Setup]
"""Makes a set-up of the editor's settings; raises an error of `zaitaku_check.errors` where they do not fit."""


class Server(LanguageServer):
    """A language server with plans on its desk."""

    def __init__(self, prepare: Prepare, lang: str) -> None:
        super().__init__("zaitaku-check", __version__)
        self._prepare = prepare
        self._usual = lang
        self._settings: Mapping[str, Any] = {}
        self.locale = ""
        first = prepare({})
        self.desk = Desk(first.shelf, first.options)
        self.lang = first.lang or lang

    def set_up(self, settings: Mapping[str, Any] | None = None) -> None:
        """Read packs and configuration anew, with these settings of the editor or those of before.

        What does not fit is told, and what was there before goes on.
        """
        try:
            made = self._prepare(self._settings if settings is None else settings)
        except CouldNotCheck as error:
            told = types.ShowMessageParams(types.MessageType.Error, f"zaitaku-check: {error.wording.of(self.lang)}")
            self.window_show_message(told)
            return
        self._settings = self._settings if settings is None else settings
        self.lang = made.lang or self.locale or self._usual
        self.desk = Desk(made.shelf, made.options)
        for document in self.workspace.text_documents.values():
            self.desk.lay(path_of(document.uri), document.source)

    def able(self, *names: str) -> bool:
        """Say whether the editor has told that it can do something: the names that lead to it in its capabilities."""
        found: Any = self.client_capabilities
        for name in names:
            found = getattr(found, name, None)
        return bool(found)

    def take(self, uri: str) -> None:
        """Check a text as it stands now, and show it and the open texts beside it anew."""
        path = path_of(uri)
        self.desk.lay(path, self.workspace.get_text_document(uri).source)
        beside = self.desk.beside(path)
        self.show(*(uri if other == path else self.uri_of(other) for other in beside))

    def uri_of(self, path: str) -> str:
        """Return the address under which the editor knows an open text."""
        return next(uri for uri in self.open_uris() if path_of(uri) == path)

    def is_open(self, uri: str) -> bool:
        """Say whether a text is open: an editor may ask about a tab before it opens the text, or after it closed it."""
        return uri in self.open_uris()

    def open_uris(self) -> list[str]:
        """Return the addresses of the open texts as the editor wrote them; the library's own keys are decoded."""
        return [document.uri for document in self.workspace.text_documents.values()]

    def show(self, *uris: str) -> None:
        """Publish the findings of open texts; an editor that asks for them is told where it should ask again."""
        if self.able("text_document", "diagnostic"):
            if len(uris) != 1:
                self.ask_again()
            return
        for uri in uris:
            version = self.workspace.get_text_document(uri).version
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, self.diagnostics(uri), version))

    def ask_again(self) -> None:
        """Have an editor that asks for diagnostics ask once more about every text."""
        if self.able("workspace", "diagnostics", "refresh_support"):
            self.workspace_diagnostic_refresh(None)

    def show_all(self) -> None:
        """Show every open text anew: what lies beside them on the disk, or how they are judged, has changed."""
        self.show(*self.open_uris())

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """Return what is to be said of an open text."""
        return [each for _, _, each in self.shown(uri)]

    def shown(self, uri: str) -> list[Shown]:
        """Return the findings of an open text with their rules and diagnostics."""
        path, units = path_of(uri), self.units(uri)
        every = [(finding, self.desk.card(path, finding.rule)) for finding in self.desk.findings(path)]
        return [(finding, card, diagnostic(finding, card, units, uri, self.lang)) for finding, card in every]

    def units(self, uri: str) -> Units:
        """Return the columns of an open text in the editor's units."""
        text = self.desk.text(path_of(uri))
        assert text is not None  # noqa: S101 - it is open, and so it has been laid
        return Units(text, self.workspace.position_encoding)

    def help_at(self, uri: str, position: types.Position) -> str:
        """Return the pages of the findings under a position and of the field that stands there."""
        units = self.units(uri)
        here = types.Range(position, position)
        rules = {card.id: card for _, card, each in self.shown(uri) if card and _holds(each.range, here.start)}
        pages = [rule_page(card, self.lang) for card in rules.values()]
        lines = lines_of(units.text)
        names = names_at(lines, position.line, units.column(position)) if position.line < len(lines) else None
        field = field_of(self.desk.form(path_of(uri)), names) if names else None
        return joined([*pages, field_page(field, self.lang)] if field else pages)


def path_of(uri: str) -> str:
    """Return the file of an address; the address itself where it is none (a text not yet saved)."""
    return (to_fs_path(uri) if uri.startswith("file:") else None) or uri


def _holds(range_: types.Range, position: types.Position) -> bool:
    return range_.start <= position <= range_.end


def build(prepare: Prepare, lang: str) -> Server:
    """Return a server set up by `prepare`; it speaks the language of the set-up, else the editor's, else `lang`."""
    server = Server(prepare, lang)
    _add_texts(server)
    _add_settings(server)
    _add_questions(server)
    return server


def _add_texts(server: Server) -> None:
    """Let the server follow what is opened, typed, saved and closed, and what changes on the disk."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.take(params.text_document.uri)
        server.ask_again()  # an editor may have asked about the tab before it opened the text

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.desk.lift(path_of(params.text_document.uri))
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_on_disk(params: types.DidChangeWatchedFilesParams) -> None:
        if any(not change.uri.endswith((".xlsx", ".xlsm")) for change in params.changes):
            server.set_up()  # a file may be one of a pack or of the configuration
        server.show_all()


def _add_settings(server: Server) -> None:
    """Let the server heed language, settings and what the editor can do."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        locale = (params.locale or "").lower().replace("_", "-").partition("-")[0]
        server.locale = ("ja" if locale == "ja" else "en") if locale else ""
        options = params.initialization_options
        server.set_up(options if isinstance(options, dict) else {})

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        if server.able("workspace", "did_change_watched_files", "dynamic_registration"):
            watchers = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            wanted = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([wanted]))
        await ask_for_settings()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(_params: types.DidChangeConfigurationParams) -> None:
        await ask_for_settings()

    async def ask_for_settings() -> None:
        if not server.able("workspace", "configuration"):
            return
        asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        (settings,) = await server.workspace_configuration_async(asked)
        if isinstance(settings, dict) and settings:
            server.set_up(settings)
            server.show_all()


def _add_questions(server: Server) -> None:
    """Let the server answer what an editor asks about a text."""

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False, identifier="zaitaku-check"),
    )
    def pulled(params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:
        uri = params.text_document.uri
        return types.RelatedFullDocumentDiagnosticReport(server.diagnostics(uri) if server.is_open(uri) else [])

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        uri = params.text_document.uri
        return outline(server.units(uri), server.lang) if server.is_open(uri) else []

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        uri = params.text_document.uri
        text = server.help_at(uri, params.position) if server.is_open(uri) else ""
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text)) if text else None

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "-", "[", "{", ","])
    )
    def completion(params: types.CompletionParams) -> types.CompletionList:
        uri = params.text_document.uri
        if not server.is_open(uri):
            return types.CompletionList(is_incomplete=False, items=[])
        items = completions(server.desk.form(path_of(uri)), server.units(uri), params.position, server.lang)
        return types.CompletionList(is_incomplete=False, items=items)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL]))
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        if not server.is_open(uri):
            return []
        return actions(server.shown(uri), uri, server.units(uri), params.range, server.lang, only=params.context.only)


def serve(prepare: Prepare, lang: str) -> None:
    """Talk to an editor over standard input and output until it says goodbye."""
    build(prepare, lang).start_io()
