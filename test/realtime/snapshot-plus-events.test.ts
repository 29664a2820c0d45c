import { isDeepStrictEqual } from 'node:util'

import type { ConversationId, ConversationList, ConversationSummary } from '@parley/shared'
import fc from 'fast-check'
import t from 'tap'

import { withList, withSummary } from '../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../web/src/state/apply/event.ts'
import { summariesBehind } from '../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../web/src/state/chat.ts'
import type { Person } from '../support/app/app.ts'
import { newClientId, RealtimeTest } from '../support/app/realtime.ts'
import type { TestClient } from '../support/network/ws-client.ts'

type Step = (typeof steps)[number]
const steps = [
  'send',
  'edit',
  'remove',
  'read',
  'mute',
  'rename',
  'add',
  'expel',
  'leave',
  'join',
  'open',
  'found',
] as const

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

/** A name on a card may be older than the card: it is not what events carry. */
const comparable = (summary: ConversationSummary | undefined) =>
  summary && { ...summary, peer: summary.peer?.id, lastActivityAt: summary.lastMessage?.createdAt }

class Stage {
  readonly #test: RealtimeTest
  readonly #people: readonly Person[]
  readonly #groups: ConversationId[] = []

  constructor(test: RealtimeTest, people: readonly Person[]) {
    this.#test = test
    this.#people = people
  }

  /** Many a step is refused, since it comes at random: that is part of what must change nothing. */
  async run(step: Step, who: number, other: number, which: number): Promise<void> {
    const [actor, target] = [this.#people[who % 3], this.#people[other % 3]]
    const id = this.#groups[which % Math.max(1, this.#groups.length)]
    if (!actor || !target) return
    if (step === 'found') this.#groups.push(await this.#found(actor))
    else if (step === 'open') await this.#test.direct(actor, target)
    else if (id) await this.#inGroup(step, actor, target, id).catch(() => undefined)
  }

  async #found(owner: Person): Promise<ConversationId> {
    const body = { name: 'Group', visibility: 'open' }
    return (await this.#test.call<ConversationSummary>(owner, 'POST', '/conversations/groups', body))
      .conversation.id
  }

  #inGroup(step: Exclude<Step, 'found' | 'open'>, actor: Person, target: Person, id: ConversationId) {
    const path = `/conversations/${id}`
    const call = this.#test.call.bind(this.#test)
    switch (step) {
      case 'send':
        return call(actor, 'POST', `${path}/messages`, { clientId: newClientId(), text: 'text' })
      case 'edit':
        return call(actor, 'PATCH', `${path}/messages/2`, { text: 'edited' })
      case 'remove':
        return call(actor, 'DELETE', `${path}/messages/2`)
      case 'read':
        return call(actor, 'PUT', `${path}/read`, { seq: 2 })
      case 'mute':
        return call(actor, 'PATCH', `${path}/membership`, { muted: true })
      case 'rename':
        return call(actor, 'PATCH', path, { name: `Group of ${actor.user.username}` })
      case 'add':
        return call(actor, 'POST', `${path}/members`, { userIds: [target.user.id] })
      case 'expel':
        return call(actor, 'DELETE', `${path}/members/${target.user.id}`)
      case 'leave':
        return call(actor, 'POST', `${path}/leave`)
      case 'join':
        return call(actor, 'POST', `${path}/join`)
    }
  }
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
  const stage = new Stage(test, people)
  const step = fc.tuple(fc.constantFrom(...steps), fc.nat(2), fc.nat(2), fc.nat(5))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }), async (script) => {
      client.frames.splice(0)
      const before = await snapshot(test, people[0])
      for (const [name, who, other, which] of script) await stage.run(name, who, other, which)
      const fresh = await snapshot(test, people[0])
      const differences = await differencesInTheEnd(before, client, fresh)
      if (differences.length > 0) throw new Error(differences.join('\n'))
    }),
    { numRuns: 15, endOnFailure: true }, // a shorter script would begin where this one ended
  )
  t.pass('over every kind of event')
})
