"""The check of an officer's words before they reach a reporter. Pure: it reads letters and knows nobody.

Two things never leave: a way out of this thread (a link, a name with @, a telephone number), and, unless a head
insists, a question for who the reporter is. Words are compared with their marks, or typed without any; never half-way,
so that "bán" is not "bạn". What is asked about somebody else (the thief's name, the shop's address) passes.
"""

import re
import unicodedata
from typing import Final

from bot.domain.errors import UnsafeQuestion

ASKS_IDENTITY: Final = "asks_identity"
LINK: Final = "link"
PHONE: Final = "phone"
_INVISIBLE: Final = "Cf"  #: Unicode's category of letters without a shape


def check(text: str, *, by_head: bool = False) -> None:
    """Let words pass that may be sent to a reporter.

    Raises:
        UnsafeQuestion: "link" or "phone", for everybody; "asks_identity", which a head may send all the same.

    """
    check_contact(text)
    if asks_identity(text):
        raise UnsafeQuestion(ASKS_IDENTITY, may_override=by_head)


def check_contact(text: str) -> None:
    """Let words pass that carry no way out of the thread.

    Raises:
        UnsafeQuestion: "link" or "phone".

    """
    if has_link(text):
        raise UnsafeQuestion(LINK, may_override=False)
    if has_phone(text):
        raise UnsafeQuestion(PHONE, may_override=False)


def has_link(text: str) -> bool:
    """Whether the words carry an address of the net, an e-mail address or a name with @."""
    plain = _plain(text)
    return any(pattern.search(plain) for pattern in _LINKS)


def has_phone(text: str) -> bool:
    """Whether the words carry a Vietnamese telephone number, however its digits are set apart; 113 to 115, 111 pass."""
    for run in _NUMBERS.finditer(_digits_for_words(_plain(text))):
        parts = [part for word in run.group().split() if not _is_date(word) for part in re.findall(r"\d+", word)]
        for start in range(len(parts)):
            number = ""
            for part in parts[start:]:
                number += part
                if _PHONE.fullmatch(number):
                    return True
                if len(number) > _LONGEST:
                    break
    return False


def asks_identity(text: str) -> bool:
    """Whether the words ask who the reporter is, or how to find them outside this thread."""
    words = _words(text)
    return any(pattern.search(words) for pattern in _IDENTITY)


def wants_answer(text: str) -> bool:
    """Whether the words ask for something, as opposed to telling it."""
    return "?" in text or bool(_ASKS.search(_words(text)))


# --- Links and numbers ------------------------------------------------------------------------------------------------

_SURE_ENDS: Final = "com|vn|net|org|info|xyz|edu|gov|biz|online|site|shop|click|mobi|asia|cc|tv|app|dev"
_LINKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:https?|tg|ftp|zalo)\s*:\s*/",
        r"\bwww\s*\.",
        r"\w\s?@\s?\w|@[a-z]\w{2,}",
        rf"[\w-]\s?\.(?:{_SURE_ENDS})\b(?![^\W\d_])",
        rf"\w\s*[\[({{]\s*(?:\.|dot|chấm)\s*[\])}}]\s*(?:{_SURE_ENDS}|me|ly|io)\b",
        rf"\w\s+(?:dot|chấm|cham)\s+(?:{_SURE_ENDS}|me|ly|io)\b",
        r"\b(?:t|m|fb|wa|zalo|telegram)\s?\.\s?me\b",
        r"\b(?:bit|cutt|rebrand|ow)\s?\.\s?ly\b|\b(?:goo\.gl|is\.gd|s\.id|youtu\.be)\b",
        r"\b[\w-]+\.[a-z]{2,6}/\w",
    )
)

#: Digits with what people put between them, but no comma, colon or letter.
_NUMBERS: Final = re.compile(r"\+?\(?\d(?:[\s.\-–—_()+]*\d)*")
_PHONE: Final = re.compile(r"(?:0|84|0084|840)(?:[35789]\d{8}|2\d{9})|1[89]00\d{4,6}")
_LONGEST: Final = 13  #: digits of a number with its country
_DATE: Final = re.compile(r"(\d{1,2})[.\-–](\d{1,2})[.\-–](?:19|20)\d\d")
_SPOKEN: Final = {
    "không": "0",
    "một": "1",
    "hai": "2",
    "ba": "3",
    "bốn": "4",
    "tư": "4",
    "năm": "5",
    "lăm": "5",
    "sáu": "6",
    "bảy": "7",
    "bẩy": "7",
    "tám": "8",
    "chín": "9",
}


def _plain(text: str) -> str:
    """Give the text in lower case, wide and stylised letters as ordinary ones, invisible ones gone."""
    letters = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in letters if unicodedata.category(letter) != _INVISIBLE).lower()


