import type { ConversationId, Message, UserId } from '@parley/shared'
import fc from 'fast-check'
import t from 'tap'

import { draftShown, editBegun, editsBegun } from '../../web/src/state/draft-key.ts'
import { Drafts } from '../../web/src/state/drafts.ts'
import { FakeStorage } from '../support/browser/fake-storage.ts'

const [ada, grace] = ['ada', 'grace'] as [UserId, UserId]
const [one, two] = ['one', 'two'] as [ConversationId, ConversationId]

const opened = (storage: FakeStorage, userId: UserId): Drafts => {
  const drafts = new Drafts(storage)
  drafts.open(userId)
  return drafts
}

t.test('what was typed is there after a reload', async (t) => {
  const storage = new FakeStorage()
  opened(storage, ada).save(one, 'Dear Gr', '')
  t.same([...opened(storage, ada).all.get()], [[one, 'Dear Gr']])
})

t.test('two tabs do not undo each other’s drafts', async (t) => {
  const storage = new FakeStorage()
  const [left, right] = [opened(storage, ada), opened(storage, ada)]
  left.save(one, 'from the left', '')
  right.save(two, 'from the right', '')
  t.equal(opened(storage, ada).all.get().size, 2)
})

t.test('another account on the same browser does not see them', async (t) => {
  const storage = new FakeStorage()
  opened(storage, ada).save(one, 'a secret', '')
  t.equal(opened(storage, grace).all.get().size, 0)
})

t.test('an empty text removes the draft', async (t) => {
  const storage = new FakeStorage()
  const drafts = opened(storage, ada)
  drafts.save(one, 'x', '')
  drafts.save(one, '', 'x')
  t.equal(drafts.all.get().size, 0)
  t.equal(storage.length, 0)
})

t.test('whoever signs out leaves none of their own behind, and keeps those of others', async (t) => {
  const storage = new FakeStorage()
  opened(storage, grace).save(one, 'stays', '')
  const drafts = opened(storage, ada)
  drafts.save(one, 'goes', '')
  drafts.save(two, 'goes too', '')
  drafts.discardAll()
  t.equal(opened(storage, ada).all.get().size, 0)
  t.equal(opened(storage, grace).all.get().get(one), 'stays')
})

t.test('nor what another tab of theirs has kept since', async (t) => {
  const storage = new FakeStorage()
  const drafts = opened(storage, ada)
  opened(storage, ada).save(two, 'from the other tab', '')
  drafts.discardAll()
  t.equal(storage.length, 0)
})

t.test('a full storage loses nothing while the page is open', async (t) => {
  const storage = new FakeStorage()
  storage.isFull = true
  const drafts = opened(storage, ada)
  drafts.save(one, 'kept in memory', '')
  t.equal(drafts.all.get().get(one), 'kept in memory')
})

t.test('nothing is kept while nobody is signed in', async (t) => {
  const storage = new FakeStorage()
  new Drafts(storage).save(one, 'whose?', '')
  t.equal(storage.length, 0)
})

/** Two tabs of one browser, that hear of each other when the test says so. */
function twoTabs() {
  const storage = new FakeStorage()
  const [left, right] = [opened(storage, ada), opened(storage, ada)]
  const at = (tab: Drafts) => tab.all.get().get(one) ?? ''
  return { storage, left, right, at, key: () => storage.key(0) }
}

t.test('what is typed in one tab is seen in the other', async (t) => {
  const { left, right, at, key } = twoTabs()
  left.save(one, 'Dear', '')
  right.hear(key())
  t.equal(at(right), 'Dear')
  right.save(one, 'Dear Grace', 'Dear')
  left.hear(null)
  t.equal(at(left), 'Dear Grace')
})

t.test('a tab that has not heard takes nothing away', async (t) => {
  const { left, right, at } = twoTabs()
  left.save(one, 'A long letter', '')
  right.save(one, 'x', '')
  t.equal(at(right), 'A long letter\nx')
  left.save(one, 'A long letter, longer', 'A long letter')
  t.equal(at(left), 'A long letter\nx, longer', 'nor does it in the other direction')
})

t.test('what both have typed on in one text is kept once', async (t) => {
  const { left, right, at } = twoTabs()
  const both = (base: string, there: string, own: string) => {
    left.save(one, base, at(left))
    right.refresh()
    left.save(one, there, base)
    right.save(one, own, base)
    left.refresh()
    t.equal(at(left), at(right))
    return at(right)
  }
  t.equal(both('Dear', 'Dear Grace', 'Dear!'), 'Dear Grace!', 'at the end')
  t.equal(both('Dear Grace', 'Dear Grace, hello', 'My Dear Grace'), 'My Dear Grace, hello', 'apart')
  t.equal(both('Dear Grace', 'My Dear Grace', 'Dear Grace, hello'), 'My Dear Grace, hello', 'apart')
  t.equal(both('one two three', 'one 2 three', 'one two, three'), 'one 2, three', 'side by side')
  t.equal(both('one two three', 'one three', 'one tw0 three'), 'one t0hree', 'in what is gone')
  t.equal(both('one', 'two', 'six'), 'two\nsix', 'nothing of what was there')
  t.equal(both('one', 'one two', ''), 'one two', 'what another goes on with does not go')
  t.equal(both('😀 one', '😀 one two', '😁 one'), '😁 one two', 'in whole characters')
  t.equal(both('😀', '😂', '😁'), '😂\n😁')
})

t.test('what was sent in one tab is gone in the other', async (t) => {
  const { left, right, at, storage } = twoTabs()
  left.save(one, 'Hello', '')
  right.refresh()
  left.drop(one, 'Hello')
  right.look(one)
  t.equal(at(right), '')
  t.equal(storage.length, 0)
})

