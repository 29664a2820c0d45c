import type { ConversationId, ConversationSummary, Message, MessagePage } from '@parley/shared'
import t from 'tap'

import { RealtimeTest, sendFrame } from '../../support/app/realtime.ts'
import { RedisServer } from '../../support/redis/server.ts'
import { newDatabases } from '../../support/databases/server-places.ts'
import { until } from '../../support/until.ts'
import type { TestClient } from '../../support/network/ws-client.ts'

const rounds = 30
const atOnce = 20

const servers = await newDatabases(t)

/**
 * On the same databases, each with stores of its own and, as if everything came too late, a Redis of its
 * own: what one does, the other one never hears of, and finds in the stores only.
 */
async function startInstance(): Promise<RealtimeTest> {
  const redis = await RedisServer.start(t)
  return RealtimeTest.start(t, {
    servers: { ...servers, redisUrl: redis.url.href },
    config: { framesPerTenSeconds: 1_000_000 },
  })
}
const [one, two] = [await startInstance(), await startInstance()]
const [ann, bob] = await one.people('ann', 'bob')

/** Sends as fast as it is answered, until it is refused or has sent enough. */
class Talker {
  acked = 0
  enough = Infinity
  readonly codes = new Set<string>()
  readonly #client: TestClient
  readonly #id: ConversationId

  constructor(client: TestClient, id: ConversationId) {
    this.#client = client
    this.#id = id
  }

  async talk(): Promise<void> {
    await Promise.all(Array.from({ length: atOnce }, () => this.#talk()))
  }

  async #talk(): Promise<void> {
    while (this.codes.size === 0 && this.acked < this.enough) {
      const reply = await this.#client.request(sendFrame(this.#id, 'one more'))
      if (reply.type === 'ack') this.acked += 1
      // A database that stalls for a moment is asked again.
      else if (reply.problem.code !== 'unavailable') this.codes.add(reply.problem.code)
    }
  }
}

async function openGroup(): Promise<ConversationId> {
  const body = { name: 'Tea', visibility: 'open' }
  const { conversation } = await one.call<ConversationSummary>(ann, 'POST', '/conversations/groups', body)
  return conversation.id
}

async function historyOf(id: ConversationId): Promise<Message[]> {
  const messages: Message[] = []
  for (let isWhole = false; !isWhole;) {
    const after = messages.at(-1)?.seq ?? 0
    const path = `/conversations/${id}/messages?after=${after}&limit=100`
    const { items } = await one.call<MessagePage>(ann, 'GET', path)
    messages.push(...items)
    isWhole = items.length === 0
  }
  return messages
}

/** How many messages stand behind each removal, before the one who was removed joined again. */
function behindRemovals(messages: readonly Message[]): number[] {
  const behind: number[] = []
  let isOut = false
  for (const { system } of messages) {
    if (system?.kind === 'member-joined') isOut = false
    else if (system?.kind === 'member-removed') isOut = behind.push(0) > 0
    else if (system === null && isOut) behind.push((behind.pop() ?? 0) + 1)
  }
  return behind
}

/** What a database that stalls for a moment has not confirmed may have been done all the same. */
const removeBob = (id: ConversationId) =>
  until(async () => {
    try {
      await one.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
      return true
    } catch (error) {
      const { message } = error as Error
      if (message.includes('"member_not_found"')) return true
      if (message.includes('"unavailable"')) return false
      throw error
    }
  }, 'Bob is removed')

t.test('Nothing of someone is stored behind their removal at another instance', async (t) => {
  const [id, atTwo] = [await openGroup(), await two.connect(bob)]
  let acked = 0
  for (let round = 0; round < rounds; round++) {
    await two.call(bob, 'POST', `/conversations/${id}/join`)
    const talker = new Talker(atTwo, id)
    const talking = talker.talk()
    await until(() => talker.acked >= atOnce, 'some are stored')
    await removeBob(id)
    talker.enough = talker.acked + 10 * atOnce
    await talking
    t.same([...talker.codes], ['conversation_not_found'])
    acked += talker.acked
  }
  const messages = await historyOf(id)
  t.equal(messages.filter(({ system }) => system === null).length, acked, 'what was acknowledged is there')
  const behind = behindRemovals(messages)
  const sum = behind.reduce((all, count) => all + count, 0)
  t.comment(`${sum} of ${acked} messages stand behind ${behind.filter(Boolean).length} of ${rounds} removals`)
  t.same(behind, Array(rounds).fill(0))
})

t.test('Whoever is back writes on, also at an instance that hears of nothing', async (t) => {
  const [id, atTwo] = [await openGroup(), await two.connect(bob)]
  await two.call(bob, 'POST', `/conversations/${id}/join`)
  const send = async () => (await atTwo.request(sendFrame(id, 'hello'))).type
  const remove = () => one.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  t.equal(await send(), 'ack')
  await remove()
  t.equal(await send(), 'refusal')
  await one.call(bob, 'POST', `/conversations/${id}/join`)
  t.equal(await send(), 'ack', 'as the log tells')
  await remove()
  t.equal(await send(), 'refusal')
  await one.app.parts.stores.memberships.add(id, [bob.user.id], 0, new Date())
  t.equal(await send(), 'ack', 'as their membership tells, when whoever added them died before the log could')
})
