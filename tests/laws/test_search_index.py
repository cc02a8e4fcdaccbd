"""Laws of the search index: what is written is read back, and a table brought up to date is one made anew."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from laws.grammar import LAW

from praxis_build.model.names import SourcePath
from praxis_build.stages.index import bits_for, coding, numbered
from praxis_build.stages.index.analysis import words
from praxis_build.stages.index.tables import Record, rank, records, shard, updated
from praxis_build.stages.index.words import HEAD, listed, merged, pointer, read_listed, read_pointer

PACKED = st.sets(st.integers(0, (1 << 20) - 1), max_size=300).flatmap(
    lambda numbers: st.lists(st.integers(1, 255), min_size=len(numbers), max_size=len(numbers)).map(
        lambda impacts: [number << 8 | impact for number, impact in zip(sorted(numbers), impacts, strict=True)]
    )
)
KEYS = st.text(st.sampled_from("abcdeé€\ue000😀/"), min_size=1, max_size=6)
TABLE = st.dictionaries(KEYS, st.binary(min_size=1, max_size=60), max_size=80)


@LAW
@given(number=st.integers(0, 1 << 40))
def test_numbers_are_read_back(number: int) -> None:
    """Of any size."""
    assert coding.read_varint(coding.varint(number), 0) == (number, len(coding.varint(number)))


@LAW
@given(packed=PACKED)
def test_lists_are_read_back(packed: list[int]) -> None:
    """Documents with their impacts."""
    assert coding.read_postings(coding.postings(packed)) == packed


def test_a_long_list_keeps_its_best_and_names_the_rest() -> None:
    """The head has the greatest impacts; with its tail, nothing is missing."""
    random = Random(1)
    packed = [number << 8 | random.randint(1, 255) for number in sorted(random.sample(range(1 << 17), HEAD * 2))]
    data, tail = listed(packed, lambda _: "12345678")
    count, most, name, head = read_listed(data)
    rest = coding.read_postings(tail)
    assert (count, name, len(head)) == (len(packed), "12345678", HEAD)
    assert sorted([*head, *rest]) == packed
    assert most == max(one & 0xFF for one in rest) <= min(one & 0xFF for one in head)


@LAW
@given(packed=PACKED, random=st.randoms(use_true_random=False))
def test_a_list_after_a_change(packed: list[int], random: Random) -> None:
    """What is taken out goes, what is put in replaces what it was."""
    gone = {one >> 8 for one in packed if random.random() < 0.2}
    added = sorted({(random.randrange(1 << 20)) << 8 | 7 for _ in range(5)})
    expected = {one >> 8: one for one in packed if one >> 8 not in gone} | {one >> 8: one for one in added}
    assert merged(packed, added, gone) == [expected[number] for number in sorted(expected)]


@LAW
@given(word=st.sampled_from(words("animations fréquence heureuse yeux jardinons réduira happily")),
       counts=st.dictionaries(st.sampled_from(["fr", "en", "iu"]), st.integers(1, 9000), min_size=1))  # fmt: skip
def test_words_point_to_their_stems(word: str, counts: dict[str, int]) -> None:
    """In each language that has them."""
    found = read_pointer(word, pointer(word, counts) or b"")
    assert {lang: count for lang, (count, _) in found.items()} == counts


@LAW
@given(table=TABLE)
def test_shards_are_read_back(table: dict[str, bytes]) -> None:
    """In order, whatever the letters."""
    ordered = sorted(table.items(), key=lambda record: rank(record[0]))
    assert list(records(shard(ordered))) == ordered


def cut(table: dict[str, bytes], size: int) -> dict[str, bytes]:
    """Return the shards of a table made anew."""
    made = updated([], lambda _: b"", table, lambda key, _: table[key], size)
    assert made.firsts == sorted(made.shards, key=rank)
    return {first: one.data for first, one in made.shards.items() if one}


@settings(LAW, max_examples=300)
@given(before=TABLE, after=TABLE, random=st.randoms(use_true_random=False), size=st.sampled_from([64, 300]))
def test_a_table_brought_up_to_date_is_one_made_anew(
    before: dict[str, bytes], after: dict[str, bytes], random: Random, size: int
) -> None:
    """The same shards, cut in the same places; no shard that didn't change is written again."""
    shards = cut(before, size)
    keys = [key for key in {*before, *after} if random.random() < 0.3]
    now = {key: data for key, data in {**before, **after}.items() if (key in after if key in keys else key in before)}
    now = {key: after[key] if key in keys else before[key] for key in now}
    done = updated(list(shards), shards.__getitem__, keys, lambda key, _: now.get(key), size)
    for first, one in done.shards.items():
        if one is None:
            shards.pop(first)
        else:
            shards[first] = one.data
    assert {first: shards[first] for first in done.firsts} == cut(now, size)
    assert set(done.firsts) == set(shards)


@LAW
@given(table=TABLE)
def test_shards_have_a_size(table: dict[str, bytes]) -> None:
    """Twice what is wanted at most, unless one record is larger."""
    found: list[list[Record]] = [list(records(data)) for data in cut(table, 100).values()]
    assert all(len(one) == 1 or sum(len(key) + len(data) + 2 for key, data in one) <= 200 for one in found)
    assert sorted(key for one in found for key, _ in one) == sorted(table)


PATHS = st.sets(st.text("abc/é", min_size=1, max_size=8).map(SourcePath), max_size=60)


@LAW
@given(paths=PATHS, more=PATHS)
def test_numbers_are_shared_by_nobody_and_few_move(paths: set[SourcePath], more: set[SourcePath]) -> None:
    """One number a document, in any order; a document that comes moves only those whose number was taken."""
    bits = max(12, bits_for(len(paths | more)))
    before, after = numbered(paths, bits), numbered(sorted(paths | more, reverse=True), bits)
    assert len(set(after.values())) == len(after)
    assert all(0 <= number < 1 << bits for number in after.values())
    moved = [path for path in paths if before[path] != after[path]]
    assert len(moved) <= len(more)
