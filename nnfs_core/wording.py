"""Says numbers, counts, lists, sizes and moments: the seam where languages could change."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from string import Formatter


def sentence(template: str) -> Callable[..., str]:
    """A sentence that waits for its values: `sentence("{name} has no neuron {neuron}.")(name, 7)`.

    A template is a constant, so that all of them can be collected and translated. The values come
    in the order of its fields and go by their names from there on, so that a translation may say
    them in another order; they are never read as templates. Raises ValueError when there are more
    or fewer values than fields. Line ends in values, as names in files may have them, become
    spaces. An `NnfsError` is given the values of its message the same way.
    """
    return partial(_filled, template)


def _filled(template: str, *values: object) -> str:
    text = template.format(**dict(zip(_fields(template), values, strict=True)))
    return text if "\n" in template else " ".join(text.splitlines())


@cache  # of constants, so that it stays small
def _fields(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


def agreeing(number: int, singular: str, plural: str = "") -> str:
    """The word that goes with a number: sample, samples; is, are. Mostly an s makes the plural."""
    return singular if number == 1 else plural or f"{singular}s"


def capitalized(text: str) -> str:
    """A text as it begins a sentence: only its first letter changes."""
    return f"{text[:1].upper()}{text[1:]}"


SCALED = "[0..1]"  # stands at the end of a feature's name where a unit would


def in_short(name: str) -> tuple[str, str, str]:
    """A name, the same without what stands in brackets at its end, and with its last word alone
    spelled out: "sepal length (cm)", "sepal length", "s. length"; of "town = Lyon" the class."""
    if " = " in name.strip(" ="):
        return name, name, name.rpartition(" = ")[2]
    bracket = max(name.rfind("("), name.rfind("["))
    bare = name[:bracket].rstrip() if bracket > 0 and name.endswith((")", "]")) else name
    *before, last = bare.split() or [bare]
    return name, bare, " ".join([*(f"{word[0]}." for word in before), last])


def scaled_name(name: str) -> str:
    """What a feature is called once it is scaled to 0..1: "height [0..1]" of "height (m)"."""
    return f"{in_short(name.strip())[1]} {SCALED}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """A count as people say it: 1 sample, 1,797 samples, 3 classes."""
    return f"{number:,} {agreeing(number, singular, plural)}"


_NUMBERS = "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"


def number_word(number: int) -> str:
    """A small number in a word, a larger one in figures: three; 1,797."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def listed(words: Sequence[str]) -> str:
    """Words in a sentence: a; a and b; a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def first_few(words: Sequence[str], most: int = 3) -> str:
    """The first of many words, and a sign that there are more: a, b, c, …"""
    return ", ".join(words[:most]) + (", …" if len(words) > most else "")


def neurons_text(neurons: Sequence[int]) -> str:
    """How people list neurons: neuron 2; neurons 0, 3 and 5; 12 neurons."""
    if len(neurons) > 4:
        return counted(len(neurons), "neuron")
    return f"{agreeing(len(neurons), 'neuron')} {listed([str(neuron) for neuron in neurons])}"


@lru_cache(maxsize=64)
def neuron_names(count: int) -> tuple[str, ...]:
    """What the neurons of a layer are called: neuron 0, neuron 1, ..."""
    return tuple(f"neuron {number}" for number in range(count))


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as people write it: (3, 4)."""
    return str(tuple(int(size) for size in shape))


def size_text(n_bytes: int) -> str:
    """A size as people say it: 12.5 MB."""
    if n_bytes < 1000:
        return f"{n_bytes} bytes"
    size = n_bytes / 1000
    for unit in ("kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"


def shortage_text(n_bytes: int, free: int) -> str:
    """What is missing, to go behind "needs": 12.5 GB of memory, but only 2.0 GB are free."""
    needed = sentence("{size} of memory, but only {free} are free")
    return needed(size_text(n_bytes), size_text(free))


_MONTHS = "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"


def moment_text(then: float, now: float | None = None) -> str:
    """A moment as people say it, in local time: today at 14:05; on 30 Nov at 14:05.

    Both are seconds since 1970, `now` by default the present; another year is said, too.
    """
    day, today = time.localtime(then), time.localtime(now)
    yesterday = time.localtime(time.mktime((*today[:2], today.tm_mday - 1, 12, 0, 0, 0, 0, -1)))
    clock = f"{day.tm_hour:02}:{day.tm_min:02}"
    if day[:3] == today[:3]:
        return sentence("today at {clock}")(clock)
    if day[:3] == yesterday[:3]:
        return sentence("yesterday at {clock}")(clock)
    month = _MONTHS[day.tm_mon - 1]
    if day.tm_year == today.tm_year:
        return sentence("on {day} {month} at {clock}")(day.tm_mday, month, clock)
    return sentence("on {day} {month} {year} at {clock}")(day.tm_mday, month, day.tm_year, clock)


def shortened(text: str, most: int = 300, most_lines: int = 12) -> str:
    """A text of at most `most` characters that ends between two words, with … where it was cut."""
    lines = text[: most + 1].split("\n", most_lines)
    if len(lines) > most_lines:
        text = "\n".join(lines[:most_lines])
        return f"{shortened(text, most - 2).removesuffix(' …')} …"
    if len(text) <= most:
        return text
    head = text[: most - 2]
    words = head.rstrip() if text[most - 2].isspace() else head.rpartition(" ")[0].rstrip()
    return f"{words if len(words) > most // 2 else head} …"


# What would turn letters around, hide, or end a line unseen, by its number: a sign where there is
# one for a control character, else the number as people write it.
_SHOWN = {number: chr(0x2400 + number) for number in range(32) if chr(number) not in "\t\n\r"}
_SHOWN |= {0x7F: "\u2421"} | {
    number: f"[U+{number:04X}]"
    for first, last in (
        (0x80, 0x9F), (0x061C, 0x061C), (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x202E),
        (0x2060, 0x2064), (0x2066, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xD800, 0xDFFF),
    )
    for number in range(first, last + 1)
}  # fmt: skip


def visible(text: str) -> str:
    """A text in which nothing acts unseen: marks that turn "fdp.exe" into "exe.pdf" are shown."""
    return text if text.isprintable() else text.translate(_SHOWN)


def one_line(text: str, most: int = 100) -> str:
    """A name as people read it in a line: at most so many characters, all of them visible."""
    if len(text) <= most and text.isprintable():
        return text
    shown = visible(" ".join(text[: 4 * most].split()))
    return shown if len(shown) <= most and len(text) <= 4 * most else f"{shown[: most - 1]}…"
