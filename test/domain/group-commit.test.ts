import fc from 'fast-check'
import t from 'tap'

import { GroupCommit } from '../../api/src/domain/group-commit.ts'
import { WriteTurns } from '../../api/src/domain/write-turns.ts'

interface Input {
  readonly key: string
  readonly number: number
}

/** Two queues that write the same, a store that ends its writes when it is told to, and what it saw. */
class Desk {
  readonly #underWay: { readonly inputs: readonly Input[]; readonly end: () => void }[] = []
  readonly #queues: readonly GroupCommit<Input, number>[]
  readonly #turns: WriteTurns
  readonly #atOnce: number
  readonly #batchMax: number
  readonly wrongs: string[] = []
  readonly written: number[][] = [[], []]
  readonly told: Promise<number>[] = []

  constructor(atOnce: number, batchMax: number) {
    this.#atOnce = atOnce
    this.#batchMax = batchMax
    this.#turns = new WriteTurns(atOnce)
    const queue = (which: number) =>
      new GroupCommit((inputs: Input[]) => this.#write(which, inputs), {
        keyOf: ({ key }) => key,
        turns: this.#turns,
        batchMax,
      })
    this.#queues = [queue(0), queue(1)]
  }

  add(which: number, input: Input): void {
    const outcome = this.#queues[which]?.add(input)
    if (outcome) this.told.push(outcome)
  }

  endOne(at: number): void {
    this.#underWay.splice(at % Math.max(1, this.#underWay.length), 1)[0]?.end()
  }

  async drain(): Promise<void> {
    let isOver = false
    const drained = this.#turns.drain().then(() => (isOver = true))
    while (!isOver) {
      this.endOne(0)
      await new Promise(setImmediate)
    }
    await drained
  }

  #write(which: number, inputs: Input[]): Promise<number[]> {
    const busy = new Set(this.#underWay.flatMap((write) => write.inputs.map(({ key }) => key)))
    if (inputs.some(({ key }) => busy.has(key))) this.wrongs.push('two writes of one key at a time')
    if (this.#underWay.length >= this.#atOnce) this.wrongs.push('too many writes at a time')
    if (inputs.length > this.#batchMax) this.wrongs.push('too much in a write')
    this.written[which]?.push(...inputs.map(({ number }) => number))
    const { promise, resolve } = Promise.withResolvers<number[]>()
    this.#underWay.push({ inputs, end: () => resolve(inputs.map(({ number }) => number)) })
    return promise
  }
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), which: fc.nat(1), key: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat(3) }),
  fc.record({ kind: fc.constant('later' as const) }),
)

t.test('Writes of one key never meet, keep their order, and all are answered', async () => {
  const plan = fc.array(step, { maxLength: 40 })
  const property = fc.asyncProperty(
    plan,
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 4 }),
    async (steps, atOnce, batchMax) => {
      const desk = new Desk(atOnce, batchMax)
      const added: { which: number; key: string }[] = []
      for (const one of steps) {
        if (one.kind === 'end') desk.endOne(one.at)
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
  await fc.assert(property, { numRuns: 500 })
})

t.test('A write that takes long holds up nobody but its key', async (t) => {
  const slow = Promise.withResolvers<void>()
  const write = async (inputs: Input[]): Promise<number[]> => {
    if (inputs.some(({ key }) => key === 'slow')) await slow.promise
    return inputs.map(({ number }) => number)
  }
  const commit = new GroupCommit(write, { keyOf: ({ key }) => key, turns: new WriteTurns(2) })
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
