import t from 'tap'

import { Argon2Hasher, argon2Cost } from '../../api/src/adapters/crypto/argon2-hasher.ts'
import { WorkQueue } from '../../api/src/adapters/crypto/work-queue.ts'
import { cheapHasher } from '../support/app/cheap-hasher.ts'

t.test('a password is kept as argon2id of at least the cost that OWASP asks for', async (t) => {
  const hasher = new Argon2Hasher()
  const hash = await hasher.hash('correct horse battery', 'known')
  t.match(hash, /^\$argon2id\$v=19\$(m=19456,t=2,p=1|m=19456,p=1,t=2)\$/)
  t.ok(argon2Cost.memoryCost >= 19_456)
  t.ok(await hasher.verify(hash, 'correct horse battery', 'known'))
  t.notOk(await hasher.verify(hash, 'correct horse batterz', 'known'))
  t.not(await hasher.hash('correct horse battery', 'known'), hash, 'with a salt of its own')
})

t.test('nobody signs in against no hash, nor against one that cannot be read', async (t) => {
  const hasher = cheapHasher()
  for (const password of ['', 'nobody has this password', 'anything else']) {
    t.notOk(await hasher.verify(null, password, 'stranger'))
    for (const hash of ['', 'x', '$argon2id$', '$argon2id$v=19$m=1,t=1,p=1$$', '$2b$10$abc', '\0']) {
      t.notOk(await hasher.verify(hash, password, 'stranger'), JSON.stringify(hash))
    }
  }
})

t.test('a hash of another cost or kind is outdated', async (t) => {
  const hash = await cheapHasher().hash('correct horse battery', 'known')
  t.notOk(cheapHasher().isOutdated(hash))
  t.ok(new Argon2Hasher().isOutdated(hash))
  t.ok(new Argon2Hasher().isOutdated('$2b$10$something'))
})

t.test('a queue runs no more at once than it may, lets some wait, and refuses the rest', async (t) => {
  const queue = new WorkQueue({ runningMax: 2, waitingMax: 3, waitMaxMs: 60_000 })
  const gate = Promise.withResolvers<void>()
  let running = 0
  let most = 0
  const task = async () => {
    running += 1
    most = Math.max(most, running)
    await gate.promise
    running -= 1
  }
  const tasks = Array.from({ length: 8 }, () => queue.run('stranger', task))
  const outcomes = Promise.allSettled(tasks)
  gate.resolve()
  const statuses = (await outcomes).map(({ status }) => status)
  t.same(statuses, [...Array(5).fill('fulfilled'), ...Array(3).fill('rejected')])
  await t.rejects(tasks.at(-1) ?? Promise.resolve(), { code: 'overloaded', retryAfterSeconds: 60 })
  t.equal(most, 2)
})

t.test('those who are known go first, and the stranger who came last gives way', async (t) => {
  const queue = new WorkQueue({ runningMax: 1, waitingMax: 4, waitMaxMs: 60_000 })
  const gate = Promise.withResolvers<void>()
  const ended: string[] = []
  const ask = async (name: string, standing: 'known' | 'stranger') => {
    try {
      await queue.run(standing, () => gate.promise)
      ended.push(name)
    } catch {
      ended.push(`not ${name}`)
    }
  }
  const flood = ['running', 'first', 'second', 'third', 'fourth', 'fifth'].map((name) =>
    ask(name, 'stranger'),
  )
  const people = ['ada', 'bob', 'cyd'].map((name) => ask(name, 'known'))
  await flood[5]
  await Promise.all([flood[4], flood[3], flood[2]])
  t.same(ended, ['not fifth', 'not fourth', 'not third', 'not second'])
  people.push(ask('dee', 'known'), ask('eve', 'known'))
  await Promise.all([flood[1], people[4]])
  gate.resolve()
  await Promise.all([...flood, ...people])
  t.same(ended.slice(4, 6).sort(), ['not eve', 'not first'])
  t.same(ended.slice(6), ['running', 'ada', 'bob', 'cyd', 'dee'])
})

t.test('who waits too long is refused, and leaves the queue usable', async (t) => {
  const queue = new WorkQueue({ runningMax: 1, waitingMax: 3, waitMaxMs: 20 })
  const gate = Promise.withResolvers<void>()
  const first = queue.run('stranger', () => gate.promise)
  await t.rejects(
    queue.run('stranger', () => Promise.resolve()),
    { code: 'overloaded' },
  )
  gate.resolve()
  await first
  t.equal(await queue.run('stranger', () => Promise.resolve('done')), 'done')
})

t.test('a task that fails gives its place back', async (t) => {
  const queue = new WorkQueue({ runningMax: 1, waitingMax: 0, waitMaxMs: 20 })
  await t.rejects(queue.run('stranger', () => Promise.reject(new Error('no'))))
  t.equal(await queue.run('stranger', () => Promise.resolve('done')), 'done')
})
