import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import {
  limits,
  type ClientId,
  type ConversationId,
  type FileId,
  type Message,
  type MessageParts,
  type UserId,
} from '@parley/shared'
import type { Test } from 'tap'

import type {
  AppendOutcome,
  MessageDraft,
  MessageStore,
  Stretch,
} from '../../../api/src/stores/message-store.ts'
import { MessageModel } from '../../support/models/message-model.ts'

export const newConversationId = (): ConversationId => randomUUID() as ConversationId
export const newUserId = (): UserId => randomUUID() as UserId
const at = new Date('2026-03-01T09:30:00.123Z')

export function draft(conversationId: ConversationId, senderId: UserId, text: string): MessageDraft {
  return { conversationId, senderId, clientId: randomUUID() as ClientId, text, system: null, createdAt: at }
}

const stored = (outcome: AppendOutcome | null | undefined): Message => {
  if (outcome?.kind !== 'stored') throw new Error(`expected a stored message, got ${outcome?.kind}`)
  return outcome.message
}

/** What every message store does. `open` gives a store that may hold other tests' conversations. */
export function messageStoreContract(t: Test, open: (t: Test) => Promise<MessageStore>): void {
  t.test('messages get seq and rev 1, 2, 3 in each conversation, in the order of the batch', async (t) => {
    const store = await open(t)
    const [a, b, ann] = [newConversationId(), newConversationId(), newUserId()]
    const outcomes = await store.append([draft(a, ann, 'a1'), draft(b, ann, 'b1'), draft(a, ann, 'a2')])
    t.match(outcomes.map(stored), [
      { text: 'a1', seq: 1, rev: 1 },
      { text: 'b1', seq: 1, rev: 1 },
      { text: 'a2', seq: 2, rev: 2 },
    ])
    const page = await store.page(a, { kind: 'latest' }, 10)
    t.same(page.messages, [outcomes[0], outcomes[2]].map(stored), 'what was answered is what is read')
    t.match({ headSeq: page.headSeq, rev: page.rev }, { headSeq: 2, rev: 2 })
  })

  t.test('the history has one name, which is hard to guess', async (t) => {
    const store = await open(t)
    const epoch = await store.epoch()
    t.match(epoch, /^[0-9a-f]{32}$/)
    await store.append([draft(newConversationId(), newUserId(), 'one')])
    t.equal(await store.epoch(), epoch)
  })

  t.test('a clientId that is stored already leaves no hole in the midst of a batch', async (t) => {
    const store = await open(t)
    const [a, ann] = [newConversationId(), newUserId()]
    const first = draft(a, ann, 'first')
    await store.append([first])
    const outcomes = await store.append([draft(a, ann, 'second'), first, draft(a, ann, 'third')])
    t.match(outcomes, [
      { kind: 'stored', message: { seq: 2, rev: 2 } },
      { kind: 'repeated', seq: 1, createdAt: at },
      { kind: 'stored', message: { seq: 3, rev: 3 } },
    ])
  })

  t.test('the same draft twice in one batch is stored once', async (t) => {
    const store = await open(t)
    const twice = draft(newConversationId(), newUserId(), 'once')
    const outcomes = await store.append([twice, { ...twice, createdAt: new Date(at.getTime() + 5) }])
    t.match(outcomes, [{ kind: 'stored' }, { kind: 'repeated', seq: 1, createdAt: at }])
  })

  t.test('other text under a stored clientId is a conflict, also after an edit or a deletion', async (t) => {
    const store = await open(t)
    const original = draft(newConversationId(), newUserId(), 'original')
    const { conversationId, senderId } = original
    const kinds = async (text: string) => (await store.append([{ ...original, text }]))[0]?.kind
    await store.append([original])
    t.equal(await kinds('other'), 'conflict')
    await store.change([{ conversationId, seq: 1, senderId, text: 'edited', at }])
    t.equal(await kinds('original'), 'repeated', 'the first text still is the one that was sent')
    t.equal(await kinds('edited'), 'conflict')
    await store.change([{ conversationId, seq: 1, senderId, text: null, at }])
    t.equal(await kinds('original'), 'repeated')
    t.equal(await kinds(''), 'conflict')
  })

  t.test(
    'what a message carries beside its text stays with edits, and goes when it is deleted',
    async (t) => {
      const store = await open(t)
      const answer = { ...draft(newConversationId(), newUserId(), 'yes'), parts: { replyTo: 1 } }
      const { conversationId, senderId } = answer
      await store.append([{ ...answer, clientId: draft(conversationId, senderId, '').clientId }])
      t.match(await store.append([answer]), [{ message: { seq: 2, replyTo: 1 } }])
      t.match(await store.append([answer]), [{ kind: 'repeated', seq: 2 }])
      t.match(await store.append([{ ...answer, parts: { replyTo: 2 } }]), [{ kind: 'conflict' }])
      const { parts, ...plain } = answer
      t.match(await store.append([plain]), [{ kind: 'conflict' }])
      const change = { conversationId, seq: 2, senderId, at }
      t.match(await store.change([{ ...change, text: 'no' }]), [{ message: { text: 'no', ...parts } }])
      t.match(await store.append([answer]), [{ kind: 'repeated' }], 'as it was first sent')
      t.match(await store.changesAfter(conversationId, 2, 5), { messages: [{ replyTo: 1, rev: 3 }] })
      t.match(await store.bySeqs(conversationId, [2, 7, 1, 2]), [{ seq: 1 }, { seq: 2, replyTo: 1 }])
      await store.change([{ ...change, text: null }])
      const [tombstone] = await store.bySeqs(conversationId, [2])
      t.match(tombstone, { text: '', deletedAt: at.toISOString() })
      t.notOk(tombstone && 'replyTo' in tombstone)
      t.match(await store.append([answer]), [{ kind: 'repeated' }])
    },
  )

  t.test('the same clientId of another sender or in another conversation is another message', async (t) => {
    const store = await open(t)
    const one = draft(newConversationId(), newUserId(), 'text')
    const outcomes = await store.append([
      one,
      { ...one, senderId: newUserId() },
      { ...one, conversationId: newConversationId() },
    ])
    t.same(
      outcomes.map((outcome) => outcome?.kind),
      ['stored', 'stored', 'stored'],
    )
  })

  t.test('an edit takes the next rev, keeps the seq, and happens once', async (t) => {
    const store = await open(t)
    const [a, ann] = [newConversationId(), newUserId()]
    await store.append([draft(a, ann, 'one'), draft(a, ann, 'two')])
    const edit = { conversationId: a, seq: 1, senderId: ann, text: 'uno', at }
    const [outcome, again] = await store.change([edit, edit])
    t.match(outcome, {
      kind: 'changed',
      message: { seq: 1, rev: 3, text: 'uno', editedAt: at.toISOString() },
    })
    t.match(again, { kind: 'unchanged', message: { rev: 3 } })
    t.match(await store.append([draft(a, ann, 'three')]), [{ message: { seq: 3, rev: 4 } }])
  })

  t.test('a deletion leaves a tombstone that keeps its seq and nothing of its text', async (t) => {
    const store = await open(t)
    const [a, ann] = [newConversationId(), newUserId()]
    await store.append([draft(a, ann, 'one')])
    const removal = { conversationId: a, seq: 1, senderId: ann, text: null, at }
    t.match(await store.change([removal]), [{ kind: 'changed', message: { seq: 1, rev: 2, text: '' } }])
    t.match(await store.change([removal]), [{ kind: 'unchanged', message: { rev: 2 } }])
    t.match(await store.change([{ ...removal, text: 'back' }]), [{ kind: 'deleted' }])
    t.match((await store.page(a, { kind: 'latest' }, 5)).messages, [{ seq: 1, deletedAt: at.toISOString() }])
  })

  t.test('nobody may change what another wrote, what the system wrote, or what is not there', async (t) => {
    const store = await open(t)
    const [a, ann, bob] = [newConversationId(), newUserId(), newUserId()]
    await store.append([draft(a, ann, 'mine'), { ...draft(a, ann, ''), system: { kind: 'member-joined' } }])
    const kind = async (seq: number, senderId: UserId) =>
      (await store.change([{ conversationId: a, seq, senderId, text: 'x', at }]))[0]?.kind
    t.equal(await kind(1, bob), 'not-author')
    t.equal(await kind(2, ann), 'not-author')
    t.equal(await kind(3, ann), 'not-found')
    t.equal((await store.page(a, { kind: 'latest' }, 5)).rev, 2, 'no rev was taken')
  })

  t.test('system events, times and any text come back as they went in', async (t) => {
    const store = await open(t)
    const [a, ann] = [newConversationId(), newUserId()]
    const text = 'q\u0301 👩‍👩‍👧 \u202eabc\u202c \'"; DROP $ne {"$gt":""} %_\\\n\ttab'
    const system = { kind: 'member-removed', userId: newUserId() } as const
    await store.append([draft(a, ann, text), { ...draft(a, ann, ''), system }])
    const { messages } = await store.page(a, { kind: 'latest' }, 5)
    t.match(messages, [{ text, system: null, createdAt: at.toISOString(), editedAt: null }, { system }])
  })

  t.test('pages around, before and after a seq', async (t) => {
    const store = await open(t)
    const [a, ann] = [newConversationId(), newUserId()]
    await store.append(Array.from({ length: 20 }, (_, at) => draft(a, ann, `m${at + 1}`)))
    const seqs = async (kind: 'before' | 'after' | 'around', seq: number, limit: number) =>
      (await store.page(a, { kind, seq }, limit)).messages.map((message) => message.seq)
    t.same(await seqs('before', 5, 3), [2, 3, 4])
    t.same(await seqs('before', 2, 3), [1])
    t.same(await seqs('after', 18, 5), [19, 20])
    t.same(await seqs('around', 10, 5), [8, 9, 10, 11, 12])
    t.same(await seqs('around', 1, 4), [1, 2, 3, 4])
    t.same(await seqs('around', 20, 4), [18, 19, 20])
    t.same(await store.page(newConversationId(), { kind: 'latest' }, 5), { messages: [], headSeq: 0, rev: 0 })
  })

  t.test('appends from many callers at once, each to a conversation, keep every rule', async (t) => {
    const store = await open(t)
    const ann = newUserId()
    const call = async (id: ConversationId): Promise<void> => {
      const drafts = Array.from({ length: 10 }, (_, at) => draft(id, ann, `m${at}`))
      const outcomes: (AppendOutcome | null)[] = []
      for (const one of [...drafts, ...drafts]) outcomes.push(...(await store.append([one])))
      t.same(
        outcomes.map((outcome) => outcome?.kind),
        drafts.map(() => 'stored').concat(drafts.map(() => 'repeated')),
      )
      const { messages } = await store.page(id, { kind: 'latest' }, 200)
      t.same(
        messages.map(({ seq }) => seq),
        drafts.map((_, at) => at + 1),
      )
    }
    await Promise.all(Array.from({ length: 8 }, () => call(newConversationId())))
  })

  t.test('who has written is told of, in many conversations at once', async (t) => {
    const store = await open(t)
    const [a, b, c] = [newConversationId(), newConversationId(), newConversationId()]
    const [ann, bob] = [newUserId(), newUserId()]
    await store.append([
      draft(a, ann, 'one'),
      { ...draft(b, bob, ''), system: { kind: 'member-joined' } },
      draft(c, bob, 'gone'),
    ])
    await store.change([{ conversationId: c, seq: 1, senderId: bob, text: null, at }])
    const many = Array.from({ length: limits.conversationsPerUserMax - 1 }, newConversationId)
    t.equal(await store.hasWritten(ann, whole(...many, a)), true)
    t.equal(await store.hasWritten(ann, whole(...many, b)), false, 'nothing of theirs is there')
    t.equal(
      await store.hasWritten(bob, whole(a, b)),
      false,
      'what the system tells of them they have not written',
    )
    t.equal(await store.hasWritten(bob, whole(b, c)), true, 'what they deleted they have written')
    t.equal(await store.hasWritten(newUserId(), whole(a, b, c)), false)
    t.equal(await store.hasWritten(ann, []), false)
  })

  t.test('who has written before a stretch has not written in it', async (t) => {
    const store = await open(t)
    const [a, b, ann, bob] = [newConversationId(), newConversationId(), newUserId(), newUserId()]
    await store.append([
      draft(a, ann, 'one'),
      draft(a, bob, 'two'),
      draft(a, ann, 'three'),
      draft(b, bob, 'one'),
    ])
    const since = (fromSeq: number) => [...whole(b), { conversationId: a, fromSeq }]
    t.equal(await store.hasWritten(ann, since(3)), true)
    t.equal(await store.hasWritten(ann, since(4)), false)
    t.equal(await store.hasWritten(bob, since(4)), true, 'where it is not cut off')
  })

  t.test('the overview knows in which order last messages arrived, whatever the clock said', async (t) => {
    const store = await open(t)
    const [ahead, right, moved] = [newConversationId(), newConversationId(), newConversationId()]
    const ann = newUserId()
    const arrivals = async () => {
      const positions = [ahead, right, moved].map((conversationId) => ({ conversationId, readSeq: 0 }))
      const overviews = await store.overview(ann, positions)
      return [ahead, right, moved].map((id) => overviews.get(id)?.arrival ?? '')
    }
    await store.append([
      { ...draft(ahead, ann, 'from tomorrow'), createdAt: new Date('2030-01-02T00:00:00Z') },
    ])
    await store.append([{ ...draft(right, ann, 'from today'), createdAt: new Date('2030-01-01T00:00:00Z') }])
    const [first = '', second = '', none] = await arrivals()
    t.match(first, /^[0-9a-f]{24}$/)
    t.ok(first < second, 'what came later stands later')
    t.equal(none, '')
    await store.append([{ ...draft(ahead, ann, 'again'), createdAt: new Date('2029-01-01T00:00:00Z') }])
    const [again = ''] = await arrivals()
    t.ok(second < again)
  })

  t.test('the overview bounds unread and knows the last message', async (t) => {
    const store = await open(t)
    const [a, ann, bob] = [newConversationId(), newUserId(), newUserId()]
    await store.append(Array.from({ length: limits.unreadMax + 20 }, (_, at) => draft(a, ann, `m${at}`)))
    const of = async (userId: UserId, readSeq: number) =>
      (await store.overview(userId, [{ conversationId: a, readSeq }])).get(a)
    t.match(await of(bob, 0), { unread: limits.unreadMax, seq: 120, lastMessage: { text: 'm119' } })
    t.match(await of(bob, 117), { unread: 3 })
    t.match(await of(ann, 0), { unread: 0 })
  })

  t.test('what was scheduled does not tell that its author has read', async (t) => {
    const store = await open(t)
    const [a, ann, bob] = [newConversationId(), newUserId(), newUserId()]
    const of = async () => (await store.overview(ann, [{ conversationId: a, readSeq: 0 }])).get(a)
    await store.append([draft(a, bob, 'one'), { ...draft(a, ann, 'two'), parts: { scheduled: true } }])
    t.match(await of(), { unread: 1, readSeq: 0, seq: 2 })
    await store.append([draft(a, ann, 'three')])
    t.match(await of(), { unread: 0, readSeq: 3 })
  })

  t.test(
    'what the blocked wrote is neither counted nor the last, however much; the system is heard',
    async (t) => {
      const store = await open(t)
      const [a, ann, bob, cleo] = [newConversationId(), newUserId(), newUserId(), newUserId()]
      const of = async (readSeq: number, ...blocked: UserId[]) =>
        (await store.overview(ann, [{ conversationId: a, readSeq }], blocked)).get(a)
      const flood = Array.from({ length: limits.unreadMax + 40 }, (_, at) => draft(a, bob, `b${at}`))
      await store.append([draft(a, cleo, 'one'), ...flood])
      t.match(await of(0, bob), { unread: 1, readSeq: 0, seq: 141, lastMessage: { text: 'one' } })
      t.match(await of(0, cleo), { unread: limits.unreadMax, lastMessage: { text: 'b139' } })
      t.match(await of(0, bob, cleo), { unread: 0, seq: 141, lastMessage: null })
      t.match(await of(1, bob), { unread: 0, readSeq: 1 })
      await store.append([{ ...draft(a, bob, ''), system: { kind: 'topic-changed', topic: 'Tea' } }])
      t.match(await of(0, bob), { unread: 1, lastMessage: { seq: 142, system: { topic: 'Tea' } } })
      await store.append([draft(a, bob, 'and one more')])
      t.match(await of(0, bob), { unread: 1, lastMessage: { seq: 142 } })
    },
  )

  t.test(
    'any history of sends, repetitions, edits, deletions, reactions and pins agrees with the model',
    async (t) => {
      const store = await open(t)
      await fc.assert(
        fc.asyncProperty(
          fc.array(operation, { maxLength: 40, size: 'max' }),
          fc.nat(40),
          async (operations, after) => {
            const model = new MessageModel()
            for (const one of operations) await model.run(store, one)
            await model.compare(t, store, after)
          },
        ),
        { numRuns: 40 },
      )
    },
  )
}

export const whole = (...ids: ConversationId[]): Stretch[] =>
  ids.map((conversationId) => ({ conversationId, fromSeq: 1 }))

const place = fc.record({ conversation: fc.nat(1), person: fc.nat(2) })
const file = { id: randomUUID() as FileId, name: 'tea.txt', type: 'text/plain', bytes: 3 }
const parts = fc.constantFrom<MessageParts | null>(null, null, null, { replyTo: 1 }, { attachments: [file] })
const draftOfAny = fc.record({ where: place, key: fc.nat(12), text: fc.nat(2), parts })
const seq = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 })) // most of them are there
const operation = fc.oneof(
  fc.array(draftOfAny, { maxLength: 6 }).map((drafts) => ({ kind: 'append' as const, drafts })),
  fc.record({ kind: fc.constant('change' as const), where: place, seq, text: fc.option(fc.nat(2)) }),
  fc.record({
    kind: fc.constant('react' as const),
    where: place,
    seq,
    emoji: fc.constantFrom('👍', '🎉', '❤️'),
    isOn: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('pin' as const), where: place, seq, isOn: fc.boolean() }),
)
