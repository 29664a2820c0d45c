import fc from 'fast-check'
import t, { type Test } from 'tap'

import { GroupCommit } from '../../api/src/domain/messages/writing/group-commit.ts'
import { WriteSlots } from '../../api/src/domain/messages/writing/write-slots.ts'
import { TooSlow, Unavailable } from '../../api/src/stores/errors.ts'
import { until } from '../support/until.ts'

interface Input {
  readonly key: string
  readonly number: number
}

/** Time stands still until it is moved, so that nothing is given up because the machine was busy. */
function holdTime(t: Test): { ms: number } {
  const now = { ms: 0 }
  Object.defineProperty(performance, 'now', { value: () => now.ms, configurable: true })
  t.teardown(() => Reflect.deleteProperty(performance, 'now'))
  return now
}

/** Two queues that write the same, a store that ends its writes when it is told to, and what it saw. */
class Desk {
  readonly #underWay: { readonly inputs: readonly Input[]; readonly end: (isWritten: boolean) => void }[] = []
  readonly #queues: readonly GroupCommit<Input, number>[]
  readonly #slots: WriteSlots
  readonly #atOnce: number
  readonly #batchMax: number
  readonly wrongs: string[] = []
  readonly written: number[][] = [[], []]
  readonly told: Promise<number>[] = []

  constructor(atOnce: number, batchMax: number) {
    this.#atOnce = atOnce
    this.#batchMax = batchMax
    this.#slots = new WriteSlots(atOnce)
    const queue = (which: number) =>
      new GroupCommit((inputs: Input[]) => this.#write(which, inputs), {
        keyOf: ({ key }) => key,
        slots: this.#slots,
        batchMax,
      })
    this.#queues = [queue(0), queue(1)]
  }

  add(which: number, input: Input): void {
    const outcome = this.#queues[which]?.add(input)
    if (outcome) this.told.push(outcome)
  }

  /** With or without having written anything. */
  endOne(at: number, isWritten = true): void {
    this.#underWay.splice(at % Math.max(1, this.#underWay.length), 1)[0]?.end(isWritten)
  }

  async drain(): Promise<void> {
    const over = new AbortController()
    const drained = this.#slots.drain().then(() => over.abort())
    while (!over.signal.aborted) {
      this.endOne(0)
      await new Promise(setImmediate)
    }
    await drained
  }

  #write(which: number, inputs: Input[]): Promise<(number | null)[]> {
    const busy = new Set(this.#underWay.flatMap((write) => write.inputs.map(({ key }) => key)))
    if (inputs.some(({ key }) => busy.has(key))) this.wrongs.push('two writes of one key at a time')
    if (this.#underWay.length >= this.#atOnce) this.wrongs.push('too many writes at a time')
    if (inputs.length > this.#batchMax) this.wrongs.push('too much in a write')
    const { promise, resolve } = Promise.withResolvers<(number | null)[]>()
    const end = (isWritten: boolean): void => {
      const numbers = inputs.map(({ number }) => number)
      if (isWritten) this.written[which]?.push(...numbers)
      resolve(numbers.map((number) => (isWritten ? number : null)))
    }
    this.#underWay.push({ inputs, end })
    return promise
  }
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), which: fc.nat(1), key: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat(3), isWritten: fc.boolean() }),
  fc.record({ kind: fc.constant('later' as const) }),
)

t.test('Writes of one key never meet, keep their order, and all are answered', async (t) => {
  holdTime(t)
  const plan = fc.array(step, { maxLength: 40, size: 'max' })
  const property = fc.asyncProperty(
    plan,
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 4 }),
    async (steps, atOnce, batchMax) => {
      const desk = new Desk(atOnce, batchMax)
      const added: { which: number; key: string }[] = []
      for (const one of steps) {
        if (one.kind === 'end') desk.endOne(one.at, one.isWritten)
        else if (one.kind === 'later') await new Promise(setImmediate)
        else desk.add(one.which, { key: one.key, number: added.push(one) - 1 })
      }
      await desk.drain()
      const numbers = (await Promise.all(desk.told)).join()
      if (numbers !== [...added.keys()].join()) desk.wrongs.push('an answer is another one’s')
      for (const { which, key } of added) {
        const order = (desk.written[which] ?? []).filter((number) => added[number]?.key === key)
        if (order.join() !== order.toSorted((a, b) => a - b).join()) desk.wrongs.push('the order is another')
      }
      if (desk.wrongs.length > 0) throw new Error(desk.wrongs.join(', '))
    },
  )
  await fc.assert(property, { numRuns: 200 })
})

