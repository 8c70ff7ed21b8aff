"""What residents read and press, by language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """What a resident reads and presses, in one language."""

    code: str
    commune: str
    kind: str
    skip: str
    when: str
    today: str
    review: str
    fears: str
    send: str
    receipt: str
    notice: str
    open: str
    reply: str
    unsent: str
    send_words: str
    fold: str
    still: str


VIETNAMESE = Tongue(
    code="vi",
    commune="xã, phường nào",
    kind="giống loại nào",
    skip="Bỏ qua",
    when="lúc nào",
    today="Hôm nay",
    review="Coi lại",
    fears="Ngại, gửi thẳng",
    send="Gửi tin",
    receipt="Mã tin",
    notice="Có cập nhật mới.",
    open="Xem",
    reply="Trả lời",
    unsent="Chưa gửi",
    send_words="📨 Gửi",
    fold="Đọc xong",
    still="Vẫn còn xảy ra",
)
ENGLISH = Tongue(
    code="en",
    commune="Which commune",
    kind="kind is closest",
    skip="Skip",
    when="When was it",
    today="Today",
    review="exactly what the police will see",
    fears="Yes, send it to the province",
    send="Send the tip",
    receipt="Your code",
    notice="There is an update.",
    open="Open",
    reply="Answer",
    unsent="Not sent yet",
    send_words="📨 Send",
    fold="Done, hide",
    still="It still happens",
)
