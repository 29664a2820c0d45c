import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'

import type {
  ConversationId,
  ConversationList,
  ConversationSummary,
  MessageAck,
  Problem,
} from '@parley/shared'
import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'

import { withList, withSummary } from '../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../web/src/state/apply/event.ts'
import { summariesBehind } from '../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../web/src/state/chat.ts'
import type { Person } from '../support/app/app.ts'
import { RealtimeTest } from '../support/app/realtime.ts'
import { GroupModel, groupSteps, type GroupStep, type Outcome } from '../support/models/group-model.ts'
import { ApiClient } from '../support/network/api-client.ts'
import type { TestClient } from '../support/network/ws-client.ts'

const steps = ['found', 'open', ...groupSteps] as const
type Step = (typeof steps)[number]
type Script = [step: Step, who: number, other: number, which: number][]

/** What the server says when asked from nothing. */
async function snapshot(test: RealtimeTest, person: Person): Promise<Chat> {
  const list = await test.call<ConversationList>(person, 'GET', '/conversations')
  return withList(emptyChat(person.user.id), list, new Set())
}

/** A client that has heard everything knows what a fresh answer would tell it. */
function compare(heard: Chat, fresh: Chat): string[] {
  const ids = new Set([...heard.conversations.keys(), ...fresh.conversations.keys()])
  return [...ids].flatMap((id) => {
    const [left, right] = [heard, fresh].map((chat) => comparable(chat.conversations.get(id)))
    return isDeepStrictEqual(left, right) ? [] : [`${JSON.stringify(left)} is not ${JSON.stringify(right)}`]
  })
}

/** A name on a card may be older than the card: it is not what events carry. No mentions may be said, or left out. */
const comparable = (summary: ConversationSummary | undefined) =>
  summary && {
    ...{ unreadMentions: 0, ...summary },
    ...{ peer: summary.peer?.id, lastActivityAt: summary.lastMessage?.createdAt },
  }

/** A seq that no group of this test reaches. */
const nowhere = 9_999

interface Group {
  readonly id: ConversationId
  readonly model: GroupModel
  /** Of the last message that somebody wrote. */
  seq: number
}

/** People and their groups. Many a step is refused, since it comes at random: that must change nothing. */
class Stage {
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
      case 'leave':
        return actor.post(`${path}/leave`)
      case 'join':
        return actor.post(`${path}/join`)
    }
  }
}

/** Each step, by somebody who may; chance alone would hardly ever find who may remove whom. */
const everyStep = (owner: number): Script => {
  const [other, third] = [(owner + 1) % 3, (owner + 2) % 3]
  return [
    ['found', owner, owner, 0],
    ['open', owner, other, 0],
    ['join', third, third, 0],
    ['add', owner, other, 0],
    ['send', other, owner, 0],
    ['read', third, owner, 0],
    ['edit', other, owner, 0],
    ['mute', third, owner, 0],
    ['rename', owner, owner, 0],
    ['remove', other, owner, 0],
    ['expel', owner, other, 0],
    ['join', other, other, 0],
    ['leave', other, owner, 0],
  ]
}

/**
 * … or knows that it has to ask: where it cannot count, and where a message came before the news that one is in
 * the conversation, which was read from the store before that.
 */
function asked(chat: Chat, added: ReadonlySet<ConversationId>, fresh: Chat): Chat {
  const mayAsk = (id: ConversationId) => chat.conversations.has(id) && (chat.stale.has(id) || added.has(id))
  const answers = summariesBehind(chat)
    .filter(mayAsk)
    .map((id) => fresh.conversations.get(id) ?? [])
  return answers.flat().reduce(withSummary, chat)
}

const newsWithinMs = 3_000

/** News of one's own membership is read from the store before it is told, so it may come a little later. */
async function differencesInTheEnd(before: Chat, client: TestClient, fresh: Chat): Promise<string[]> {
  const endMs = performance.now() + newsWithinMs
  let heard = before
  const added = new Set<ConversationId>()
  for (;;) {
    const frames = (await client.rest()).splice(0)
    heard = frames.reduce((chat, frame) => applyFrame(chat, frame, 0), heard)
    for (const frame of frames)
      if (frame.type === 'conversation-added') added.add(frame.summary.conversation.id)
    const differences = compare(asked(heard, added, fresh), fresh)
    if (differences.length === 0 || performance.now() > endMs) return differences
  }
}

t.test('an old snapshot and the events since then are a fresh snapshot', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: { framesPerTenSeconds: 100_000 } })
  const people = await test.people('ann', 'bob', 'cem')
  const client = await test.connect(people[0])
  const stage = new Stage(people.map(({ user, headers }) => new ApiClient(test.app, user, headers)))
  const step = fc.tuple(fc.constantFrom(...steps), fc.nat(2), fc.nat(2), fc.nat(5))
  const examples = [0, 1, 2].map((owner): [Script] => [everyStep(owner)])
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }), async (script) => {
      client.frames.splice(0)
      const before = await snapshot(test, people[0])
      for (const one of script) await stage.run(one)
      const fresh = await snapshot(test, people[0])
      const differences = await differencesInTheEnd(before, client, fresh)
      if (differences.length > 0) throw new Error(differences.join('\n'))
    }),
    { numRuns: 15, examples, endOnFailure: true }, // a shorter script would begin where this one ended
  )
  for (const name of steps) {
    const outcomes = stage.outcomes.filter(([step]) => step === name).map(([, outcome]) => outcome)
    const done = outcomes.filter((outcome) => outcome === 'done').length
    t.ok(done >= examples.length, `${name}: ${done} of ${outcomes.length} were done`)
  }
})
