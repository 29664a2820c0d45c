import { limits, type ConversationId, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from './message-store.contract.ts'

const at = new Date('2026-03-01T09:31:00.000Z')

class Room {
  readonly id: ConversationId = newConversationId()
  readonly author: UserId = newUserId()
  readonly #store: MessageStore

  constructor(store: MessageStore) {
    this.#store = store
  }

  by(senderId: UserId, emoji: string, isOn = true, seq = 1) {
    return { conversationId: this.id, seq, senderId, at, reaction: { emoji, isOn } }
  }

  async say(...texts: string[]): Promise<void> {
    await this.#store.append(texts.map((text) => draft(this.id, this.author, text)))
  }

  async message(seq = 1) {
    const [message] = await this.#store.bySeqs(this.id, [seq])
    return message
  }

  async reactors(limit = 100, seq = 1) {
    const query = { conversationId: this.id, seq, emoji: null, limit }
    const all: Awaited<ReturnType<MessageStore['reactors']>> = []
    for (;;) {
      const page = await this.#store.reactors({ ...query, after: all.at(-1) ?? null })
      all.push(...page)
      if (page.length < limit) return all
    }
  }

  /** That the counts of the message are those of the rows. */
  async recounted(t: Test): Promise<void> {
    const rows = await this.reactors()
    const counts = (await this.message())?.reactions ?? []
    const emoji = rows.map((row) => row.emoji)
    const recount = counts.map((one) => ({
      ...one,
      count: emoji.filter((other) => other === one.emoji).length,
    }))
    t.same(counts, recount)
    t.equal(
      rows.length,
      counts.reduce((sum, { count }) => sum + count, 0),
    )
  }
}

async function opened(open: (t: Test) => Promise<MessageStore>, t: Test) {
  const store = await open(t)
  const room = new Room(store)
  await room.say('one', 'two')
  return { store, room }
}

const kinds = [
  '😀',
  '😁',
  '😂',
  '😃',
  '😄',
  '😅',
  '😆',
  '😇',
  '😈',
  '😉',
  '😊',
  '😋',
  '😌',
  '😍',
  '😎',
  '😏',
  '😐',
  '😑',
  '😒',
  '😓',
]

/** What every message store does with reactions. */
export function reactionsContract(t: Test, open: (t: Test) => Promise<MessageStore>): void {
  t.test('a reaction is there once, takes the next rev, and can be taken back once', async (t) => {
    const { store, room } = await opened(open, t)
    const ann = newUserId()
    t.match(await store.change([room.by(ann, '👍')]), [
      {
        kind: 'changed',
        message: { seq: 1, rev: 3, text: 'one', editedAt: null, reactions: [{ emoji: '👍', count: 1 }] },
      },
    ])
    t.match(await store.change([room.by(ann, '👍')]), [{ kind: 'unchanged', message: { rev: 3 } }])
    t.match(await store.changesAfter(room.id, 2, 5), { messages: [{ reactions: [{ count: 1 }] }], rev: 3 })
    await room.recounted(t)
    const [gone] = await store.change([room.by(ann, '👍', false)])
    t.match(gone, { kind: 'changed', message: { rev: 4 } })
    t.notOk(gone?.kind === 'changed' && 'reactions' in gone.message)
    t.match(await store.change([room.by(ann, '👍', false)]), [{ kind: 'unchanged', message: { rev: 4 } }])
    t.same(await room.reactors(), [])
    t.match(await store.change([room.by(ann, '👍')]), [{ message: { rev: 5 } }], 'and again')
    t.match(await room.reactors(), [{ userId: ann, emoji: '👍', rev: 5 }])
  })

  t.test(
    'reactions to one message that come together are one change, whatever is between them',
    async (t) => {
      const { store, room } = await opened(open, t)
      const [ann, ben, cleo] = [newUserId(), newUserId(), newUserId()]
      const outcomes = await store.change([
        room.by(ann, '👍'),
        room.by(ann, '🎉', true, 2),
        room.by(ben, '❤️'),
        room.by(cleo, '👍'),
        room.by(ben, '❤️'),
      ])
      const reactions = [
        { emoji: '👍', count: 2 },
        { emoji: '❤️', count: 1 },
      ]
      t.match(outcomes, [
        { kind: 'changed', message: { seq: 1, rev: 3, reactions } },
        { kind: 'changed', message: { seq: 2, rev: 4 } },
        { kind: 'changed', message: { seq: 1, rev: 3, reactions } },
        { kind: 'changed', message: { rev: 3 } },
        { kind: 'unchanged', message: { rev: 3 } },
      ])
      await room.recounted(t)
      const both = await store.change([room.by(ann, '🎈'), room.by(ann, '🎈', false)])
      t.match(both, [{ kind: 'unchanged' }, { kind: 'unchanged', message: { rev: 3 } }], 'nothing came of it')
    },
  )

  t.test(
    'a message has so many kinds, and of one person fewer; a kind that is there can be joined',
    async (t) => {
      const { store, room } = await opened(open, t)
      const many = Array.from({ length: 4 }, newUserId)
      const five = (at: number) => kinds.slice(at * limits.ownReactionsMax, (at + 1) * limits.ownReactionsMax)
      await store.change(many.flatMap((person, at) => five(at).map((emoji) => room.by(person, emoji))))
      t.same(
        (await room.message())?.reactions?.map(({ emoji }) => emoji),
        kinds,
        'in the order of their first use',
      )
      const late = newUserId()
      t.match(await store.change([room.by(late, '🦊')]), [{ kind: 'too-many-kinds' }])
      t.match(await store.change([room.by(late, '😀')]), [{ kind: 'changed' }])
      t.match(await store.change([room.by(many[0] ?? late, '😓')]), [{ kind: 'too-many-own' }])
      t.match(await store.change([room.by(many[3] ?? late, '😓', false), room.by(late, '🦊')]), [
        { kind: 'changed' },
        { kind: 'changed' },
      ])
      await room.recounted(t)
    },
  )

  t.test(
    'one learns one’s own of many messages at once, and who reacted page by page while it grows',
    async (t) => {
      const { store, room } = await opened(open, t)
      const people = Array.from({ length: 7 }, newUserId)
      const [ann = newUserId(), ben = newUserId()] = people
      for (const person of people) await store.change([room.by(person, '👍')])
      await store.change([room.by(ann, '👀', true, 2), room.by(ann, '🎉')])
      t.same(
        [...(await store.ownReactions(ann, room.id, [1, 2, 3]))].sort(([a], [b]) => a - b),
        [
          [1, ['👍', '🎉']],
          [2, ['👀']],
        ],
      )
      t.equal((await store.ownReactions(newUserId(), room.id, [1, 2])).size, 0)
      const query = { conversationId: room.id, seq: 1, emoji: '👍', limit: 4 }
      const first = await store.reactors({ ...query, after: null })
      await store.change([room.by(newUserId(), '👍'), room.by(ben, '👍', false)])
      const rest = await store.reactors({ ...query, limit: 9, after: first.at(-1) ?? null })
      t.same([...first, ...rest].map(({ userId }) => userId).slice(0, 7), people, 'in order, each once')
      t.equal(rest.length, 4)
      t.equal((await room.reactors(2)).length, 8)
    },
  )

  t.test('edits keep reactions; a deletion takes them, and a deleted message takes none', async (t) => {
    const { store, room } = await opened(open, t)
    const ann = newUserId()
    const change = { conversationId: room.id, seq: 1, senderId: room.author, at }
    await store.change([room.by(ann, '👍')])
    t.match(await store.change([{ ...change, text: 'uno' }]), [
      { message: { text: 'uno', reactions: [{ emoji: '👍', count: 1 }] } },
    ])
    const [gone] = await store.change([{ ...change, text: null }])
    t.notOk(gone?.kind === 'changed' && 'reactions' in gone.message)
    t.same(await room.reactors(), [])
    t.equal((await store.ownReactions(ann, room.id, [1])).size, 0)
    for (const isOn of [true, false])
      t.match(await store.change([room.by(ann, '👍', isOn)]), [{ kind: 'deleted' }])
    t.match(await store.change([room.by(ann, '👍', true, 9)]), [{ kind: 'not-found' }])
    const told = { ...draft(room.id, ann, ''), system: { kind: 'member-left' } as const }
    await store.append([told])
    t.match(await store.change([room.by(ann, '👍', true, 3)]), [{ kind: 'not-reactable' }])
  })

  t.test('its author, or who owns the group, takes all reactions off a message', async (t) => {
    const { store, room } = await opened(open, t)
    const [ann, ben] = [newUserId(), newUserId()]
    const clear = (senderId: UserId, isModerator: boolean) =>
      store.change([{ conversationId: room.id, seq: 1, senderId, at, clearsReactions: { isModerator } }])
    await store.change([room.by(ann, '👍'), room.by(ben, '👎')])
    t.match(await clear(ann, false), [{ kind: 'not-author' }])
    t.match(await clear(ann, true), [{ kind: 'changed', message: { rev: 4 } }])
    t.same(await room.reactors(), [])
    t.match(await clear(room.author, false), [{ kind: 'unchanged' }])
    t.match(await store.change([room.by(ann, '👍')]), [{ message: { reactions: [{ count: 1 }] } }])
    await room.recounted(t)
  })
}
