import type { ClientId, ConversationId, Message, UserId } from '@parley/shared'
import t from 'tap'

import { RowWindow } from '../../../web/src/ui/timeline/rows/row-window.ts'
import { blocksOf, rowsOf } from '../../../web/src/ui/timeline/rows/models.ts'

const ada = 'ada' as UserId
const charles = 'charles' as UserId

const message = (seq: number, senderId: UserId, minute: number, rest: Partial<Message> = {}): Message => ({
  conversationId: 'c' as ConversationId,
  seq,
  rev: seq,
  senderId,
  clientId: `client ${seq}` as ClientId,
  text: `Message ${seq}`,
  system: null,
  createdAt: new Date(2026, 2, 1, 12, minute).toISOString(),
  editedAt: null,
  deletedAt: null,
  ...rest,
})

const nobody: ReadonlySet<never> = new Set()
const unmarked = { newCount: 0, delivery: () => null, quoted: () => undefined }
const rows = (messages: readonly Message[], newAfterSeq: number | null = null) =>
  rowsOf({ messages, pending: [], viewerId: ada, newAfterSeq, blocked: nobody, opened: nobody, ...unmarked })
const kinds = (messages: readonly Message[], newAfterSeq: number | null = null) =>
  rows(messages, newAfterSeq).map((row) =>
    row.kind === 'message' ? (row.first ? 'first' : 'more') : row.kind,
  )

t.test('Messages of one person within five minutes are a group', async (t) => {
  t.same(kinds([message(1, ada, 0), message(2, ada, 4), message(3, charles, 4), message(4, charles, 10)]), [
    'day',
    'first',
    'more',
    'first',
    'first',
  ])
})

t.test('What was deleted ends a run, and is in it itself', async (t) => {
  const deleted = message(2, ada, 0, { text: '', deletedAt: new Date().toISOString() })
  t.same(kinds([message(1, ada, 0), deleted, message(3, ada, 0)]), ['day', 'first', 'more', 'first'])
})

t.test('The rows of a run are together', async (t) => {
  const talk = [message(1, ada, 0), message(2, ada, 5), message(3, charles, 5), message(4, ada, 5)]
  t.same(
    blocksOf(rows(talk)).map((block) => block.length),
    [1, 2, 1, 1],
  )
})

t.test('People whom one person adds one after the other are told of together', async (t) => {
  const added = (seq: number, by: UserId, ...userIds: string[]) =>
    message(seq, by, 0, { system: { kind: 'members-added', userIds: userIds as UserId[] } })
  const told = rows([added(1, ada, 'a'), added(2, ada, 'b', 'c'), added(3, charles, 'd'), message(4, ada, 0)])
  const ids = told.flatMap((row) =>
    row.kind === 'system' && row.event.kind === 'members-added' ? [row.event.userIds] : [],
  )
  t.same(ids, [['a', 'b', 'c'], ['d']])
})

t.test('Each day begins with its name', async (t) => {
  const nextDay = message(2, ada, 0, { createdAt: new Date(2026, 2, 2).toISOString() })
  t.same(kinds([message(1, ada, 0), nextDay]), ['day', 'first', 'day', 'first'])
})

t.test('The line stands before the first message of another person that was new', async (t) => {
  const talk = [message(1, charles, 0), message(2, ada, 0), message(3, charles, 0)]
  t.same(kinds(talk, 1), ['day', 'first', 'first', 'unread', 'first'])
  t.same(kinds(talk.slice(2), 1), ['day', 'first'], 'not where what came before is missing')
})

t.test('Another person’s clientId does not make two rows one', async (t) => {
  const clientId = 'the same' as ClientId
  const keys = rows([message(1, ada, 0, { clientId }), message(2, charles, 0, { clientId })]).map(
    ({ key }) => key,
  )
  t.equal(new Set(keys).size, keys.length)
})

t.test('However many messages are loaded, a bounded number is rendered', async (t) => {
  const all = Array.from({ length: 10_000 }, (_, at) => message(at + 1, charles, 0))
  const window = new RowWindow()
  let rendered = window.clip(all)
  t.equal(rendered.at(-1)?.seq, 10_000)
  let turns = 0
  while (window.growUp(all, rendered)) {
    rendered = window.clip(all)
    t.ok(rendered.length <= 200 && (turns += 1) < 300)
  }
  t.equal(rendered[0]?.seq, 1, 'all the way up')
  while (window.growDown(all, rendered)) {
    rendered = window.clip(all)
    t.ok(rendered.length <= 200 && (turns += 1) < 600)
  }
  t.equal(rendered.at(-1)?.seq, 10_000, 'and down again')
})

t.test('Where a place is sought that is not loaded, what is nearest to it is rendered', async (t) => {
  const loaded = Array.from({ length: 200 }, (_, at) => message(at + 101, charles, 0))
  const around = (seq: number) => {
    const window = new RowWindow()
    window.around(seq)
    const hasMoved = window.reach(loaded)
    const rendered = window.clip(loaded)
    return [hasMoved, rendered.some((one) => one.seq === 101), rendered.some((one) => one.seq === 300)]
  }
  t.same(around(5), [true, true, false], 'the beginning')
  t.same(around(500), [true, false, true], 'the end')
  t.same(around(90), [false, true, false], 'what is near')
  t.equal(new RowWindow().reach([]), false)
})

/** As one sees it who has blocked Charles. */
function foldedRows(messages: readonly Message[], opened: readonly number[] = []) {
  const [blocked, open] = [new Set([charles]), new Set(opened)]
  return rowsOf({ messages, pending: [], viewerId: ada, newAfterSeq: 0, blocked, opened: open, ...unmarked })
}
const foldedKinds = (messages: readonly Message[], opened?: readonly number[]) =>
  foldedRows(messages, opened).map((row) => (row.kind === 'fold' ? `fold of ${row.seqs.join()}` : row.kind))

t.test('What people wrote whom one has blocked is folded, as far as nothing stands between', async (t) => {
  const left = message(4, charles, 1, { system: { kind: 'member-left' } })
  const nextDay = message(6, charles, 0, { createdAt: new Date(2026, 2, 2).toISOString() })
  const talk = [message(1, charles, 0), message(2, charles, 0), message(3, ada, 0), left]
  t.same(foldedKinds([...talk, message(5, charles, 1), nextDay]), [
    'day',
    'fold of 1,2',
    'message',
    'system',
    'fold of 5',
    'day',
    'fold of 6',
  ])
})

t.test('An open fold stays open when messages come at either end', async (t) => {
  const talk = [message(1, charles, 0), message(2, charles, 0), message(3, charles, 0)]
  const open = ['day', 'fold of 1,2,3', 'message', 'message', 'message']
  t.same(foldedKinds(talk, [2]), open)
  t.same(foldedKinds(talk.slice(1), [2]), ['day', 'fold of 2,3', 'message', 'message'])
  const keys = [talk.slice(0, 2), talk].map(
    (some) => foldedRows(some).find(({ kind }) => kind === 'fold')?.key,
  )
  t.equal(keys[0], keys[1], 'and is the same row when one more comes')
})