def _digits_for_words(plain: str) -> str:
    spoken = _SPOKEN | {_folded(word): digit for word, digit in _SPOKEN.items()}
    swapped = re.sub(r"[^\W\d_]+", lambda word: spoken.get(word.group(), word.group()), plain)
    return re.sub(r"(?<=\d)o|\bo(?=\d)", "0", swapped)


def _is_date(word: str) -> bool:
    found = _DATE.fullmatch(word)
    return found is not None and 0 < int(found[1]) <= 31 and 0 < int(found[2]) <= 12  # noqa: PLR2004 days, months


# --- Who the reporter is ----------------------------------------------------------------------------------------------


def _words(text: str) -> str:
    """Give the words with one space between, a comma as a word, and " . " for each end of a sentence."""
    found = re.findall(r"[^\W_]+|[.,?!;:/\n]", _plain(text).replace("đ/c", "đồng chí").replace("sđt", "sdt"))
    kept = ("." if word in ".?!;\n" else "," if word in ",:/" else word for word in found)
    return f". {' '.join(kept)} ."


def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _either(pattern: str) -> str:
    """Give the pattern with each word to be met with its marks or without any; after = only as it is written."""

    def both(found: re.Match[str]) -> str:
        exact, word = found.groups()
        return word if exact or _folded(word) == word else f"(?:{word}|{_folded(word)})"

    return re.sub(r"(=?)\b([^\W\d_]+)\b", both, pattern)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){_either(pattern)}(?!\S)")


_POLITE: Final = (
    "ạ|nhé|nha|nghe|với|đi|luôn|được|không|để|liên|thật|đầy|của mình|cá nhân|giùm|dùm|hả|vậy|trước|qua|please"
)
#: People whom only the reporter can be.
_SURELY_YOU: Final = (
    "(?:bà con|quý vị|anh chị|cô bác|cô chú|đồng bào|người (?:báo|tố giác|gửi|nhắn)(?: tin)?"
    "|bạn(?! (?:bè|nó|gái|trai|của|hàng|học|nhậu|ấy|đó|kia)))"
)
#: People who may be somebody else: "tên anh là gì", not "tên anh ta", "tên ông chủ quán".
_MAYBE_YOU: Final = (
    "(?:anh|=chị|=cô|chú|bác|em|ông|=bà(?! con)|cậu|dì)"
    f"(?= (?:[.,]|là|gì|số|ở|bao|mấy|và|cho|nào|tên|nhà|sinh|hiện|đang|{_POLITE})(?!\\S))"
)
_YOU: Final = f"(?:{_SURELY_YOU}|{_MAYBE_YOU})"
_OWN: Final = (
    "(?:(?:họ (?:và )?)?tên(?: họ| thật| tuổi)?|danh tính|quý danh|thông tin(?: cá nhân| liên hệ| liên lạc)|lý lịch"
    "|(?:số )?(?:điện thoại|sdt|đt|di động|phone|zalo|viber|cccd|cmnd|cmt|căn cước(?: công dân)?|hộ chiếu|định danh)"
    "(?: liên (?:hệ|lạc)| cá nhân)?|chứng minh(?: nhân dân| thư)?|giấy tờ tùy thân|facebook|fb|email|mail"
    "|(?:số )?(?:tài khoản|stk)(?: ngân hàng)?|mã otp|otp|mật khẩu|ngày(?: tháng năm)? sinh|năm sinh|tuổi"
    "|địa chỉ(?: nhà)?(?: riêng)?|số nhà|nhà riêng|nơi (?:ở|cư trú|làm việc)|chỗ ở|quê quán|nghề nghiệp)"
)
_LIST: Final = f"{_OWN}(?:(?: ,| và| hoặc| hay| , và)+ {_OWN})*"
#: Nothing follows that would say whose it is.
_OPEN: Final = (
    f"(?= (?:\\.|, (?!{_OWN}(?!\\S))"
    f"|(?:{_POLITE}|bà con|bạn|quý vị|cho công an|cho tôi|gửi qua|gửi cho|thì|mới|nữa)(?!\\S)))"
)
_REQUEST: Final = "(?:cho|xin|để lại|cung cấp|gửi|nhắn|chụp|đọc|ghi|khai|nói|điền|bổ sung|xác nhận|cần)"
_FILLER: Final = (
    "(?:tôi|mình|em|xem|coi|hình|công an|chúng tôi|cán bộ|đồng chí|xin|biết|hỏi|thêm|giùm|dùm|lại|rõ|ghi|cái|các"
    "|thông tin|về|phép|bà con|bạn|anh|=chị|người báo tin|luôn|gửi|của)"
)

#: Whoever called the reporter is what the question is about.
_NOT_THEY: Final = "(?<!nó )(?<!họ )(?<!chúng )(?<!hắn )(?<!đó )(?<!kia )(?<!ta )(?<!ấy )(?<!này )(?<!có )(?<!đã )"

