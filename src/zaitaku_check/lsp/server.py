"""The server: what an editor asks and tells, handed to the desk and answered."""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from zaitaku_check import __version__
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.lsp.actions import Shown, actions
from zaitaku_check.lsp.completion import completions, lines_of
from zaitaku_check.lsp.desk import Desk
from zaitaku_check.lsp.page import diagnostic, field_page, joined, rule_page
from zaitaku_check.lsp.position import Units
from zaitaku_check.lsp.where import field_of, names_at


class Server(LanguageServer):
    """A language server with plans on its desk."""

    def __init__(self, desk: Desk, lang: str) -> None:
        super().__init__("zaitaku-check", __version__)
        self.desk = desk
        self.lang = lang

    def take(self, uri: str) -> None:
        """Check a text as it stands now, and show it and the open texts beside it anew."""
        document = self.workspace.get_text_document(uri)
        path = path_of(uri)
        self.desk.lay(path, document.source)
        for other in self.desk.beside(path):
            self.show(uri if other == path else self.uri_of(other))

    def uri_of(self, path: str) -> str:
        """Return the address under which the editor knows an open text."""
        uris: list[str] = list(self.workspace.text_documents)
        return next(uri for uri in uris if path_of(uri) == path)

    def show(self, uri: str) -> None:
        """Publish the findings of an open text."""
        version = self.workspace.get_text_document(uri).version
        found = [each for _, _, each in self.shown(uri)]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def shown(self, uri: str) -> list[Shown]:
        """Return the findings of an open text with their rules and diagnostics."""
        path, units = path_of(uri), self.units(uri)
        every = [(finding, self.desk.card(path, finding.rule)) for finding in self.desk.findings(path)]
        return [(finding, card, diagnostic(finding, card, units, uri, self.lang)) for finding, card in every]

    def units(self, uri: str) -> Units:
        """Return the columns of an open text in the editor's units."""
        text = self.desk.text(path_of(uri))
        if text is None:
            self.take(uri)
            text = self.desk.text(path_of(uri))
        assert text is not None  # noqa: S101 - it has just been laid
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


def build(shelf: Shelf, options: RunOptions, lang: str, *, follows_editor: bool = False) -> Server:
    """Return a server that checks with the packs of a shelf and speaks one language.

    `follows_editor`: nobody asked for a language, so that the one of the editor counts, where it says which.
    """
    server = Server(Desk(shelf, options), lang)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        if follows_editor and params.locale:
            server.lang = "ja" if params.locale.lower().replace("_", "-").partition("-")[0] == "ja" else "en"

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.take(params.text_document.uri)

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

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        text = server.help_at(params.text_document.uri, params.position)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text)) if text else None

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "-", "[", "{", ","])
    )
    def completion(params: types.CompletionParams) -> types.CompletionList:
        uri = params.text_document.uri
        units = server.units(uri)
        items = completions(server.desk.form(path_of(uri)), units, params.position, server.lang)
        return types.CompletionList(is_incomplete=False, items=items)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]),
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        return actions(server.shown(uri), uri, server.units(uri), params.range, server.lang)

    return server


def serve(shelf: Shelf, options: RunOptions, lang: str, *, follows_editor: bool = False) -> None:
    """Talk to an editor over standard input and output until it says goodbye."""
    build(shelf, options, lang, follows_editor=follows_editor).start_io()
