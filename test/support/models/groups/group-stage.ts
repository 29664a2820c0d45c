import assert from 'node:assert/strict'

import type { ConversationId, ConversationSummary, MessageAck, Problem } from '@parley/shared'
import type { LightMyRequestResponse } from 'fastify'

import type { ApiClient } from '../../network/api-client.ts'
import { GroupModel, groupSteps, type GroupStep, type Outcome } from './group-model.ts'

export const steps = ['found', 'open', ...groupSteps] as const
type Step = (typeof steps)[number]
export type Script = [step: Step, who: number, other: number, which: number][]

/** A seq that no group of this test reaches. */
const nowhere = 9_999

interface Group {
  readonly id: ConversationId
  readonly model: GroupModel
  /** Of the last message that somebody wrote. */
  seq: number
}

/** People and their groups. Many a step is refused, since it comes at random: that must change nothing. */
export class Stage {
  readonly #people: readonly ApiClient[]
  /** The newest first. */
  readonly #groups: Group[] = []
  readonly outcomes: [Step, Outcome][] = []

  constructor(people: readonly ApiClient[]) {
    this.#people = people
  }

  /** @throws Error when a step is refused that must be done, or is done or refused otherwise than it must be */
  async run([step, who, other, which]: Script[number]): Promise<void> {
    const [actor, target] = [this.#people[who], this.#people[other]]
    const group = this.#groups[which % Math.max(1, this.#groups.length)]
    if (!actor || !target) return
    if (step === 'found') return this.#found(actor, who)
    if (step === 'open')
      return this.#note(step, await actor.post('/conversations/direct', { userId: target.userId }))
    if (!group) return
    const expected = group.model.take(step, who, other)
    const reply = await this.#inGroup(step, actor, target, group)
    if (step === 'send' && expected === 'done') group.seq = reply.json<MessageAck>().seq
    this.#note(step, reply, expected)
  }

  async #found(owner: ApiClient, who: number): Promise<void> {
    const reply = await owner.post('/conversations/groups', { name: 'Group', visibility: 'open' })
    this.#note('found', reply)
    const { conversation } = reply.json<ConversationSummary>()
    this.#groups.unshift({ id: conversation.id, model: new GroupModel(who), seq: nowhere })
  }

  #note(step: Step, reply: LightMyRequestResponse, expected: Outcome = 'done'): void {
    const outcome: Outcome = reply.statusCode < 400 ? 'done' : reply.json<Problem>().code
    assert.equal(outcome, expected, `${step}: ${reply.body}`)
    this.outcomes.push([step, outcome])
  }

  #inGroup(step: GroupStep, actor: ApiClient, target: ApiClient, { id, seq }: Group) {
    const path = `/conversations/${id}`
    switch (step) {
      case 'send':
        return actor.say(id, 'text')
      case 'edit':
        return actor.patch(`${path}/messages/${seq}`, { text: `edited ${this.outcomes.length}` })
      case 'remove':
        return actor.delete(`${path}/messages/${seq}`)
      case 'read':
        return actor.put(`${path}/read`, { seq: 2 })
      case 'mute':
        return actor.patch(`${path}/membership`, { muted: true })
      case 'rename':
        return actor.patch(path, { name: `Group ${this.outcomes.length}` })
      case 'add':
        return actor.post(`${path}/members`, { userIds: [target.userId] })
      case 'expel':
        return actor.delete(`${path}/members/${target.userId}`)
      case 'announce':
      case 'let all write':
        return actor.patch(path, { announcements: step === 'announce' })
      case 'promote':
      case 'demote': {
        const role = step === 'promote' ? 'moderator' : 'member'
        return actor.put(`${path}/members/${target.userId}/role`, { role })
      }
      case 'leave':
        return actor.post(`${path}/leave`)
      case 'join':
        return actor.post(`${path}/join`)
    }
  }
}

/** Each step, by somebody who may; chance alone would hardly ever find who may remove whom. */
export const everyStep = (owner: number): Script => {
  const [other, third] = [(owner + 1) % 3, (owner + 2) % 3]
  return [
    ['found', owner, owner, 0],
    ['open', owner, other, 0],
    ['join', third, third, 0],
    ['add', owner, other, 0],
    ['send', other, owner, 0],
    ['read', third, owner, 0],
    ['edit', other, owner, 0],
    ['announce', owner, owner, 0],
    ['send', other, owner, 0],
    ['edit', other, owner, 0],
    ['let all write', owner, owner, 0],
    ['mute', third, owner, 0],
    ['rename', owner, owner, 0],
    ['remove', other, owner, 0],
    ['promote', owner, third, 0],
    ['rename', third, owner, 0],
    ['demote', owner, third, 0],
    ['expel', owner, other, 0],
    ['join', other, other, 0],
    ['leave', other, owner, 0],
  ]
}