t.test('whoever has typed on when it was sent keeps what they have', async (t) => {
  const { left, right, at } = twoTabs()
  left.save(one, 'Hello', '')
  right.refresh()
  left.drop(one, 'Hello')
  right.save(one, 'Hello you', 'Hello')
  t.equal(at(right), 'Hello you')
  right.save(one, 'Hello you two', 'Hello you')
  left.drop(one, 'Hello you')
  t.equal(at(left), 'Hello you two', 'also before the message was safe')
})

t.test('a tab whose storage is full keeps what only it has, whatever others do', async (t) => {
  const { left, right, at, storage } = twoTabs()
  left.save(one, 'Hello', '')
  right.refresh()
  storage.isFull = true
  right.save(one, 'Hello you', 'Hello')
  right.refresh()
  t.equal(at(right), 'Hello you')
  left.drop(one, 'Hello')
  right.refresh()
  t.equal(at(right), 'Hello you', 'is not what was sent')
})

t.test('changes of messages are kept each on their own, and told apart by what they change', async (t) => {
  const drafts = opened(new FakeStorage(), ada)
  const editedAt = '2026-03-01T09:30:00.000Z'
  const edit = (seq: number, edited: string | null) => {
    const { key } = editBegun({ conversationId: one, seq, editedAt: edited } as Message)
    drafts.save(key, `change of ${seq}`, '')
    return key
  }
  const keys = [edit(9, null), edit(10, editedAt)]
  t.equal(draftShown(drafts.all.get(), one), 'change of 10')
  drafts.save(one, 'new', '')
  t.equal(draftShown(drafts.all.get(), one), 'new')
  t.same(editsBegun(drafts.all.get(), one), [
    { key: keys[1], seq: 10, baseEditedAt: editedAt },
    { key: keys[0], seq: 9, baseEditedAt: null },
  ])
  t.same(editsBegun(drafts.all.get(), two), [])
})

t.test('what was last worked on comes first, also after a reload', async (t) => {
  const storage = new FakeStorage()
  const drafts = opened(storage, ada)
  const keyOf = (seq: number) => editBegun({ conversationId: one, seq, editedAt: null } as Message).key
  const order = (tab: Drafts) => editsBegun(tab.all.get(), one).map(({ seq }) => seq)
  for (const seq of [10, 9, 11]) drafts.save(keyOf(seq), 'x', '')
  drafts.save(keyOf(10), 'xy', 'x')
  t.same(order(drafts), [10, 11, 9])
  t.same(order(opened(storage, ada)), [10, 11, 9])
  drafts.save(keyOf(9), 'x', 'x')
  t.same(order(opened(storage, ada)), [9, 10, 11], 'also where nothing more was typed')
  drafts.discardAll()
  t.equal(storage.length, 0)
})

/** A box as the composer has it: it knows the draft as far as that stands in it. */
class Box {
  readonly #drafts: Drafts
  #seen = ''

  constructor(drafts: Drafts) {
    this.#drafts = drafts
    drafts.all.subscribe((all) => (this.#seen = all.get(one) ?? ''))
  }

  /** @param place from the end */
  type(letter: string, place = 0): void {
    const at = Math.max(0, this.#seen.length - place)
    this.#drafts.save(one, this.#seen.slice(0, at) + letter + this.#seen.slice(at), this.#seen)
  }

  /** @returns what is sent */
  send(): string {
    const seen = this.#seen
    this.#drafts.look(one)
    if (this.#seen !== seen) return ''
    this.#drafts.drop(one, seen)
    return seen
  }
}

t.test('whatever three tabs type at once, all come to one text that has each letter once', async (t) => {
  const step = fc.record({ index: fc.nat(2), hears: fc.boolean(), place: fc.nat(60) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const storage = new FakeStorage()
      const tabs = [1, 2, 3].map(() => opened(storage, ada))
      const boxes = tabs.map((drafts) => new Box(drafts))
      let typed = ''
      for (const [at, { index, hears, place }] of steps.entries()) {
        const letter = String.fromCodePoint(0x4e00 + at)
        boxes[index]?.type(letter, place)
        typed += letter
        if (hears) tabs[index]?.refresh()
      }
      for (const drafts of tabs) drafts.refresh()
      const [text = '', ...others] = tabs.map((drafts) => drafts.all.get().get(one))
      const letters = [...text].filter((letter) => letter !== '\n')
      const isOne = others.every((other = '') => other === text)
      return isOne && letters.toSorted().join('') === typed && text.length < typed.length + tabs.length
    }),
    { numRuns: 1_000 },
  )
  t.pass()
})

t.test('whatever tabs do and hear in whatever order, no letter is lost', async (t) => {
  const step = fc.record({
    tab: fc.nat(2),
    what: fc.constantFrom('type', 'type', 'send', 'hear', 'fill', 'free'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const storage = new FakeStorage()
      const tabs = [opened(storage, ada), opened(storage, ada), opened(storage, ada)]
      const boxes = tabs.map((drafts) => new Box(drafts))
      let [typed, sent] = ['', '']
      for (const [at, { tab, what }] of steps.entries()) {
        const letter = String.fromCodePoint(0x4e00 + at)
        if (what === 'type') {
          boxes[tab]?.type(letter)
          typed += letter
        } else if (what === 'send') sent += boxes[tab]?.send() ?? ''
        else if (what === 'hear') tabs[tab]?.refresh()
        else storage.isFull = what === 'fill'
      }
      const there = sent + tabs.map((drafts) => drafts.all.get().get(one) ?? '').join('')
      return [...typed].every((letter) => there.includes(letter))
    }),
    { numRuns: 500 },
  )
  t.pass()
})
