"""What a case may expect: for each kind of block, the lines that a knowledge base gives."""

import html
import re
from collections.abc import Iterator

import msgspec

from praxis_build.model.corpus import Lead
from praxis_build.model.document import HOLE, WORD, Link, Reference
from praxis_build.model.names import SourcePath
from praxis_build.model.page import AnyPage
from praxis_build.model.problem import Problem, Severity
from praxis_build.pipeline import Knowledge
from praxis_build.stages.compose import compose
from praxis_build.stages.data import graph

Lines = Iterator[str]
_SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "information"}


def links(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield one line a link of a body: ``texte → où il mène``."""
    leads = knowledge.leads.links[path]
    for link, lead in zip(knowledge.corpus.documents[path].body.links, leads, strict=True):
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
    for edge in knowledge.relations.backlinks.get(path, ()):
        link = knowledge.corpus.documents[edge.source].body.links[edge.link]
        end = link.at + len(link.text)
        yield f"{edge.source} : « {link.sentence[: link.at]}[{link.sentence[link.at : end]}]{link.sentence[end:]} »"


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
    document = knowledge.corpus.documents[path]
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
    body = knowledge.corpus.documents[path].body
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
    for heading in knowledge.corpus.documents[path].body.headings:
        yield f"{heading.level} {heading.text} #{heading.anchor}"


def pages(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every document with a page: ``chemin → genre adresse``."""
    for path, url in knowledge.corpus.urls.items():
        yield f"{path} → {knowledge.corpus.documents[path].kind} {url}"


def files(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every attachment that is published."""
    yield from knowledge.leads.files


def edges(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every link of the published graph: ``source → but : genre``."""
    found = graph(knowledge.corpus, knowledge.leads, knowledge.settings)
    paths = {node["id"]: node["path"] for node in found["nodes"]}
    for link in found["links"]:
        yield f"{paths[link['source']]} → {paths[link['target']]} : {link['kind']}"


def nodes(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every node of the published graph: ``id : chemin, langue``."""
    for node in graph(knowledge.corpus, knowledge.leads, knowledge.settings)["nodes"]:
        yield f"{node['id']} : {node['path']}, {node['lang']}"


def roster(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield what belongs to a community, by kind."""
    for kind, found in sorted(knowledge.relations.rosters.get(path, {}).items()):
        yield f"{kind} : {', '.join(found)}"


def communities(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield the communities a document belongs to."""
    yield from knowledge.relations.communities.get(path, ())


def notebook(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield a notebook's entries in order: ``1. chemin (axe = catégorie) épinglée``."""
    for number, placed in enumerate(knowledge.relations.notebooks[path], 1):
        shown = "; ".join(f"{axis} = {category}" for axis, category in placed.categories)
        yield f"{number}. {placed.path}{f' ({shown})' if shown else ''}{' épinglée' if placed.pinned else ''}"


def places(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield where a document is shelved: ``carnet n/total``."""
    for one in knowledge.relations.places.get(path, ()):
        yield f"{one.notebook} {one.index + 1}/{len(knowledge.relations.notebooks[one.notebook])}"


def contributions(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield what a person did, by role."""
    for role, found in knowledge.relations.contributions.get(path, {}).items():
        yield f"{role} : {', '.join(found)}"


def credit(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield who worked on a document: ``nom (page) : rôles``."""
    for one in knowledge.leads.credits[path]:
        yield f"{one.name}{f' ({one.path})' if one.path else ''} : {', '.join(one.roles)}"


def typed(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield a document's typed links, ``→`` outgoing and ``←`` incoming."""
    for kind, other, outgoing in knowledge.relations.typed.get(path, ()):
        yield f"{kind} {'→' if outgoing else '←'} {other}"


def translations(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield a document's other languages."""
    for other in knowledge.relations.translations.get(path, ()):
        yield f"{knowledge.corpus.documents[other].lang} : {other}"


def animated(knowledge: Knowledge, path: SourcePath) -> Lines:
    """Yield the communities a person leads."""
    yield from knowledge.relations.animates.get(path, ())


def themes(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every theme with what carries it: ``nom (adresse) : chemins``."""
    for topic in knowledge.relations.themes.values():
        yield f"{topic.name('fr')} ({topic.slug}) : {', '.join(topic.paths)}"


def regions(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield every region that something carries."""
    for topic in knowledge.relations.regions.values():
        if topic.paths:
            yield f"{topic.name('fr')} ({topic.slug}) : {', '.join(topic.paths)}"


def cells(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield what is where a theme and a region cross."""
    for (theme, region), found in sorted(knowledge.relations.cells.items()):
        yield f"{theme} × {region} : {', '.join(found)}"


def addresses(knowledge: Knowledge, _: SourcePath) -> Lines:
    """Yield the address of every page of the site, ``/`` for its front door."""
    for page in site(knowledge):
        yield page.url or "/"


def site(knowledge: Knowledge) -> Iterator[AnyPage]:
    return compose(knowledge.corpus, knowledge.leads, knowledge.relations, knowledge.settings, {})
