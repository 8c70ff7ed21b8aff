"""Files that people and the bot have sent, by the ids under which Telegram hands them out."""

import hashlib
from dataclasses import dataclass

from bot.sandbox.plain import JsonObject

FOLDERS = {"photo": "photos", "video": "videos", "voice": "voice", "audio": "music", "sticker": "stickers"}
ENDINGS = {"photo": "jpg", "video": "mp4", "voice": "oga", "audio": "mp3", "sticker": "webp", "document": "bin"}
DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file; `declared_size` may be larger than the bytes kept, to play big files cheaply."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    content: bytes
    name: str | None
    declared_size: int
    mime: str | None = None

    def as_json(self) -> JsonObject:
        """Give the two ids and the size that every media object carries."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.declared_size}


class FileShelf:
    """All files by file id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(
        self,
        content: bytes,
        *,
        kind: str,
        name: str | None = None,
        mime: str | None = None,
        size: int | None = None,
    ) -> StoredFile:
        """Keep a file and give it with its new ids."""
        number = len(self._by_id) + 1
        print_of = hashlib.sha256(content + number.to_bytes(8, "big")).hexdigest()
        ending = name.rsplit(".", 1)[-1] if name is not None and "." in name else ENDINGS.get(kind, "bin")
        stored = StoredFile(
            file_id=f"AgACAgUAAxkB{print_of[:40]}",
            unique_id=f"AQAD{print_of[:12]}",
            kind=kind,
            path=f"{FOLDERS.get(kind, 'documents')}/file_{number}.{ending}",
            content=content,
            name=name,
            declared_size=len(content) if size is None else size,
            mime=mime,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def every(self) -> list[StoredFile]:
        """Give all files in the order in which they came."""
        return list(self._by_id.values())

    def put_back(self, stored: StoredFile) -> None:
        """Take up a file that was kept elsewhere, under the ids that it had."""
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """Find a file by its id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Find a file by its download path."""
        return self._by_path.get(path)


def media_of(stored: StoredFile, *, duration: int = 3) -> JsonObject:
    """Give the Message fields for a file of a kind, as Telegram fills them."""
    ids = stored.as_json()
    match stored.kind:
        case "photo":
            small: JsonObject = ids | {"width": 90, "height": 67}
            return {"photo": [small, ids | {"width": 1280, "height": 960}]}
        case "video" | "animation":
            shown: JsonObject = ids | {"width": 1280, "height": 720, "duration": duration}
        case "voice" | "audio":
            shown = ids | {"duration": duration}
        case "sticker":
            sticker: JsonObject = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
            return {"sticker": ids | sticker | {"width": 512, "height": 512}}
        case _:
            shown = ids
    if stored.mime is not None:
        shown["mime_type"] = stored.mime
    if stored.name is not None and stored.kind != "voice":
        shown["file_name"] = stored.name
    return {stored.kind: shown}
