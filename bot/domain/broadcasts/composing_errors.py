"""Refusals at composing time: what could not be sent later is said now. The words for people live at the edge."""

from enum import Enum

from bot.domain.errors import Refused


class ContentFault(Enum):
    """Why what was sent cannot become a part of a broadcast."""

    CONTENT_EMPTY = "content_empty"
    TITLE_EMPTY = "title_empty"
    TITLE_TOO_LONG = "title_too_long"
    TEXT_TOO_LONG = "text_too_long"
    CAPTION_TOO_LONG = "caption_too_long"  #: under one photo, video or document
    PHOTO_TOO_LARGE = "photo_too_large"  #: in megabytes
    VIDEO_TOO_LARGE = "video_too_large"
    DOCUMENT_TOO_LARGE = "document_too_large"
    ALBUM_TOO_LARGE = "album_too_large"
    ALBUM_MIXED = "album_mixed"  #: documents go with documents alone
    LINK_UNREADABLE = "link_unreadable"
    LINK_NOT_WEB = "link_not_web"  #: neither http nor https
    LABEL_TOO_LONG = "label_too_long"
    TOO_MANY_LINKS = "too_many_links"
    TOO_FEW_OPTIONS = "too_few_options"
    TOO_MANY_OPTIONS = "too_many_options"
    OPTION_TOO_LONG = "option_too_long"
    OPTIONS_DIFFER = "options_differ"  #: not as many answers as in the first language
    EXPLANATION_TOO_LONG = "explanation_too_long"
    BLANK_EMPTY = "blank_empty"  #: of a template
    BLANK_TOO_LONG = "blank_too_long"
    AUDIENCE_EMPTY = "audience_empty"
    TOPICS_EMPTY = "topics_empty"
    LANGUAGE_UNFINISHED = "language_unfinished"  #: a further language lacks something
    UNSUPPORTED = "unsupported"  #: a voice, a sticker, a contact


class ContentRefused(Refused):
    """It could not be sent so; nothing of the draft has changed."""

    def __init__(self, fault: ContentFault, *, by: int = 0, most: int = 0) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.by = by  #: how long, large or many it is
        self.most = most  #: how much it may be


class NothingToAddress(Refused):
    """The unit has no commune of its own, so whoever works there has nobody to address."""


class NotAwaited(Refused):
    """The whole draft lies open, and nothing is asked for: what came would have to take the place of what is there."""
