import type { ConversationId, Draft, DraftEdit, DraftPage, ServerFrameOf, UserId } from '@parley/shared'
import fc from 'fast-check'
import t from 'tap'

import { Drafts } from '../../../web/src/state/drafts.ts'
import { Value } from '../../../web/src/state/observable.ts'
import { failed, refusedAs, success, type Failure, type Result } from '../../../web/src/state/result.ts'
import { DraftSync } from '../../../web/src/ui/drafts/draft-sync.ts'
import { FakeStorage } from '../../support/browser/fake-storage.ts'
import { until } from '../../support/until.ts'

const ada = 'ada' as UserId
const one = 'one' as ConversationId
type Frame = ServerFrameOf<'draft'>

const nothing = { text: '', replyTo: null, fileCount: 0, updatedAt: null }

/** One person's drafts, by the rules of the server. */
class FakeServer {
  readonly devices: Device[] = []
  #version = 0
  #clearedVersion = 0
  #draft: Draft | null = null

  get draft(): Draft {
    return this.#draft ?? { ...nothing, conversationId: one, version: this.#clearedVersion }
  }

  list(): DraftPage {
    return { items: this.#draft ? [this.#draft] : [], nextCursor: null, version: this.#version }
  }

  write({ text, replyTo = null, fileCount = 0, baseVersion }: DraftEdit): Result<Draft> {
    const { draft } = this
    if (this.#draft && draft.text === text && draft.replyTo === replyTo) return success(draft)
    if (draft.version > baseVersion)
      return failed({ ...(refusedAs('draft_outdated') as Extract<Failure, { kind: 'refused' }>), draft })
    const version = (this.#version += 1)
    this.#draft = text === '' ? null : { ...nothing, conversationId: one, text, replyTo, fileCount, version }
    if (text === '') this.#clearedVersion = version
    for (const device of this.devices) device.hear(this.draft)
    return success(this.draft)
  }
}

class Device {
  readonly drafts: Drafts
  readonly #server: FakeServer
  readonly #frame = new Value<Frame | null>(null)
  readonly #isCaughtUp = new Value(false)
  /** An answer that is on its way when the network goes is lost, and what it answers has happened. */
  losesAnswers = false
  sync: DraftSync

  /** @param storage that of another one, where both are tabs of one browser */
  constructor(server: FakeServer, busyMs = 0, storage = new FakeStorage()) {
    this.#server = server
    this.drafts = new Drafts(storage)
    this.drafts.open(ada)
    this.sync = this.#begin(busyMs)
    server.devices.push(this)
  }

  get isOnline(): boolean {
    return this.#isCaughtUp.get()
  }

  get text(): string {
    return this.drafts.all.get().get(one) ?? ''
  }

  get offered(): string {
    return this.sync.offer(one)?.text ?? ''
  }

  connect(isOnline: boolean): void {
    this.#isCaughtUp.set(isOnline)
  }

  hear(draft: Draft): void {
    if (this.isOnline) this.#frame.set({ type: 'draft', draft })
  }

  type(text: string): void {
    this.drafts.save(one, this.text + text, this.text)
  }

  send(): string {
    const { text } = this
    this.drafts.drop(one, text)
    return text
  }

  reload(): void {
    this.sync.stop()
    this.drafts.open(ada)
    this.sync = this.#begin(0)
  }

  #begin(busyMs: number): DraftSync {
    const answer = async <T>(ask: () => Result<T>): Promise<Result<T>> => {
      await Promise.resolve()
      if (!this.isOnline) return failed({ kind: 'unreachable' })
      const result = ask()
      await Promise.resolve()
      return this.losesAnswers ? failed({ kind: 'unreachable' }) : result
    }
    const draftSync = {
      list: () => answer(() => success(this.#server.list())),
      save: (_: ConversationId, edit: DraftEdit) => answer(() => this.#server.write(edit)),
      clear: (_: ConversationId, baseVersion: number) =>
        answer(() => this.#server.write({ text: '', baseVersion })),
    }
    const state = {
      isCaughtUp: this.#isCaughtUp,
      draft: this.#frame,
      drafts: this.drafts.all,
      chosen: new Value(new Map()),
    }
    const times = { pauseMs: 0, busyMs, retryMs: 1 }
    return new DraftSync({ state, actions: { drafts: this.drafts, draftSync } }, times)
  }
}

/** Until nothing is on its way. */
async function settled(devices: readonly Device[]): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    for (const device of devices) device.sync.flush()
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

function setUp(t: { teardown(end: () => void): void }, busyMs = 0) {
  const server = new FakeServer()
  const [desk, phone] = [new Device(server, busyMs), new Device(server, busyMs)]
  t.teardown(() => [desk, phone].forEach(({ sync }) => sync.stop()))
  for (const device of [desk, phone]) device.connect(true)
  return { server, desk, phone }
}

const holds = (device: Device, text: string) =>
  until(() => Promise.resolve(device.text === text), `the device holds “${text}”, and not “${device.text}”`)

t.test(
  'what is typed in one tab keeps the other busy, also where that hears of it from the server first',
  async (t) => {
    const [server, storage] = [new FakeServer(), new FakeStorage()]
    const tab = new Device(server, 10_000, storage)
    tab.connect(true)
    tab.type('From the train')
    await until(() => server.draft.text === 'From the train', 'it is saved')
    const other = new Device(server, 10_000, storage)
    t.teardown(() => [tab, other].forEach(({ sync }) => sync.stop()))
    other.connect(true)
    tab.type(' home')
    await until(() => server.draft.text === 'From the train home', 'it is saved')
    server.write({ text: 'Elsewhere', baseVersion: Number.MAX_SAFE_INTEGER })
    await settled([tab, other])
    for (const device of [tab, other]) {
      t.equal(device.text, 'From the train home')
      t.equal(device.offered, 'Elsewhere')
    }
  },
)

t.test('what is typed on one device is on the other, and goes with sending it', async (t) => {
  const { server, desk, phone } = setUp(t)
  desk.type('Dear ')
  await holds(phone, 'Dear')
  phone.type(' Ada')
  await holds(desk, 'Dear Ada')
  t.equal(desk.send(), 'Dear Ada')
  await holds(phone, '')
  t.match(server.draft, { text: '' })
})

t.test('where both have typed without a network both texts are kept', async (t) => {
  const { server, desk, phone } = setUp(t)
  phone.connect(false)
  phone.type('from the phone')
  desk.type('from the desk')
  await until(() => Promise.resolve(server.draft.text !== ''), 'the desk is saved')
  phone.connect(true)
  await until(() => Promise.resolve(phone.offered !== ''), 'it is offered')
  t.equal(phone.offered, 'from the desk')
  t.equal(phone.text, 'from the phone')
  await settled([desk, phone])
  t.equal(server.draft.text, 'from the desk', 'which stays until somebody has chosen')
  phone.sync.answer(one, 'both')
  await holds(desk, 'from the desk\nfrom the phone')
  t.equal(phone.offered, '')
})

t.test('whoever chooses has one of them', async (t) => {
  const { desk, phone } = setUp(t)
  for (const [choice, text] of [
    ['take', 'desk'],
    ['mine', 'phone'],
  ] as const) {
    phone.connect(false)
    phone.type('phone')
    desk.type('desk')
    await settled([desk])
    phone.connect(true)
    await until(() => Promise.resolve(phone.offered !== ''), 'it is offered')
    phone.sync.answer(one, choice)
    await holds(phone, text)
    await holds(desk, text)
    desk.send()
    await holds(phone, '')
  }
})

t.test('what was sent elsewhere is not there any more when a device returns', async (t) => {
  const { server, desk, phone } = setUp(t)
  desk.type('on my way')
  await holds(phone, 'on my way')
  phone.connect(false)
  desk.send()
  await settled([desk])
  phone.reload()
  t.equal(phone.text, 'on my way')
  phone.connect(true)
  await holds(phone, '')
  await settled([desk, phone])
  t.equal(server.draft.text, '')
})

t.test('what comes in while one types is offered, never put in place', async (t) => {
  const { desk, phone } = setUp(t, 60_000)
  desk.type('Dear')
  await holds(phone, 'Dear')
  phone.type(' Ada')
  await until(() => Promise.resolve(desk.offered === 'Dear Ada'), 'the desk is offered it')
  t.equal(desk.text, 'Dear')
  desk.sync.answer(one, 'take')
  t.equal(desk.text, 'Dear Ada')
})

t.test('a save whose answer was lost is known again', async (t) => {
  const { server, desk, phone } = setUp(t)
  await settled([desk, phone])
  desk.losesAnswers = true
  desk.type('once')
  await until(() => Promise.resolve(server.draft.text === 'once'), 'it is saved')
  desk.reload()
  desk.type(' more')
  desk.losesAnswers = false
  await holds(phone, 'once more')
  t.equal(desk.offered, '')
})

t.test('whoever signs out leaves nothing here, and it is there again at the next sign-in', async (t) => {
  const { server, desk } = setUp(t)
  desk.type('later')
  await until(() => Promise.resolve(server.draft.text === 'later'), 'it is saved')
  await settled([desk])
  desk.drafts.discardAll()
  t.equal(desk.drafts.all.get().size, 0)
  await settled([desk])
  t.equal(server.draft.text, 'later', 'which clears nothing')
  desk.reload()
  desk.connect(false)
  desk.connect(true)
  await holds(desk, 'later')
})

type Step =
  | { readonly kind: 'type' | 'send' | 'reload' | 'both' | 'settle'; readonly at: 0 | 1 }
  | { readonly kind: 'connect' | 'lose'; readonly at: 0 | 1; readonly isOn: boolean }

const at = fc.constantFrom(0 as const, 1 as const)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('type' as const), at }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('settle' as const, 'both' as const), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('send' as const, 'reload' as const), at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('connect' as const, 'lose' as const),
      at,
      isOn: fc.boolean(),
    }),
  },
)

t.test('two devices that come and go never lose what was typed', async (t) => {
  t.setTimeout(120_000)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
      const server = new FakeServer()
      const devices = [new Device(server), new Device(server)] as const
      const typed: string[] = []
      let sent = ''
      const everything = () =>
        [sent, server.draft.text, ...devices.flatMap(({ text, offered }) => [text, offered])].join()
      const lost = () => typed.filter((word) => !everything().includes(word))
      for (const one of steps) {
        const device = devices[one.at]
        if (one.kind === 'type') {
          typed.push(`<${typed.length}>`)
          device.type(typed.at(-1) ?? '')
        } else if (one.kind === 'send') sent += device.send()
        else if (one.kind === 'reload') device.reload()
        else if (one.kind === 'both') device.sync.answer('one' as ConversationId, 'both')
        else if (one.kind === 'connect') device.connect(one.isOn)
        else if (one.kind === 'lose') device.losesAnswers = one.isOn
        else await settled(devices)
        if (lost().length > 0) throw new Error(`${lost().join()} is lost after ${one.kind}`)
      }
      for (const device of devices) {
        device.losesAnswers = false
        device.connect(true)
      }
      await settled(devices)
      for (const device of devices) device.sync.answer('one' as ConversationId, 'both')
      await settled(devices)
      for (const { sync } of devices) sync.stop()
      if (lost().length > 0) throw new Error(`${lost().join()} is lost in the end`)
      const offers = devices.map(({ offered }) => offered)
      if (offers.every((offer) => offer === '') && devices[0].text.trim() !== devices[1].text.trim())
        throw new Error(`“${devices[0].text}” and “${devices[1].text}” are not in step`)
    }),
    { numRuns: 60 },
  )
  t.pass()
})
