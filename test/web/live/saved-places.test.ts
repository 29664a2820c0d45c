import type { SavedPlaces as Places, ServerFrameOf } from '@parley/shared'
import t from 'tap'

import { Value } from '../../../web/src/state/observable.ts'
import { SavedPlaces } from '../../../web/src/ui/saved/saved-places.ts'
import { conversationId } from '../../support/models/truth.ts'

type Change = ServerFrameOf<'saved'>
type Given = ConstructorParameters<typeof SavedPlaces>[0]

const place = (seq: number) => ({ conversationId, seq })
const frame = (seq: number, isSaved: boolean, version: number): Change => {
  return { type: 'saved', ...place(seq), isSaved, version }
}

/** A client, and what the server answers when it is asked for all places. */
function setUp(answer: Places) {
  const [isCaughtUp, saved] = [new Value(false), new Value<Change | null>(null)]
  const server = { answer, asked: 0, refuses: false }
  const failures: unknown[] = []
  const given: Given = {
    state: { isCaughtUp, saved },
    toasts: { failure: (failure) => failures.push(failure) },
    actions: {
      saved: {
        places: async () => {
          server.asked += 1
          return { ok: true, value: server.answer }
        },
        set: async () =>
          server.refuses
            ? { ok: false, failure: { kind: 'unreachable' } }
            : { ok: true, value: { version: server.answer.version + 1 } },
      },
    },
  }
  const places = new SavedPlaces(given)
  const has = (...seqs: number[]) => seqs.filter((seq) => places.has(place(seq)))
  return { places, isCaughtUp, saved, server, failures, has }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

t.test('Which are saved is asked for once a connection, and kept by what is told', async (t) => {
  const { isCaughtUp, saved, server, has } = setUp({ items: [place(1), place(2)], version: 5 })
  t.equal(server.asked, 0, 'not before there is a connection')
  isCaughtUp.set(true)
  await settled()
  t.same(has(1, 2, 3), [1, 2])
  saved.set(frame(3, true, 6))
  saved.set(frame(1, false, 7))
  t.same(has(1, 2, 3), [2, 3])
  saved.set(frame(3, false, 6))
  t.same(has(1, 2, 3), [2, 3], 'what was told before is dropped')
  t.equal(server.asked, 1)
  isCaughtUp.set(false)
  isCaughtUp.set(true)
  t.equal(server.asked, 2)
})

t.test('A hole in what is told has all asked for again, and what comes meanwhile too', async (t) => {
  const { isCaughtUp, saved, server, has } = setUp({ items: [place(1)], version: 5 })
  isCaughtUp.set(true)
  await settled()
  server.answer = { items: [place(1), place(7)], version: 8 }
  saved.set(frame(9, true, 7))
  saved.set(frame(9, false, 8))
  await settled()
  t.same(has(1, 7, 9), [1, 7])
  t.equal(server.asked, 3)
})

t.test('What one does oneself is known by its answer, and what is refused is said', async (t) => {
  const { places, isCaughtUp, saved, server, failures, has } = setUp({ items: [], version: 5 })
  isCaughtUp.set(true)
  await settled()
  t.equal(await places.set(place(4), true), true)
  t.same(has(4), [4])
  saved.set(frame(4, true, 6))
  t.equal(server.asked, 1, 'and its frame changes nothing more')
  server.refuses = true
  t.equal(await places.set(place(4), false), false)
  t.same(has(4), [4])
  t.equal(failures.length, 1)
})
