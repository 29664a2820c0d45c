import type { ConversationId, ConversationList, ConversationSummary } from '@parley/shared'

import type { Person } from '../../support/app/app.ts'
import { newClientId, type RealtimeTest } from '../../support/app/realtime.ts'
import type { TestClient } from '../../support/network/ws-client.ts'

export interface Instances {
  readonly ofBlocker: RealtimeTest
  readonly ofBlocked: RealtimeTest
}

export type Side = 'blocker' | 'blocked'

let worlds = 0

/** Ann blocks Ben. Cem is in a group with both; Dee as well, who has said nothing of herself and was never there. */
export class World {
  readonly instances: Instances
  readonly ann: Person
  readonly ben: Person
  readonly cem: Person
  readonly dee: Person
  readonly group: ConversationId
  readonly direct: ConversationId
  /** How far somebody was last said to have read. */
  reads = 0

  private constructor(instances: Instances, people: readonly Person[], ids: readonly ConversationId[]) {
    const [ann, ben, cem, dee] = people
    const [group, direct] = ids
    if (!ann || !ben || !cem || !dee || !group || !direct) throw new Error('Somebody is missing.')
    this.instances = instances
    ;[this.ann, this.ben, this.cem, this.dee] = [ann, ben, cem, dee]
    ;[this.group, this.direct] = [group, direct]
  }

  static async begin(instances: Instances): Promise<World> {
    const { ofBlocked } = instances
    const names = ['ann', 'ben', 'cem', 'dee'].map((name) => `${name}.${++worlds}`)
    const people: readonly Person[] = await ofBlocked.people(...names)
    const [ann, ben, cem, dee] = people
    if (!ann || !ben || !cem || !dee) throw new Error('Somebody is missing.')
    const group = await ofBlocked.group(cem, ann, ben, dee)
    const direct = await ofBlocked.direct(ann, ben)
    await ofBlocked.direct(ben, dee)
    return new World(instances, people, [group, direct])
  }

  /** Two who share nothing yet. */
  async strangers(): Promise<[Person, Person]> {
    worlds += 1
    const [eve, fay] = await this.instances.ofBlocked.people(`eve.${worlds}`, `fay.${worlds}`)
    return [eve, fay]
  }

  person(side: Side): Person {
    return side === 'blocker' ? this.ann : this.ben
  }

  at(person: Person): RealtimeTest {
    return person === this.ann ? this.instances.ofBlocker : this.instances.ofBlocked
  }

  call<Body>(
    person: Person,
    ...request: Parameters<RealtimeTest['call']> extends [Person, ...infer Rest] ? Rest : never
  ) {
    return this.at(person).call<Body>(person, ...request)
  }

  connect(person: Person): Promise<TestClient> {
    return this.at(person).connect(person)
  }

  block(blocker = this.ann, blocked = this.ben): Promise<unknown> {
    return this.call(blocker, 'PUT', `/me/blocks/${blocked.user.id}`)
  }

  unblock(blocker = this.ann, blocked = this.ben): Promise<unknown> {
    return this.call(blocker, 'DELETE', `/me/blocks/${blocked.user.id}`)
  }

  say(person: Person, id: ConversationId, text: string): Promise<{ seq: number }> {
    return this.call(person, 'POST', `/conversations/${id}/messages`, { clientId: newClientId(), text })
  }

  /** All that was told a person before, by what this one did, has arrived when what is told now has. */
  async arrived(by: Person, person: Person, client: TestClient): Promise<void> {
    const muted = !(await this.summary(person, this.direct)).membership.muted
    await this.at(by).call(person, 'PATCH', `/conversations/${this.direct}/membership`, { muted })
    await client.next('conversation-changed', ({ membership }) => membership?.muted === muted)
  }

  async summary(person: Person, id: ConversationId): Promise<ConversationSummary> {
    const { items } = await this.call<ConversationList>(person, 'GET', '/conversations')
    const found = items.find(({ conversation }) => conversation.id === id)
    if (!found) throw new Error('The conversation is not in the list.')
    return found
  }
}

/** Null, or the code with which it is refused. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string | null> {
  try {
    await attempt
    return null
  } catch (error) {
    const code = /"code":"(\w+)"/.exec(String(error))?.[1]
    if (code === undefined) throw error
    return code
  }
}

export const otherOf = (side: Side): Side => (side === 'blocker' ? 'blocked' : 'blocker')
