import fc from 'fast-check'
import type { ConversationId, UserId } from '@parley/shared'
import type { Test } from 'tap'

import type { FoundMessages, MessageSearch, MessageStore } from '../../../api/src/stores/message-store.ts'
import { isFoundByReading } from '../../support/models/search-by-reading.ts'
import { draft, newConversationId, newUserId } from './message-store.contract.ts'

const at = new Date('2026-03-01T09:30:00.123Z')

/** What searching finds, the same in every store. */
export function messageSearchContract(t: Test, open: (t: Test) => Promise<MessageStore>): void {
  t.test('parts of words, two characters of Japanese, and any case or accent are found', async (t) => {
    const { find, say } = await room(t, open)
    await say('The Café opens at nine', '東京タワーで会いましょう', 'Nothing here', 'ﬁnal “Ｗｉｄｅ” letters')
    t.same(await find('afe'), ['The Café opens at nine'])
    t.same(await find('CAFÉ NINE'), ['The Café opens at nine'], 'all words, in any order')
    t.same(await find('京タ'), ['東京タワーで会いましょう'])
    t.same(await find('会'), ['東京タワーで会いましょう'])
    t.same(await find('final wide'), ['ﬁnal “Ｗｉｄｅ” letters'])
    t.same(await find('at'), ['The Café opens at nine'], 'two letters are a whole word')
    t.same(await find('ni'), [], 'and no part of one')
    t.same(await find('cafés'), [])
    t.same(await find('%'), [], 'nothing is found by what is no letter')
  })

  t.test('what cannot be seen in a word is nothing, and letters that are read alike are one', async (t) => {
    const { find, say } = await room(t, open)
    const said = [
      'das Ge\u00ADsamt\u00ADwerk',
      'هذا كتاب جديد',
      'این کتـاب است، می\u200Cخواهم',
      'ガラスの靴',
      'カラスの声',
      'İstanbul, die Straße Nr. ١٢٣',
      'ΟΔΟΣΤΡΩΜΑ',
      'zero\u200Bwidth and \u202Emore\u202C',
    ]
    await say(...said)
    for (const [sought, ...expected] of [
      ['gesamt', said[0]],
      ['Gesamtwerk', said[0]],
      ['کتاب', said[2], said[1]],
      ['كتاب', said[2], said[1]],
      ['میخواهم', said[2]],
      ['كتاب جديد', said[1]],
      ['カラ', said[4]],
      ['ガラス', said[3]],
      ['istanbul', said[5]],
      ['STRASSE', said[5]],
      ['123', said[5]],
      ['ΟΔΟΣ', said[6]],
      ['zerowidth', said[7]],
      ['more', said[7]],
    ] as const)
      t.same(await find(sought), expected, sought)
  })

  t.test('only the conversations that were asked for are searched', async (t) => {
    const store = await open(t)
    const [mine, other, ann] = [newConversationId(), newConversationId(), newUserId()]
    await store.append([draft(mine, ann, 'apples'), draft(other, ann, 'apples')])
    const search = (...conversationIds: ConversationId[]) =>
      everyPage(store, { conversationIds, text: 'apples', after: null, limit: 10 })
    t.match((await search(mine)).hits, [{ conversationId: mine, seq: 1 }])
    t.equal((await search(mine, other)).hits.length, 2)
    const nothing = { hits: [], next: null, complete: true, searchedTo: null }
    t.same((await search(newConversationId())).pages, [nothing])
    t.same((await search()).pages, [nothing])
  })

  t.test('what the blocked wrote is not found, and everything else is, page by page', async (t) => {
    const { store, conversationId, ann } = await room(t, open)
    const [bob, cleo] = [newUserId(), newUserId()]
    const texts = Array.from({ length: 9 }, (_, at) =>
      draft(conversationId, [ann, bob, cleo][at % 3] ?? ann, `pear ${at}`),
    )
    await store.append(texts)
    const found = async (...blocked: UserId[]) => {
      const search = { conversationIds: [conversationId], text: 'pear', blocked, after: null, limit: 2 }
      return (await everyPage(store, search)).hits.map(({ text }) => text.slice('pear '.length)).join('')
    }
    t.equal(await found(), '876543210')
    t.equal(await found(bob), '865320')
    t.equal(await found(bob, cleo), '630')
    t.equal(await found(ann, bob, cleo), '')
  })

  t.test('what is below a seq is neither found nor can be told to be there', async (t) => {
    const { store, conversationId, ann, say } = await room(t, open)
    await say('secret', 'open secret', 'other', 'secret again')
    const elsewhere = newConversationId()
    await store.append([draft(elsewhere, ann, 'secret elsewhere')])
    const from = (seq: number, after: string | null = null, limit = 1) =>
      store.search({
        conversationIds: [conversationId, elsewhere],
        fromSeqs: new Map([[conversationId, seq]]),
        text: 'secret',
        after,
        limit,
      })
    t.match(await from(2, null, 10), { hits: [{ text: 'secret elsewhere' }, { seq: 4 }, { seq: 2 }] })
    const second = await from(4, (await from(4)).next)
    t.match(second.hits, [{ seq: 4 }])
    const rest = second.next === null ? second : await from(4, second.next)
    t.match([rest.next, rest.complete], [null, true], 'as if there were nothing')
    t.match(await from(5, null, 10), { hits: [{ text: 'secret elsewhere' }], next: null, complete: true })
    await store.change([{ conversationId, senderId: ann, seq: 1, text: 'secret, edited later', at }])
    t.equal((await from(2, null, 10)).hits.length, 3)
  })

  t.test('an edited message is found by its present text, a deleted one and the system’s not', async (t) => {
    const { store, conversationId, ann, find, say } = await room(t, open)
    await say('first words', 'second words')
    await store.append([
      { ...draft(conversationId, ann, ''), system: { kind: 'group-renamed', name: 'words' } },
    ])
    t.same(await find('words'), ['second words', 'first words'])
    const change = { conversationId, senderId: ann, at }
    await store.change([{ ...change, seq: 1, text: 'other language' }])
    t.same(await find('first'), [])
    t.same(await find('language'), ['other language'])
    await store.change([{ ...change, seq: 1, text: 'first words again' }])
    t.same(await find('words'), ['second words', 'first words again'], 'it keeps its place')
    await store.change([{ ...change, seq: 2, text: null }])
    t.same(await find('words'), ['first words again'])
    await store.change([
      { ...change, seq: 1, text: 'unsearched' },
      { ...change, seq: 1, text: 'once more' },
    ])
    t.same(await find('once'), ['once more'])
    t.same(await find('unsearched'), [])
  })

  t.test('pages cover everything once, the newest first, while more arrives', async (t) => {
    const store = await open(t)
    const [a, b, ann] = [newConversationId(), newConversationId(), newUserId()]
    const said = Array.from({ length: 60 }, (_, at) => draft(at % 3 ? a : b, ann, `number ${at}`))
    for (const one of said) await store.append([one])
    const found: string[] = []
    const search: MessageSearch = { conversationIds: [a, b], text: 'number', after: null, limit: 7 }
    for (let after: string | null = null, page = 0; page === 0 || after !== null; page += 1) {
      const answer = await store.search({ ...search, after })
      t.ok(answer.hits.length <= 7)
      if (answer.complete && answer.next !== null) t.equal(answer.hits.length, 7)
      if (answer.next !== null) t.match(answer.next, /^[0-9a-f]{24}$/)
      found.push(...answer.hits.map(({ text }) => text))
      await store.append([draft(a, ann, `late number ${page}`)])
      after = answer.next
    }
    t.same(found, said.map(({ text }) => text).reverse())
  })

  t.test(
    'a message is found when it is acknowledged, while others are written without a pause',
    async (t) => {
      const { store, conversationId, find, say } = await room(t, open)
      const [elsewhere, ben] = [newConversationId(), newUserId()]
      const over = new AbortController()
      const writing = (async () => {
        while (!over.signal.aborted)
          await store.append(Array.from({ length: 20 }, () => draft(elsewhere, ben, 'and so on')))
      })()
      for (let count = 0; count < 30; count += 1) {
        await say(`tea number n${count}`)
        t.same(await find(`n${count} tea`), [`tea number n${count}`])
      }
      over.abort()
      await writing
      const all = { conversationIds: [conversationId, elsewhere], text: 'tea', after: null, limit: 50 }
      t.equal((await everyPage(store, all)).hits.length, 30)
    },
  )

  t.test('a search that finds little stops, says how far it came, and goes on from there', async (t) => {
    const store = await open(t)
    const [conversationId, ann] = [newConversationId(), newUserId()]
    const instant = (number: number) => new Date(at.getTime() + number * 1_000)
    // They have all grams of what is sought, so that they have to be read.
    const texts = Array.from({ length: 5_000 }, (_, number) => `ab bc abc bcd ${number}`)
    const said = [...texts.slice(0, 2_500), 'abcd', ...texts.slice(2_500)]
    for (let from = 0; from < said.length; from += 500) {
      const some = said.slice(from, from + 500)
      await store.append(
        some.map((text, index) => ({
          ...draft(conversationId, ann, text),
          createdAt: instant(from + index),
        })),
      )
    }
    const search = { conversationIds: [conversationId], text: 'abcd', after: null, limit: 50 }
    const { hits, pages } = await everyPage(store, search)
    t.match(hits, [{ text: 'abcd', seq: 2_501 }])
    t.equal(hits.length, 1)
    for (const [index, page] of pages.entries()) {
      const isLast = index === pages.length - 1
      t.equal(page.complete, isLast)
      if (isLast) t.equal(page.searchedTo, null)
      else
        t.ok((page.searchedTo ?? '') < (pages[index - 1]?.searchedTo ?? 'everything'), page.searchedTo ?? '')
    }
  })

  t.test('what was found is the whole message', async (t) => {
    const { store, conversationId, say } = await room(t, open)
    await say('to be compared')
    const { messages } = await store.page(conversationId, { kind: 'latest' }, 1)
    const search = { conversationIds: [conversationId], text: 'compared', after: null, limit: 1 }
    t.same((await everyPage(store, search)).hits, messages)
  })

  t.test('the longest texts are searched quickly, whatever is in them', async (t) => {
    const { find, say } = await room(t, open)
    const long = ['a'.repeat(8_000), 'ab '.repeat(2_600), '東京'.repeat(4_000), '(.*)+$ '.repeat(1_100)]
    await say(...long)
    const begunMs = performance.now()
    t.same(await find('aaaa'), [long[0]])
    t.same(await find(`${'a'.repeat(63)}b`), [])
    t.same(await find('京東京'), [long[2]])
    t.same(await find('(.*)+$ ab'), [long[1]])
    t.ok(performance.now() - begunMs < 4_000)
  })

  t.test('whatever is written and sought, the answer is that of reading everything', async (t) => {
    const store = await open(t)
    await fc.assert(
      fc.asyncProperty(
        fc.array(someText, { minLength: 1, maxLength: 12 }),
        someText,
        async (texts, sought) => {
          const [conversationId, ann] = [newConversationId(), newUserId()]
          await store.append(texts.map((text) => draft(conversationId, ann, text)))
          const search = { conversationIds: [conversationId], text: sought, after: null, limit: 50 }
          const { hits } = await everyPage(store, search)
          const expected = texts.filter((text) => isFoundByReading(sought, text)).reverse()
          t.same(
            hits.map(({ text }) => text),
            expected,
          )
        },
      ),
      { numRuns: 150 },
    )
  })
}

