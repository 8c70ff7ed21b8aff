// What the room has told, and what has been read on which phone.

const parts = new Map();
const reads = new Map();

export function keep({ name, value }) {
  parts.set(name, value);
}

export function part(name, fallback = null) {
  return parts.get(name) ?? fallback;
}

export function people() {
  return part("people", []);
}

export function person(id) {
  return people().find((one) => one.id === id);
}

export function byKey(key) {
  return people().find((one) => one.key === key);
}

export function chat(id) {
  return part(`chat:${id}`);
}

export function isReady() {
  return part("setup")?.state === "ready";
}

// The chats on a phone; the talk with the bot is there before it has begun.
export function chatsOf(one) {
  return [one.id, ...one.chats.filter((id) => id !== one.id)];
}

function newest(chatId) {
  return chat(chatId)?.messages.at(-1)?.id ?? 0;
}

export function readUpTo(personId, chatId) {
  return reads.get(`${personId}:${chatId}`) ?? 0;
}

export function markRead(personId, chatId) {
  reads.set(`${personId}:${chatId}`, newest(chatId));
}

export function markAllRead() {
  for (const one of people()) for (const id of chatsOf(one)) markRead(one.id, id);
}

export function unread(personId, chatId) {
  const read = readUpTo(personId, chatId);
  return (chat(chatId)?.messages ?? []).filter((one) => one.id > read && one.from !== personId && !one.service).length;
}

export function unreadOf(one) {
  return chatsOf(one).reduce((sum, id) => sum + unread(one.id, id), 0);
}
