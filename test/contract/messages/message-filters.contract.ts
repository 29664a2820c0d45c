import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import type { Attachment, FileId, UserId } from '@parley/shared'
import type { SearchedKind } from '@parley/shared/text'
import type { Test } from 'tap'

import type { MessageDraft, MessageFilter, MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from './message-store.contract.ts'

const hourMs = 60 * 60_000
const begunMs = Date.parse('2026-03-01T00:00:00.000Z')
const anything: MessageFilter = { senderIds: null, fromMs: null, beforeMs: null, has: [] }

/**
 * What is found of messages that are more, or less, than their words; the same in every store. Each test gets one of its
 * own, as messages arrive in about the order of their times.
 */
export function messageFiltersContract(t: Test, open: (t: Test) => Promise<MessageStore>): void {
  t.test('those of a person, with words and without; of several, of any of them', async (t) => {
    const { said, find, ann, ben, cleo } = await room(t, open)
    await said(ann, 'an apple')
    await said(ben, 'a pear')
    await said(cleo, 'an apple tart')
    await said(ann, 'a quince')
    const by = (...senderIds: UserId[]) => ({ ...anything, senderIds })
    t.same(await find('', by(ann)), ['a quince', 'an apple'])
    t.same(await find('apple', by(ann)), ['an apple'])
    t.same(await find('apple', by(ann, cleo)), ['an apple tart', 'an apple'])
    t.same(await find('', by(ann, cleo)), ['a quince', 'an apple tart', 'an apple'])
    t.same(await find('', by(newUserId())), [])
    t.same(await find('', anything), ['a quince', 'an apple tart', 'a pear', 'an apple'])
    t.same(await find('from:ada', anything), await find('', anything), 'what is no word is passed over')
    t.same(await find('', null), [], 'nothing to look for')
  })

  t.test('those of some days, the first moment with them and the last not', async (t) => {
    const { said, find, ann } = await room(t, open)
    for (let day = 0; day < 6; day += 1) await said(ann, `day ${day}`, begunMs + day * 24 * hourMs)
    const between = (from: number | null, before: number | null) => ({
      ...anything,
      fromMs: from === null ? null : begunMs + from * 24 * hourMs,
      beforeMs: before === null ? null : begunMs + before * 24 * hourMs,
    })
    t.same(await find('', between(1, 3)), ['day 2', 'day 1'])
    t.same(await find('day', between(4, null)), ['day 5', 'day 4'])
    t.same(await find('day', between(null, 1)), ['day 0'])
    t.same(await find('', between(3, 1)), [])
    t.same(await find('', between(60, null)), [])
    t.same(await find('', between(null, -60)), [])
  })

  t.test('those with a link that one can open', async (t) => {
    const { said, find, ann } = await room(t, open)
    await said(ann, 'see https://example.org/tea')
    await said(ann, 'and [that](https://example.org)')
    await said(ann, '`https://example.org` is code, https: is none')
    const linked = { ...anything, has: ['link'] as const }
    t.same(await find('', linked), ['and [that](https://example.org)', 'see https://example.org/tea'])
    t.same(await find('tea', linked), ['see https://example.org/tea'])
  })

  t.test('those with files of a kind, without a text as well, until they are deleted', async (t) => {
    const { store, find, conversationId, ann, ben } = await room(t, open)
    const file = { id: randomUUID() as FileId, name: 'tea', bytes: 1 }
    const paper = { ...file, type: 'application/pdf' }
    const picture = { ...file, type: 'image/png' }
    const voice = { ...file, type: 'audio/webm', durationMs: 4_200, wave: [0, 100] }
    const brought = async (senderId: UserId, text: string, ...attachments: Attachment[]) =>
      store.append([{ ...draft(conversationId, senderId, text), parts: { attachments } }])
    await brought(ann, 'a paper', paper)
    await brought(ben, '', picture)
    await brought(ann, 'both', picture, voice)
    await brought(ann, '', voice)
    await store.append([draft(conversationId, ann, 'words')])
    const having = (...has: SearchedKind[]) => ({ ...anything, has })
    t.same(await find('', having('file')), ['', 'both', '', 'a paper'])
    t.same(await find('', having('picture')), ['both', ''])
    t.same(await find('', having('voice')), ['', 'both'])
    t.same(await find('', having('voice', 'picture')), ['both'])
    t.same(await find('', having('voice', 'link')), [])
    t.same(await find('both', having('voice')), ['both'])
    t.same(await find('', { ...having('file'), senderIds: [ben] }), [''])
    t.same(await find('', { ...anything, senderIds: [ann] }), ['words', '', 'both', 'a paper'])
    const at = new Date(begunMs)
    await store.change([{ conversationId, senderId: ann, seq: 3, text: 'one of each', at }])
    t.same(await find('', having('voice')), ['', 'one of each'])
    await store.change([{ conversationId, senderId: ann, seq: 4, text: null, at }])
    t.same(await find('', having('voice')), ['one of each'])
    t.same(await find('', { ...anything, senderIds: [ann] }), ['words', 'one of each', 'a paper'])
  })

  t.test('a filter alone finds nothing that is deleted, of the system, folded or below a seq', async (t) => {
    const { store, said, find, conversationId, ann, ben } = await room(t, open)
    const at = new Date(begunMs)
    await said(ann, 'below')
    await said(ann, 'deleted')
    await said(ben, 'folded')
    await said(ann, 'edited')
    const system = { kind: 'group-renamed', name: 'words' } as const
    await store.append([{ ...draft(conversationId, ann, ''), system }])
    await store.change([{ conversationId, senderId: ann, seq: 2, text: null, at }])
    await store.change([{ conversationId, senderId: ann, seq: 4, text: 'edited since', at }])
    const fromSeqs = new Map([[conversationId, 2]])
    t.same(await find('', anything, { blocked: [ben], fromSeqs }), ['edited since'])
    t.same(await find('', { ...anything, senderIds: [ann] }, { fromSeqs }), ['edited since'])
    t.same(await find('', { ...anything, senderIds: [ben] }, { blocked: [ben] }), [])
  })

  t.test('of a thousand, all are found once, the newest first, in bounded steps', async (t) => {
    const { store, find, conversationId, ann, ben, cleo } = await room(t, open)
    const other = newConversationId()
    const drafts = Array.from({ length: 1_000 }, (_, at) =>
      draft(at % 5 === 0 ? other : conversationId, at % 200 === 1 ? ann : ben, `number ${at}`),
    )
    for (let from = 0; from < drafts.length; from += 500) await store.append(drafts.slice(from, from + 500))
    const wanted = [801, 601, 401, 201, 1].map((at) => `number ${at}`)
    t.same(await find('', { ...anything, senderIds: [ann] }, { limit: 2 }), wanted)
    t.same(await find('', { ...anything, senderIds: [ann, cleo] }, { limit: 2 }), wanted, 'by reading')
    const all = await find('', anything, { conversationIds: [conversationId, other], limit: 200 })
    t.same(all.toSorted(), drafts.map(({ text }) => text).sort())
    const inOne = drafts.filter((one) => one.conversationId === conversationId).map(({ text }) => text)
    t.same(await find('', anything, { limit: 200 }), inOne.reverse())
  })

  t.test('words between quotes stand together, over lines and signs, in every script', async (t) => {
    const { said, find, ann } = await room(t, open)
    const texts = [
      'The engine\nroom',
      'engine of the room',
      'engines room',
      '東京\nタワー',
      'ﬁne “Ｒｏｏｍ”!',
    ]
    for (const text of texts) await said(ann, text)
    t.same(await find('"engine room"', null), ['The engine\nroom'])
    t.same(await find('"room" engine', null), ['engines room', 'engine of the room', 'The engine\nroom'])
    t.same(await find('"engine"', null), ['engine of the room', 'The engine\nroom'], 'whole words')
    t.same(await find('“東京タワー”', null), ['東京\nタワー'])
    t.same(await find('"fine room', null), ['ﬁne “Ｒｏｏｍ”!'], 'a quote may be left open')
    t.same(await find('""', null), [])
  })

  t.test(
    'whatever is filtered, though clocks differ, the answer is that of reading everything',
    async (t) => {
      const store = await open(t)
      const people = [newUserId(), newUserId(), newUserId()]
      let startMs = begunMs
      const hour = fc.integer({ min: -30, max: 270 })
      const filters = fc.record({
        senders: fc.option(fc.subarray([0, 1, 2], { minLength: 1 })),
        from: fc.option(hour),
        before: fc.option(hour),
        link: fc.boolean(),
        text: fc.constantFrom('', 'tea', '"tea time"', 'tea http'),
      })
      await fc.assert(
        fc.asyncProperty(
          fc.array(someMessage, { minLength: 1, maxLength: 12 }),
          filters,
          async (all, wanted) => {
            startMs += 30 * 24 * hourMs // what was said for other filters has arrived before
            const conversationId = newConversationId()
            const drafts = all.map(({ sender, late, text }, at): MessageDraft => ({
              ...draft(conversationId, people[sender] ?? newUserId(), text),
              createdAt: new Date(startMs + (at * 12 + late) * hourMs),
            }))
            await store.append(drafts)
            const [fromMs, beforeMs] = [wanted.from, wanted.before].map((at) =>
              at === null || at === undefined ? null : startMs + at * hourMs,
            )
            const senderIds = wanted.senders?.flatMap((at) => people[at] ?? []) ?? null
            const has = wanted.link ? (['link'] as const) : []
            const filter = { senderIds, fromMs: fromMs ?? null, beforeMs: beforeMs ?? null, has }
            const isWanted = ({ senderId, createdAt, text }: MessageDraft) =>
              (senderIds?.includes(senderId) ?? true) &&
              createdAt.getTime() >= (fromMs ?? -Infinity) &&
              createdAt.getTime() < (beforeMs ?? Infinity) &&
              (!wanted.link || text.includes('http')) &&
              wanted.text.split(' ').every((word) => text.includes(word.replaceAll('"', '')))
            t.same(
              await found(store, { conversationIds: [conversationId], text: wanted.text, filter, limit: 3 }),
              drafts
                .filter(isWanted)
                .map(({ text }) => text)
                .reverse(),
            )
          },
        ),
        { numRuns: 15 },
      )
    },
  )
}

const someMessage = fc.record({
  sender: fc.integer({ min: 0, max: 2 }),
  late: fc.integer({ min: -11, max: 11 }),
  text: fc.constantFrom('tea', 'tea time', 'http://x.example tea', 'time'),
})

type Sought = Omit<Parameters<MessageStore['search']>[0], 'after'>

async function found(store: MessageStore, search: Sought): Promise<string[]> {
  const texts: string[] = []
  for (let after: string | null = null; ;) {
    const page = await store.search({ ...search, after })
    texts.push(...page.hits.map(({ text }) => text))
    if (page.next === null) return texts
    after = page.next
  }
}

async function room(t: Test, open: (t: Test) => Promise<MessageStore>) {
  const store = await open(t)
  const conversationId = newConversationId()
  const [ann, ben, cleo] = [newUserId(), newUserId(), newUserId()]
  return {
    store,
    conversationId,
    ann,
    ben,
    cleo,
    said: (senderId: UserId, text: string, atMs = begunMs) =>
      store.append([{ ...draft(conversationId, senderId, text), createdAt: new Date(atMs) }]),
    find: (text: string, filter: MessageFilter | null, more: Partial<Sought> = {}) =>
      found(store, { conversationIds: [conversationId], text, filter, limit: 10, ...more }),
  }
}
