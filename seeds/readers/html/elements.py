"""What elements of HTML do to text: which part lines, which are not shown, which are no article."""

from __future__ import annotations

import re

_BLOCKS = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option "
    "p pre section select summary table tbody tfoot thead tr td th caption ul button textarea xmp"
)
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that stand on lines of their own."""
_VOID = "area base basefont bgsound br col embed frame hr img input link meta param source track wbr"
VOID = frozenset(_VOID.split())
"""Elements without content or end tag."""
_UNSEEN = (
    "script style template noscript iframe noembed noframes object applet canvas svg video audio datalist "
    "map title"
)
UNSEEN = frozenset(_UNSEEN.split())
"""Elements whose text is not shown on the page."""
TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
CELLS = frozenset({"td", "th"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CAPTIONS = frozenset({"figcaption", "caption"})
FURNITURE = frozenset({"nav", "footer", "aside", "header", "form", "button", "select", "textarea", "menu"})
FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog"}
)
IMPLIED_ENDS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"thead", "tbody", "tr", "td", "th"}),
    "tfoot": frozenset({"thead", "tbody", "tr", "td", "th"}),
}
"""What the start of an element ends if it is open in the same list or table."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# The names that authors of pages give, in class and id, to what surrounds an article.
_ASIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:user|hot|news|post|new)?comments?|reply|replies|gentie|side|sidebar|aside|navs?|navbar|"
    r"menu|footer|foot|bread|breadcrumbs?|crumbs?|related|relate|relation|recommends?|share|shares|copyright|"
    r"rank|ranking|toolbar|login|search|pagination|pager|friendlinks?|links|ads?|advert|banner|popup|modal|"
    r"hotnews|more|tags?|subscribe|qrcode|topbar|bottom|toplist|dialog|feedback)(?=[\s_\d-]|$)",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_hidden(name: str, attributes: dict[str, str]) -> bool:
    """Whether an element is not shown, as far as it says so itself."""
    if name in ("html", "body"):
        return False  # shown again by a script
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))


def is_furniture(name: str, attributes: dict[str, str]) -> bool:
    """Whether an element is of a kind, or plays a role, that is no article."""
    return name in FURNITURE or attributes.get("role", "").lower() in FURNITURE_ROLES


def is_aside(attributes: dict[str, str]) -> bool:
    """Whether an element has a name such as authors give to what surrounds an article."""
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return bool(names.strip()) and bool(_ASIDE_NAME.search(_CAMEL.sub("-", names[:200])))
