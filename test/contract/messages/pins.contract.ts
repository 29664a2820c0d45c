import { limits, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import { Unavailable } from '../../../api/src/stores/errors.ts'
import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { untilAnswered } from '../../support/models/message-crowd.ts'
import { draft, newConversationId, newUserId } from './message-store.contract.ts'

const at = new Date('2026-03-01T09:31:00.000Z')

async function opened(t: Test, open: (t: Test) => Promise<MessageStore>, messages = 3) {
  const [store, id, author] = [await open(t), newConversationId(), newUserId()]
  const drafts = Array.from({ length: messages }, (_, place) => draft(id, author, `message ${place + 1}`))
  await store.append(drafts)
  const pin = (senderId: UserId, seq: number, isOn = true) => {
    return { conversationId: id, seq, senderId, at, pin: { isOn } }
  }
  const pinned = async () => (await store.pins(id)).map(({ seq }) => seq)
  return { store, id, author, pin, pinned }
}

/** What every message store does with pins. */
export function pinsContract(t: Test, open: (t: Test) => Promise<MessageStore>): void {
  t.test('a pin is there once, takes the next rev, and says by whom and when', async (t) => {
    const { store, id, pin, pinned } = await opened(t, open)
    const [ann, ben] = [newUserId(), newUserId()]
    const pinnedAt = at.toISOString()
    t.match(await store.change([pin(ann, 2)]), [
      {
        kind: 'changed',
        message: { seq: 2, rev: 4, editedAt: null, pinned: { userId: ann, pinnedAt, rev: 4 } },
      },
    ])
    t.match(await store.change([pin(ben, 2)]), [
      { kind: 'unchanged', message: { rev: 4, pinned: { userId: ann } } },
    ])
    t.match(await store.changesAfter(id, 3, 5), { messages: [{ seq: 2, pinned: { rev: 4 } }], rev: 4 })
    await store.change([pin(ben, 3)])
    await store.change([pin(ben, 1)])
    t.same(await pinned(), [1, 3, 2], 'the last to be pinned first')
    const [gone] = await store.change([pin(ben, 3, false)])
    t.match(gone, { kind: 'changed', message: { rev: 7 } })
    t.notOk(gone?.kind === 'changed' && 'pinned' in gone.message)
    t.match(await store.change([pin(ann, 3, false)]), [{ kind: 'unchanged', message: { rev: 7 } }])
    await store.change([pin(ann, 2, false)])
    await store.change([pin(ann, 2)])
    t.same(await pinned(), [2, 1], 'and again')
  })

  t.test('edits and reactions keep a pin; a deletion takes it in the same change', async (t) => {
    const { store, id, author, pin, pinned } = await opened(t, open)
    const ann = newUserId()
    const change = { conversationId: id, seq: 1, senderId: author, at }
    await store.change([pin(ann, 1)])
    t.match(await store.change([{ ...change, text: 'uno' }]), [
      { message: { text: 'uno', pinned: { rev: 4 } } },
    ])
    const thumb = { ...change, senderId: ann, reaction: { emoji: '👍', isOn: true } }
    t.match(await store.change([thumb]), [{ message: { reactions: [{ count: 1 }], pinned: { rev: 4 } } }])
    const clearing = { ...change, clearsReactions: { isModerator: false } }
    t.match(await store.change([clearing]), [{ message: { pinned: { rev: 4 } } }])
    await store.change([thumb])
    t.match(await store.pins(id), [{ text: 'uno', reactions: [{ emoji: '👍', count: 1 }] }])
    t.match(await store.change([pin(ann, 1, false)]), [{ message: { reactions: [{ count: 1 }] } }])
    await store.change([pin(ann, 1)])
    const [gone] = await store.change([{ ...change, text: null }])
    t.match(gone, { kind: 'changed', message: { rev: 11 } })
    t.notOk(gone?.kind === 'changed' && 'pinned' in gone.message)
    t.same(await pinned(), [])
    t.match(await store.change([pin(ann, 1)]), [{ kind: 'deleted' }])
    t.match(await store.change([pin(ann, 1, false)]), [{ kind: 'unchanged' }])
    t.match(await store.change([pin(ann, 9)]), [{ kind: 'not-found' }])
    await store.append([{ ...draft(id, ann, ''), system: { kind: 'member-left' } }])
    t.match(await store.change([pin(ann, 4)]), [{ kind: 'not-pinnable' }])
  })

  t.test('a conversation has a hundred pins, also where two come at once', async (t) => {
    const { store, pin, pinned } = await opened(t, open, limits.pinsMax + 2)
    const ann = newUserId()
    const write = (seq: number, isOn = true) =>
      untilAnswered(async () => {
        const [outcome] = await store.change([pin(ann, seq, isOn)])
        return outcome ?? Promise.reject(new Unavailable('It was beaten.'))
      })
    for (let seq = 1; seq < limits.pinsMax; seq += 1) await write(seq)
    const last = await Promise.all([write(limits.pinsMax), write(limits.pinsMax + 1)])
    t.same(last.map(({ kind }) => kind).toSorted(), ['changed', 'too-many-pins'])
    t.equal((await pinned()).length, limits.pinsMax)
    t.match(await write(1), { kind: 'unchanged' }, 'what is pinned already can be pinned')
    await write(1, false)
    t.match(await write(limits.pinsMax + 2), { kind: 'changed' })
    t.equal((await pinned())[0], limits.pinsMax + 2)
  })
}
