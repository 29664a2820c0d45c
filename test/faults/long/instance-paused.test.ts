import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import type { ChangePage, ConversationId, ConversationList } from '@parley/shared'
import t, { type Test } from 'tap'

import { ApiSession } from '../../../scripts/delivery/api-session.ts'
import type { Clients } from '../../../scripts/delivery/clients.ts'
import type { Random } from '../../../scripts/delivery/random.ts'
import type { ServerProcess } from '../../support/processes/server-process.ts'
import { Balancer } from '../support/balancer.ts'
import { faultRun } from '../support/fault-run.ts'
import { Field } from '../support/field.ts'
import { patiently } from '../support/patiently.ts'
import { isLong } from '../support/scale.ts'

const messages = 5
const patienceMs = 30_000
/** The longer ones are more than clients and servers wait for each other. */
const longMs = isLong ? { min: 50_000, max: 70_000 } : { min: 6_000, max: 9_000 }
const shortMs = isLong ? { min: 20_000, max: 30_000 } : { min: 4_000, max: 6_000 }

t.setTimeout(900_000)

/** Somebody who asks one instance what was said at the other. */
class Bystander {
  readonly session: ApiSession
  readonly conversationId: ConversationId
  #rev = 1 // the message that tells of the group's foundation

  private constructor(session: ApiSession, conversationId: ConversationId) {
    this.session = session
    this.conversationId = conversationId
  }

  static async at(url: string): Promise<Bystander> {
    const session = new ApiSession(url)
    await session.register('bystander')
    return new Bystander(session, await session.group('Aside', []))
  }

  async say(at: ServerProcess, count: number): Promise<void> {
    const session = this.session.over(at.url)
    const path = `/conversations/${this.conversationId}/messages`
    for (let said = 0; said < count; said++, this.#rev++) {
      const message = { clientId: randomUUID(), text: `${this.#rev}` }
      await patiently(patienceMs, () => session.call('POST', path, message))
    }
  }

  /** Asks now; what is answered, whenever it is, has to be of now. */
  askFor(t: Test, at: ServerProcess): Promise<void> {
    const [rev, session] = [this.#rev, this.session.over(at.url)]
    const path = `/conversations/${this.conversationId}/changes?after=0`
    const asked = [
      patiently(patienceMs, () => session.call<ChangePage>('GET', path)).then(({ headRev, items }) => {
        t.same([headRev, items.length], [rev, rev], 'the changes are complete')
      }),
      patiently(patienceMs, () => session.call<ConversationList>('GET', '/conversations')).then(
        ({ items }) => {
          t.equal(items[0]?.rev, rev, 'the list is of now')
        },
      ),
    ]
    return Promise.all(asked).then(() => session.close())
  }
}

t.test(
  'an instance stands still while the others go on, and is not believed to know when it wakes',
  async (t) => {
    const field = await Field.open(t)
    const balancer = await Balancer.before(t, field.instances)
    const bystander = await Bystander.at(balancer.url)
    const [one, two] = field.instances
    if (!one || !two) throw new Error('There must be two.')
    const standStill = async (
      sleeper: ServerProcess,
      other: ServerProcess,
      lastMs: number,
    ): Promise<void> => {
      await bystander.say(sleeper, 1) // so that both remember what they know
      await bystander.say(other, 1)
      await sleeper.pause()
      await wait(lastMs / 2)
      await bystander.say(other, messages)
      await wait(lastMs / 2)
      const answered = bystander.askFor(t, sleeper)
      await wait(100) // the questions have arrived, and wait there
      sleeper.resume()
      await answered
      await bystander.say(sleeper, 1)
      await bystander.askFor(t, other)
    }
    const harm = async (random: Random, clients: Clients): Promise<void> => {
      await wait(random.between(500, 1_500))
      await standStill(one, two, random.between(longMs.min, longMs.max))
      await wait(random.between(500, 1_500))
      const [removal] = await Promise.all([
        wait(1_500).then(() => clients.removeGuest()),
        standStill(two, one, random.between(shortMs.min, shortMs.max)),
      ])
      await wait(1_500)
      return removal
    }
    await faultRun(t, field, { name: 'F6 instance paused', urls: [balancer.url], harm })
  },
)
