"""What a case may expect: for each kind of block, the lines that a knowledge base gives."""

import html
import re
from collections.abc import Iterator

import msgspec

from praxis_build.model.corpus import Lead, ordered
from praxis_build.model.document import HOLE, WORD, Link, Reference
from praxis_build.model.names import SourcePath
from praxis_build.model.page import AnyPage
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.relations import Relations
from praxis_build.pipeline import Knowledge
from praxis_build.stages.compose import Composer, Node, copies, nodes_of
from praxis_build.stages.data import nodes_and_links

Lines = Iterator[str]
_SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "information"}


def links(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield one line a link of a body: ``texte → où il mène``."""
    leads = knowledge.corpus.leads[path].links
    for link, lead in zip(knowledge.corpus.document(path).body.links, leads, strict=True):
        yield f"{link.text} → {_goal(link, lead)}"


def _goal(link: Link, lead: Lead) -> str:
    if lead.file is not None:
        return f"{'image' if link.form == 'image' else 'fichier'} {lead.file}"
    if lead.path is None:
        return "rouge" if lead.missing else "texte simple"
    goal = lead.path + (f"#{lead.anchor}" if lead.anchor else "")
    if link.form != "embed":
        return goal
    return f"lien simple {goal}" if lead.plain else f"inclusion {'seule ' if link.alone else ''}{goal}"


def backlinks(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield one line a backlink: ``source : « phrase avec le [texte du lien] »``."""
    for source, mention in relations(knowledge).backlinks(path).items():
        link = _first_link(knowledge, source, path)
        shown = link.text if mention.bare else mention.quote.text
        yield f"{source} : « {mention.quote.before}[{shown}]{mention.quote.after} »"


def _first_link(knowledge: Knowledge, source: SourcePath, target: SourcePath) -> Link:
    pairs = zip(knowledge.corpus.document(source).body.links, knowledge.corpus.leads[source].links, strict=True)
    return next(link for link, lead in pairs if lead.path == target)


def problems(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield all the problems: place, code, severity; below, suggestions and corrected line."""
    for one in knowledge.problems:
        yield f"{one.path}:{one.span.line}:{one.span.column} {one.code} {_SEVERITIES[one.severity]}"
        yield from _details(one)


def _details(problem: Problem) -> Lines:
    if problem.suggestions:
        yield "  suggestions : " + ", ".join(problem.suggestions)
    if problem.fix:
        yield "  correction : " + problem.fix


def values(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield what each problem names: ``CODE nom = valeur; …``."""
    for one in knowledge.problems:
        yield f"{one.code} " + "; ".join(f"{name} = {value}" for name, value in one.values.items())


def quoted(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield the line of the source that each problem quotes."""
    for one in knowledge.problems:
        yield one.excerpt


def fields(knowledge: Knowledge, path: SourcePath, asked: dict[str, object]) -> dict[str, object]:
    """Return the fields of a document that are asked, as texts, lists and maps."""
    document = knowledge.corpus.document(path)
    found = {name: getattr(document, name, None) for name in document.__struct_fields__}
    found |= {"kind": document.kind, "excerpt": document.body.excerpt, "words": document.body.words}
    return {name: _plain(found[name]) if name in found else f"pas de champ {name}" for name in asked}


def _plain(value: object) -> object:
    if isinstance(value, Reference):
        return value.text
    if isinstance(value, msgspec.Struct):
        return {
            name: shown
            for name in value.__struct_fields__
            if name != "span" and (shown := _plain(getattr(value, name)))
        }
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bool):
        return "oui" if value else ""
    return "" if value is None else str(value)


def text(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield the visible text of a body, a line a block, holes as ``⟨text of the link⟩``."""
    body = knowledge.corpus.document(path).body
    names = iter(body.links)
    shown = re.sub(HOLE, lambda _: _hole(next(names)), body.html)
    shown = re.sub(rf"{WORD}(\w+){WORD}", r"‹\1›", shown)
    shown = re.sub(r"</?(?:p|li|h\d|td|th|div|ul|ol|tr|pre|table|blockquote|section)\b[^>]*>|<br[^>]*>", "\n", shown)
    plain = html.unescape(re.sub(r"<[^>]*>", "", shown))
    return (" ".join(line.split()) for line in plain.split("\n") if line.strip())


def _hole(link: Link) -> str:
    return f"⟨{html.escape(link.text)}⟩" if link.form in ("image", "embed") else "→"


def headings(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield one line a heading of a body: level, text, id."""
    for heading in knowledge.corpus.document(path).body.headings:
        yield f"{heading.level} {heading.text} #{heading.anchor}"


def pages(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every document with a page: ``chemin → genre adresse``."""
    for path in public(knowledge):
        head = knowledge.corpus.heads[path]
        yield f"{path} → {head.kind} {head.url}"


def files(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every attachment that is published."""
    yield from (one.source for one in copies(knowledge.corpus))


def edges(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every link of the published graph: ``source → but : genre``."""
    found = nodes_and_links(knowledge.corpus)
    paths = {node["id"]: node["path"] for node in found["nodes"]}
    for link in found["links"]:
        yield f"{paths[link['source']]} → {paths[link['target']]} : {link['kind']}"


def nodes(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every node of the published graph: ``id : chemin, langue``."""
    for node in nodes_and_links(knowledge.corpus)["nodes"]:
        yield f"{node['id']} : {node['path']}, {node['lang']}"


def roster(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield what belongs to a community, by kind."""
    for kind, found in sorted(relations(knowledge).rosters(path).items()):
        yield f"{kind} : {', '.join(found)}"


def communities(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield the communities a document belongs to."""
    yield from relations(knowledge).communities(path)


def notebook(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield a notebook's entries in order: ``1. chemin (axe = catégorie) épinglée``."""
    for number, placed in enumerate(relations(knowledge).notebook(path), 1):
        shown = "; ".join(f"{axis} = {category}" for axis, category in placed.categories)
        yield f"{number}. {placed.path}{f' ({shown})' if shown else ''}{' épinglée' if placed.pinned else ''}"


def places(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield where a document is shelved: ``carnet n/total``."""
    for one in relations(knowledge).places[path]:
        yield f"{one.notebook} {one.index + 1}/{len(relations(knowledge).notebook(one.notebook))}"


def contributions(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield what a person did, by role."""
    for role, found in relations(knowledge).contributions(path).items():
        yield f"{role} : {', '.join(found)}"


def credit(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield who worked on a document: ``nom (page) : rôles``."""
    for one in knowledge.corpus.leads[path].credits:
        yield f"{one.name}{f' ({one.path})' if one.path else ''} : {', '.join(one.roles)}"


def typed(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield a document's typed links, ``→`` outgoing and ``←`` incoming."""
    for kind, other, outgoing in relations(knowledge).typed(path):
        yield f"{kind} {'→' if outgoing else '←'} {other}"


def translations(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield a document's other languages."""
    for other in relations(knowledge).translations(path):
        yield f"{knowledge.corpus.document(other).lang} : {other}"


def animated(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield the communities a person leads."""
    yield from relations(knowledge).animates(path)


def themes(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every theme with what carries it: ``nom (adresse) : chemins``."""
    for key, topic in relations(knowledge).themes.items():
        yield f"{topic.name('fr')} ({topic.slug}) : {', '.join(knowledge.corpus.named('theme', key))}"


def regions(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every region that something carries."""
    for key, topic in relations(knowledge).regions.items():
        if paths := knowledge.corpus.named("region", key):
            yield f"{topic.name('fr')} ({topic.slug}) : {', '.join(paths)}"


def cells(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield what is where a theme and a region cross."""
    for key in dict(knowledge.corpus.index["cell"].items()):
        yield f"{key.replace(chr(0), ' × ')} : {', '.join(knowledge.corpus.named('cell', key))}"


def addresses(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield the address of every page of the site, ``/`` for its front door."""
    for page in site(knowledge):
        yield page.url or "/"


def site(knowledge: Knowledge) -> Iterator[AnyPage]:
    """Yield every page: documents in the order of paths, then the site's own by language."""
    composer = Composer(knowledge.corpus, knowledge.settings)
    for node in sorted(every_node(knowledge), key=_rank):
        yield from composer(node)


def every_node(knowledge: Knowledge) -> Iterator[Node]:
    """Yield every node that the site may have."""
    yield from nodes_of(knowledge.settings)
    yield from (Node("document", path) for path in public(knowledge))
    for kind in ("theme", "region", "cell"):
        for ui in knowledge.settings.languages:
            yield from (Node(kind, key, ui) for key, _ in knowledge.corpus.index[kind].items())


def _rank(node: Node) -> tuple[int, int]:
    kinds = (
        "document",
        "home",
        "kind",
        "themes",
        "regions",
        "theme",
        "region",
        "cell",
        "helps",
        "search",
        "news",
        "board",
        "garden",
        "whole",
        "graph",
        "offline",
    )
    return (9, 0) if node.kind == "missing" else (("", "fr", "en").index(node.ui), kinds.index(node.kind))


def public(knowledge: Knowledge) -> tuple[SourcePath, ...]:
    """Return the documents that have a page, in the order of paths."""
    return ordered(path for path, _ in knowledge.corpus.leads.items())


def relations(knowledge: Knowledge) -> Relations:
    """Return what documents have to do with one another."""
    return Relations(knowledge.corpus, knowledge.settings)
