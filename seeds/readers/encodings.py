"""From bytes to characters: which encoding a Chinese text is in, and what could not be decoded.

A byte order mark decides; then strict UTF-8; then the candidate whose text reads most like Chinese:
the share of very common characters, less what the bytes do not explain. (Statistical detectors do
about as well on whole articles and worse on short ones and on UTF-16 without a mark.)
"""

from __future__ import annotations

import codecs

import msgspec

from seeds.article import Span

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BYTEWISE = ("utf-8", "gb18030", "big5hkscs")
_CANDIDATES = (*_BYTEWISE, "utf-16-le", "utf-16-be")
_ASCII = bytes([9, 10, 13, *range(0x20, 0x7F)])
_MOSTLY = 0.8
"""So much printable ASCII is never UTF-16, whose every second byte is another."""
_SAMPLE = 1 << 16
_CHUNK = 1 << 10
_LAYOUT = "\t\n\v\f\r"
_CONTROLS = [chr(code) for code in range(0x20) if chr(code) not in _LAYOUT + "\x1b"]
_FEWEST_TO_JUDGE = 100
_LEAST_PLAUSIBLE = 0.1
_LEAST_OF_UTF_16 = 0.3

# The characters that make up about two thirds of any Chinese prose, and their traditional forms.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其"
    "些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建"
    "月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接"
    "知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器"
    "压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议"
    "声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复"
    "容儿须际商非验连断深难近千周委素技备半办青省列习响约支般史感劳便团往历市克何除消构府称太准精值号率族维划选标写存"
    "亲快效院查江型眼王按格养易置派层片始却专状育厂京识适属包火住调满县局照参红细引听该价严村镇乡扶贫困户责帮"
    "這為個國時來們對會發動過說產種後學經進著電現實體機當使點從業應開還義間樣與關線內數氣無軍題黨員總設長頭資邊圖統"
    "接較將組見計別農幾區強決戰則據處隊給門規熱領東導壓爭濟階術極聯認權證轉單風帶場車務萬達積議聲報類離華確張馬節話"
    "況溫傳許廣記須際驗連斷難備辦習響約勞團歷構稱準號維劃選標寫親卻專狀廠識適屬滿縣參紅細聽價嚴鎮鄉貧責幫"
    ",。、“”《》:;「」?!"
)


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """`text` without its byte order mark; `bad` are the byte ranges that U+FFFD stands for.

    `cut` is the number of bytes at the end that begin a character and do not finish it: they are
    left out. `readable` is false where no candidate reads as text.
    """

    text: str
    encoding: str
    bad: tuple[Span, ...] = ()
    cut: int = 0
    readable: bool = True


def decode(data: bytes) -> Decoded:
    """Decode `data`, whatever it is; every byte is in the text, in `bad` or in `cut`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, skip=len(mark))
    try:
        return _judged(Decoded(text=data.decode("utf-8"), encoding="utf-8"))
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            return _decode_as(data, "utf-8")
    return _guessed(_decode_as(data, likely_encoding(data)))


def likely_encoding(data: bytes) -> str:
    """The candidate encoding in which `data` reads most like Chinese; the first of equals."""
    sample = _sample(data)
    letters = len(sample) - len(sample.translate(None, delete=_ASCII))
    candidates = _CANDIDATES if letters < _MOSTLY * len(sample) else _BYTEWISE
    return max(candidates, key=lambda encoding: _plausibility(sample.decode(encoding, "replace")))


def _sample(data: bytes) -> bytes:
    """The part to judge by: from a little before the first byte that is not ASCII, evenly aligned."""
    start = len(data) - len(data.lstrip(bytes(range(0x80)))) if len(data) > _SAMPLE else 0
    start = max(0, start - _SAMPLE // 8) & ~1
    end = min(len(data), start + _SAMPLE)
    return data[start : end - (end - start) % 2] if end < len(data) else data[start:end]


def _plausibility(text: str) -> float:
    wide = common = bad = private = 0
    for char in text:
        if char < "\x80":
            bad += char < " " and char not in _LAYOUT
            common += char in _COMMON
            wide += char in _COMMON
            continue
        wide += 1
        common += char in _COMMON
        bad += char == "\ufffd"
        private += "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"
    if not wide:
        return -1.0
    return (common - 3 * bad - 2 * private) / wide


def _decode_as(data: bytes, encoding: str, skip: int = 0) -> Decoded:
    """Decode piece by piece, so that an error costs no more than the piece that it is in."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    parts: list[str] = []
    bad: list[Span] = []
    at = skip
    while at < len(data):
        decoder.reset()
        chunk = data[at : at + _CHUNK]
        final = at + _CHUNK >= len(data)
        try:
            parts.append(decoder.decode(chunk, False))
        except UnicodeDecodeError as error:
            parts.append(chunk[: error.start].decode(encoding))
            parts.append("\ufffd")
            bad.append(Span(at + error.start, at + error.end))
            at += error.end
            continue
        pending = len(decoder.getstate()[0])
        at += len(chunk) - pending
        if final:
            break
    cut = len(data) - at
    return _judged(
        Decoded(text="".join(parts), encoding=encoding, bad=_joined(bad), cut=cut), errors=len(bad)
    )


def _joined(ranges: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in ranges:
        if joined and joined[-1].end == span.start:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _judged(decoded: Decoded, errors: int = 0) -> Decoded:
    """Mark as not readable what is mostly control characters, or reads as no language in any encoding."""
    text = decoded.text
    strange = errors + sum(text.count(control) for control in _CONTROLS)
    readable = strange * 10 <= len(text) and (decoded.encoding == "utf-8" or _reads_as_chinese(text))
    return decoded if readable else msgspec.structs.replace(decoded, readable=False)


def _guessed(decoded: Decoded) -> Decoded:
    """Mark as not readable what only a guess made characters of, and strange ones.

    Any two bytes are a character of UTF-16 and most are one of GB18030: a few bytes of a binary file must
    not pass for a short text.
    """
    least = _LEAST_OF_UTF_16 if decoded.encoding.startswith("utf-16") else 0.0
    if decoded.encoding == "utf-8" or _plausibility(decoded.text[:_SAMPLE]) >= least:
        return decoded
    return msgspec.structs.replace(decoded, readable=False)


def _reads_as_chinese(text: str) -> bool:
    """Whether a guessed encoding gave Chinese (or, with few characters to judge by, may have)."""
    sample = text[:_SAMPLE]
    return len(sample) < _FEWEST_TO_JUDGE or _plausibility(sample) >= _LEAST_PLAUSIBLE
