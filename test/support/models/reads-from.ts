import { limits, type ConversationId, type ConversationSummary, type Message } from '@parley/shared'
import type { Test } from 'tap'

import type { Viewer } from '../../../api/src/domain/viewer.ts'
import type { Chat } from '../app/chat.ts'

/** That a person finds what is in a conversation from this seq on, by every way to read, and nothing below it. */
export async function readsFrom(
  t: Test,
  chat: Chat,
  viewer: Viewer,
  id: ConversationId,
  start: number,
): Promise<ConversationSummary> {
  const there = (await chat.latest(id)).filter(({ seq }) => seq >= start)
  t.same(await pages(chat, viewer, id, there.length + 1), there, 'pages')
  t.same(await changes(chat, viewer, id), there.toSorted(byRev), 'changes')
  t.same(await found(chat, viewer), there.filter(isText).reverse(), 'search')
  const summary = await chat.parts.conversations.summary(viewer.userId, id)
  t.same(summary.lastMessage, there.at(-1) ?? null)
  t.equal(summary.membership.readsFromSeq, start)
  t.ok(summary.unread <= there.length)
  return summary
}

/** Upward from the end, and around what is not there. */
async function pages(chat: Chat, viewer: Viewer, id: ConversationId, most: number): Promise<Message[]> {
  const { messages } = chat.parts
  const read: Message[] = []
  for (let before = most + all; ;) {
    const page = await messages.page(viewer, id, { kind: 'before', seq: before }, 3)
    if (page.items.length === 0) break
    read.unshift(...page.items)
    before = page.items[0]?.seq ?? 0
  }
  for (const kind of ['around', 'after'] as const) {
    const { items } = await messages.page(viewer, id, { kind, seq: 1 }, 2)
    if (items.some(({ seq }) => seq < (read[0]?.seq ?? Infinity))) throw new Error('below the first')
  }
  return read
}

async function changes(chat: Chat, viewer: Viewer, id: ConversationId): Promise<Message[]> {
  const read: Message[] = []
  for (let rev = 0; ;) {
    const page = await chat.parts.messages.changes(viewer, id, rev, 3)
    read.push(...page.items)
    if (page.rev >= page.headRev) return read
    if (page.rev <= rev) throw new Error('no progress')
    rev = page.rev
  }
}

async function found(chat: Chat, viewer: Viewer): Promise<Message[]> {
  const query = { text: 'word', conversationId: null, timeZone: null, limit: 2 }
  const read: Message[] = []
  for (let after: string | null = null; ;) {
    const { hits, next } = await chat.parts.search.search(viewer, { ...query, after })
    read.push(...hits.map(({ ranges: _, ...message }) => message))
    if (next === null) return read
    if (hits.length === 0) throw new Error('an empty page tells that there is something')
    after = next
  }
}

/** Above every seq of a run. */
const all = limits.pageMax
const byRev = (a: Message, b: Message): number => a.rev - b.rev
const isText = ({ system, deletedAt }: Message): boolean => system === null && deletedAt === null