/** However slow the machine is: a search stops after some time. */
async function everyPage(store: MessageStore, search: MessageSearch) {
  const pages: FoundMessages[] = []
  for (let { after } = search; ; after = pages.at(-1)?.next ?? null) {
    pages.push(await store.search({ ...search, after }))
    if (pages.at(-1)?.next === null) return { pages, hits: pages.flatMap(({ hits }) => hits) }
  }
}

async function room(t: Test, open: (t: Test) => Promise<MessageStore>) {
  const store = await open(t)
  const [conversationId, ann] = [newConversationId(), newUserId()]
  return {
    store,
    conversationId,
    ann,
    say: async (...texts: string[]) => {
      for (const text of texts) await store.append([draft(conversationId, ann, text)])
    },
    find: async (text: string) => {
      const search = { conversationIds: [conversationId], text, after: null, limit: 10 }
      return (await everyPage(store, search)).hits.map((hit) => hit.text)
    },
  }
}

/** Few different characters, so that texts and queries meet. */
const someText = fc
  .array(
    fc.constantFrom(...'aabbcÁáe\u0301É1 ...  %_\'"\\$(*[東京タがか\u3099한ก🎉\u200d\u00adσςΣßıİكک\u0640'),
    {
      maxLength: 14,
    },
  )
  .map((characters) => characters.join(''))