t.test('A write that takes long holds up nobody but its key', async (t) => {
  const slow = Promise.withResolvers<void>()
  const write = async (inputs: Input[]): Promise<number[]> => {
    if (inputs.some(({ key }) => key === 'slow')) await slow.promise
    return inputs.map(({ number }) => number)
  }
  const commit = new GroupCommit(write, { keyOf: ({ key }) => key, slots: new WriteSlots(2) })
  const order: number[] = []
  const add = (key: string, number: number) => commit.add({ key, number }).then((told) => order.push(told))
  const first = add('slow', 1)
  await new Promise(setImmediate)
  const second = add('slow', 2)
  await add('quick', 3)
  await add('quick', 4)
  t.same(order, [3, 4])
  slow.resolve()
  await Promise.all([first, second])
  t.same(order, [3, 4, 1, 2])
})

t.test(
  'What is not written yet is tried again, before what came later, and holds up no answer',
  async (t) => {
    holdTime(t)
    const order: number[] = []
    let refusals = 3
    const write = async (inputs: Input[]): Promise<(number | null)[]> =>
      inputs.map(({ key, number }) => {
        if (key === 'beaten' && refusals-- > 0) return null
        return order.push(number)
      })
    const commit = new GroupCommit(write, { keyOf: ({ key }) => key })
    const beaten = commit.add({ key: 'beaten', number: 1 })
    t.equal(await commit.add({ key: 'other', number: 2 }), 1)
    const behind = commit.add({ key: 'beaten', number: 3 })
    await Promise.all([beaten, behind])
    t.same(order, [2, 1, 3])
  },
)

t.test('What cannot be written for two seconds is refused', async (t) => {
  const now = holdTime(t)
  const write = async (): Promise<null[]> => {
    now.ms += 100
    return [null]
  }
  const commit = new GroupCommit(write, { keyOf: () => 'beaten' })
  await t.rejects(commit.add('this'), TooSlow)
  t.ok(now.ms > 1_000 && now.ms <= 2_000, `after ${now.ms} ms`)
})

t.test('Two queues that never end let each other write of the same key', async (t) => {
  const slots = new WriteSlots(3)
  const write = async (inputs: string[]): Promise<string[]> => {
    await new Promise(setImmediate)
    return inputs
  }
  const [sends, edits] = [0, 1].map(() => new GroupCommit(write, { keyOf: (key) => key, slots }))
  if (!sends || !edits) throw new Error('There are two.')
  const crowdOver = new AbortController()
  const endless = async (queue: GroupCommit<string, string>, key: string): Promise<void> => {
    while (!crowdOver.signal.aborted) await queue.add(key)
  }
  const crowd = [endless(edits, 'x'), endless(edits, 'x'), endless(sends, 'y'), endless(sends, 'y')]
  for (let times = 0; times < 20; times += 1) t.equal(await sends.add('x'), 'x')
  crowdOver.abort()
  await Promise.all(crowd)
})

t.test(
  'A reply that throws keeps no other from its outcome, and its error reaches the process',
  async (t) => {
    const reached: unknown[] = []
    const others = process.rawListeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => reached.push(error))
    t.teardown(() => {
      process.removeAllListeners('uncaughtException')
      for (const other of others) process.on('uncaughtException', other as (error: Error) => void)
    })
    for (const outage of [null, new Unavailable('away')]) {
      const write = async (inputs: string[]): Promise<string[]> => {
        if (outage) throw outage
        return inputs
      }
      const commit = new GroupCommit(write, { keyOf: (key) => key })
      const [mistake, told] = [new Error('a mistake'), [] as unknown[]]
      const fail = (): never => {
        throw mistake
      }
      commit.enqueue('a', { resolve: fail, reject: fail })
      commit.enqueue('b', { resolve: (outcome) => told.push(outcome), reject: (error) => told.push(error) })
      await until(() => reached.length > 0, 'the error has reached the process')
      t.same(told, [outage ?? 'b'])
      t.equal(reached.pop(), mistake)
      t.same(await commit.drain(), undefined, 'and the next write may begin')
    }
  },
)