_PATTERNS: Final = (
    # whose it is, is said: "họ tên của bà con", "số điện thoại anh là gì"
    f"{_OWN}(?: của| cá nhân của| liên hệ của)? {_YOU}(?! (?:thấy|biết|nhớ|ghi|chuyển|gọi|nghe|nhìn|có))",
    f"{_OWN} của (?:chị|cô|bà){_OPEN}",
    # asked for, of nobody else: "cho xin tên và số điện thoại", "xin số"
    f"{_REQUEST}(?: {_FILLER}){{0,8}} (?:{_LIST}|số|sdt){_OPEN}",
    # as on a form: "Họ tên?", "Số điện thoại liên hệ:"
    (
        "[.,] (?:họ (?:và )?tên|tên|(?:số )?(?:điện thoại|sdt|cccd|cmnd|căn cước)|địa chỉ nhà|năm sinh|ngày sinh)"
        f"(?: liên hệ| liên lạc| đầy đủ)?(?: là)?(?: gì| chi| bao nhiêu| số mấy| mấy)?{_OPEN}"
    ),
    # who
    f"{_YOU} là ai",
    "ai (?:đang |đã )?(?:báo|gửi|nhắn)(?: tin)?(?: này)? (?:vậy|đó|đây|thế|hả)",
    f"ai (?:đang |đã )?(?:báo|gửi|nhắn) tin(?: này)?{_OPEN}",
    "(?:danh tính|thông tin)(?: của)? người (?:báo|gửi)(?: tin)?",
    f"{_YOU}(?: họ)? tên (?:là )?(?:gì|chi)",
    f"{_YOU} (?:họ|sinh năm|mấy tuổi|bao(?: nhiêu)? tuổi|làm nghề|là nam hay|là nữ hay)(?: gì| mấy| bao nhiêu)?",
    f"{_YOU}(?: có)? (?:là|quan hệ)(?: như)? (?:gì|thế nào|sao) (?:của|với)",
    f"{_YOU} (?:có phải )?(?:là )?(?:hàng xóm|người nhà|người quen|họ hàng)(?= (?:không|phải|hay|hả|\\.)(?!\\S))",
    "giới thiệu(?: về)? (?:bản thân|mình)",
    # where
    f"(?:nhà|chỗ làm|phòng trọ|nơi ở)(?: của)? {_YOU}(?: đang| hiện)? (?:ở|nằm|số|tại|gần|chỗ|đường|ấp|khóm|hẻm)",
    (
        f"{_YOU}(?: đang| hiện| hiện đang)? (?:nhà )?(?:ở|sống|ngụ|trú|cư trú|làm việc|làm)(?: tại| ở)? "
        "(?:đâu|ấp nào|khóm nào|xã nào|chỗ nào|nhà nào|hẻm nào|đường nào|khu nào|số mấy|nhà số)"
    ),
    # how to reach them
    f"{_YOU} (?:có|xài|dùng|cho) (?:số )?(?:zalo|facebook|fb|viber|số|điện thoại|sdt){_OPEN}",
    "kết bạn(?: qua| trên| với)?(?: zalo| facebook| fb)",
    (
        f"{_NOT_THEY}(?:liên lạc|liên hệ|gọi|điện)(?: lại| điện)?(?: với| cho|) ?{_YOU}(?: lại)? "
        "(?:(?:qua|bằng|ở|theo) )?(?:số|cách|đâu|được|điện|zalo)"
    ),
    # in English
    (
        "your (?:own |full |real |first |last |home |phone |mobile |bank |id |contact |email |house )*"
        "(?:name|names|phone|number|mobile|address|id|account|email|zalo|facebook|passport|age|job|home|details|identity)"
    ),
    "who (?:are you|is this|is reporting|am i (?:talking|speaking))(?: to)?",
    "(?:where do you (?:live|work)|(?:which|what) (?:house|hamlet|street) do you live|where is your (?:house|home))",
    "(?:where you live|how old are you|introduce yourself|are you (?:a|his|her|their) (?:neighbou?r|relative|friend))",
    (
        "(?:give|send|tell|leave|need|have)(?: (?:us|me|the police))? (?:a|an|your|the) "
        r"(?:phone )?(?:number|name|phone)(?= (?:\.|,|please|so|to))"
    ),
    "(?:call|phone|reach|contact|meet) you(?: back)?",
)
_IDENTITY: Final = tuple(_compiled(pattern) for pattern in _PATTERNS)

_ASKS: Final = _compiled(
    "(?:nào|gì|đâu|mấy|sao|bao nhiêu|ai|khi nào|hả|(?:không|chưa)(?= \\.)|cho biết|cho công an biết"
    "|kể(?: thêm| rõ| lại)|mô tả|gửi thêm|nói rõ|xin (?:gửi|kể|tả)|who|what|where|when|which|how|why"
    "|please (?:tell|describe|send|add))"
)
