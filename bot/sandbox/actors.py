"""People to play with, from tests and from the practice page: they write, press, look, come and go."""

from urllib.parse import parse_qs, urlsplit

from bot.sandbox.chats import Chat
from bot.sandbox.joining import change_standing, let_in, put_out, set_blocked, upgrade
from bot.sandbox.members import ALL_RIGHTS, Member
from bot.sandbox.plain import Json
from bot.sandbox.pressing import Press
from bot.sandbox.screen import Shown, listing
from bot.sandbox.sharing import Sharer
from bot.sandbox.speaking import Speaker
from bot.sandbox.strictness import START_PAYLOAD


class Person(Sharer):
    """Somebody with a Telegram account. Actions are instant; waiting (`waits_for`, `Press.answered`) is awaited."""

    def starts(self, payload: str | None = None) -> Shown:
        """Press Start; somebody who has blocked the bot unblocks it with that."""
        if self.has_blocked_bot:
            self.unblocks_bot()
        return super().starts(payload)

    def presses(self, message: Shown, label_or_data: str) -> Press:
        """Press a button that was displayed under a message: by its data, its label, or a part of its label.

        `message` may be an older look at a message that has changed since: that is a stale press, as on a slow phone.
        """
        button = message.button(label_or_data)
        if button.data is None:
            raise AssertionError(f"the button {button.text!r} tells the bot nothing")
        chat = self.world.chats[message.chat_id]
        kept = chat.messages.get(message.message_id)
        if kept is None or not chat.has(self.user_id):
            raise AssertionError(f"there is no such message to press; {listing(self.screen(chat))}")
        self.acted_at = self.world.next_mark()
        return self.world.press(chat, kept, user=self.user, data=button.data)

    async def presses_and_sees(self, message: Shown, label_or_data: str, *, within: float = 5.0) -> str:
        """Press a button, wait for the bot's answer and give its words."""
        return (await self.presses(message, label_or_data).answered(within=within)).text

    @property
    def has_blocked_bot(self) -> bool:
        """Say whether they have blocked the bot."""
        chat = self.world.private_chat_if_open(self.user_id)
        return chat is not None and chat.has_blocked_bot

    def blocks_bot(self) -> None:
        """Block the bot."""
        set_blocked(self.world, self.chat, blocked=True)

    def unblocks_bot(self) -> None:
        """Unblock the bot."""
        set_blocked(self.world, self.chat, blocked=False)

    def deletes_account(self) -> None:
        """Leave Telegram for good."""
        self.world.deleted_users.add(self.user_id)

    def joins(self, chat: Chat) -> None:
        """Come into a group."""
        let_in(self.world, chat, Member(user=self.user), by=self.user)

    def leaves(self, chat: Chat) -> None:
        """Go out of a group."""
        put_out(self.world, chat, self.user, status="left", by=self.user)

    def lets_in(self, person: Speaker, chat: Chat) -> None:
        """Add somebody to a group."""
        let_in(self.world, chat, Member(user=person.user), by=self.user)

    def puts_out(self, person: Speaker, chat: Chat) -> None:
        """Ban somebody from a group."""
        put_out(self.world, chat, person.user, status="kicked", by=self.user)

    def promotes(self, person: Speaker, chat: Chat, *, rights: frozenset[str] = ALL_RIGHTS) -> None:
        """Make somebody an administrator of a group."""
        promoted = Member(user=person.user, status="administrator", rights=rights)
        change_standing(self.world, chat, promoted, by=self.user)

    def adds_bot_to(
        self, chat: Chat, *, payload: str | None = None, admin_rights: frozenset[str] | None = None
    ) -> None:
        """Add the bot to a group, with rights as an administrator or without.

        With a payload it is as by a ?startgroup= link: "/start@bot payload" is then posted in the group.
        """
        if payload is not None and START_PAYLOAD.fullmatch(payload) is None:
            raise AssertionError(f"Telegram carries no start payload like {payload!r}")
        let_in(self.world, chat, self._bot_as(admin_rights), by=self.user)
        if payload is not None:
            self.sends(f"/start@{self.world.bot.username} {payload}", to=chat)

    def follows_group_link(self, chat: Chat, link: str) -> None:
        """Add the bot to a group by a https://t.me/<bot>?startgroup=payload&admin=right+right link."""
        address = urlsplit(link)
        asked = parse_qs(address.query)
        if address.path.lower() != f"/{self.world.bot.username}".lower() or "startgroup" not in asked:
            raise AssertionError(f"{link!r} adds this bot to no group")
        named = asked.get("admin", [""])[0].split()
        rights = frozenset(f"can_{name}" for name in named)
        if not rights <= ALL_RIGHTS:
            raise AssertionError(f"Telegram knows no such rights: {sorted(rights - ALL_RIGHTS)}")
        self.adds_bot_to(chat, payload=asked["startgroup"][0], admin_rights=rights if named else None)

    def follows_channel_link(self, chat: Chat, link: str) -> None:
        """Add the bot to a channel by a https://t.me/<bot>?startchannel&admin=right+right link (without payload)."""
        address = urlsplit(link)
        asked = parse_qs(address.query, keep_blank_values=True)
        if address.path.lower() != f"/{self.world.bot.username}".lower() or "startchannel" not in asked:
            raise AssertionError(f"{link!r} adds this bot to no channel")
        self.adds_bot_to(chat, admin_rights=frozenset(f"can_{name}" for name in asked["admin"][0].split()) & ALL_RIGHTS)

    def gives_bot_rights(self, chat: Chat, rights: frozenset[str] | None) -> None:
        """Make the bot an administrator with these rights; None makes it a plain member again."""
        change_standing(self.world, chat, self._bot_as(rights), by=self.user)

    def removes_bot_from(self, chat: Chat) -> None:
        """Throw the bot out of a group."""
        put_out(self.world, chat, self.world.bot, status="kicked", by=self.user)

    def creates_group(self, title: str, *, with_bot: bool = True) -> Chat:
        """Create a basic group, with the bot in it from the beginning."""
        chat = self.world.add_group(title, kind="group")
        chat.members[self.user_id] = Member(user=self.user, status="creator")
        if with_bot:
            change_standing(self.world, chat, Member(user=self.world.bot), by=self.user)
        self.world.announce(chat, {"group_chat_created": True}, by=self.user)
        return chat

    def upgrades(self, chat: Chat) -> Chat:
        """Turn a basic group into a supergroup and give the new one."""
        return upgrade(self.world, chat, by=self.user)

    def turns_forum(self, chat: Chat, *, on: bool) -> None:
        """Give a group topics, or take them away; Telegram tells nobody, and what stands in it stays."""
        chat.is_forum = on
        self.acted_at = self.world.next_mark()

    def renames(self, chat: Chat, title: str) -> None:
        """Give a group another title."""
        chat.title = title
        self.world.announce(chat, {"new_chat_title": title}, by=self.user)

    def sends_raw(self, kind: str, value: dict[str, Json]) -> int | None:
        """Queue an update of any kind as it is, for what the stand-in does not play; give its id."""
        return self.world.updates.add(kind, value)

    def _bot_as(self, rights: frozenset[str] | None) -> Member:
        if rights is None:
            return Member(user=self.world.bot)
        return Member(user=self.world.bot, status="administrator", rights=rights)
