import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'

import type {
  ChangePage,
  ConversationId,
  ConversationList,
  ConversationSummary,
  Message,
  MessageAck,
  MessagePage,
  PinList,
  ServerFrame,
  ServerFrameOf,
} from '@parley/shared'
import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'

import {
  withChangePage,
  withList,
  withPinsOf,
  withSummary,
  withWindow,
} from '../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../web/src/state/apply/event.ts'
import { summariesBehind, timelinesBehind } from '../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../web/src/state/chat.ts'
import { firstSeq, pinnedIn } from '../../web/src/state/timeline.ts'
import type { Person, TestApp } from '../support/app/app.ts'
import { newClientId, RealtimeTest } from '../support/app/realtime.ts'
import { uploaded } from '../support/files/uploads.ts'
import { everyStep, Stage, steps, type Script } from '../support/models/groups/group-stage.ts'
import { ApiClient } from '../support/network/api-client.ts'
import type { TestClient } from '../support/network/ws-client.ts'

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

/** On a machine with much else to do. */
const newsWithinMs = 20_000

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

const messageSteps = ['send', 'reply', 'file', 'react', 'unreact', 'edit', 'remove', 'pin', 'unpin'] as const
/** How far back from the last message that a person wrote. */
type MessageStep = [step: (typeof messageSteps)[number], who: number, back: number]

/** People who write in one group, and do to what was written what they may. */
class Talk {
  readonly id: ConversationId
  readonly #app: TestApp
  readonly #people: readonly ApiClient[]
  readonly #done: string[]
  #headSeq = 0

  /** @param done is told what was not refused */
  constructor(app: TestApp, people: readonly ApiClient[], id: ConversationId, done: string[]) {
    this.#app = app
    this.#people = people
    this.id = id
    this.#done = done
  }

  async run([step, who, back]: MessageStep): Promise<void> {
    const person = this.#people[who]
    if (!person) return
    const reply = await this.#take(step, person, Math.max(1, this.#headSeq - back))
    assert(reply.statusCode < 500, reply.body)
    if (reply.statusCode < 400) this.#done.push(step)
    if (reply.statusCode === 201) this.#headSeq = reply.json<MessageAck>().seq
  }

  async #take(step: MessageStep[0], person: ApiClient, seq: number): Promise<LightMyRequestResponse> {
    const path = `/conversations/${this.id}/messages/${seq}`
    const emoji = person === this.#people[0] ? '🎉' : '👍'
    const reaction = `${path}/reactions/${encodeURIComponent(emoji)}`
    switch (step) {
      case 'send':
        return person.say(this.id, `for @${person.username}`)
      case 'reply':
        return this.#send(person, { text: 'an answer', replyTo: seq })
      case 'file':
        return this.#send(person, { text: '', attachments: [(await uploaded(this.#app, person, 'tea')).id] })
      case 'react':
        return person.put(reaction)
      case 'unreact':
        return person.delete(reaction)
      case 'edit':
        return person.patch(path, { text: `edited ${this.#done.length}` })
      case 'remove':
        return person.delete(path)
      case 'pin':
        return person.put(`${path}/pin`)
      case 'unpin':
        return person.delete(`${path}/pin`)
    }
  }

  #send(person: ApiClient, given: object): Promise<LightMyRequestResponse> {
    return person.post(`/conversations/${this.id}/messages`, { clientId: newClientId(), ...given })
  }
}

/** Each step, by somebody who may. */
const everyMessageStep: MessageStep[] = [
  ['send', 1, 0],
  ['reply', 2, 0],
  ['file', 1, 0],
  ['edit', 1, 0],
  ['react', 0, 0],
  ['react', 1, 0],
  ['react', 2, 0],
  ['unreact', 1, 0],
  ['pin', 0, 1],
  ['edit', 2, 1],
  ['react', 0, 1],
  ['unpin', 0, 1],
  ['pin', 0, 1],
  ['remove', 2, 1],
  ['pin', 0, 5],
  ['remove', 0, 2],
  ['reply', 1, 5],
]

/** On the last messages, with what is pinned. */
async function windowOf(test: RealtimeTest, person: Person, id: ConversationId): Promise<Chat> {
  const [chat, page, pins] = [
    await snapshot(test, person),
    await test.call<MessagePage>(person, 'GET', `/conversations/${id}/messages?limit=2`),
    await test.call<PinList>(person, 'GET', `/conversations/${id}/pins`),
  ]
  return withPinsOf(withWindow(chat, id, page), id, pins)
}

/** Of this conversation, up to a rev. */
async function framesUpTo(client: TestClient, id: ConversationId, rev: number): Promise<EventFrame[]> {
  const endMs = performance.now() + newsWithinMs
  const frames: EventFrame[] = []
  for (;;) {
    const events = (await client.rest()).splice(0).filter(isEvent)
    frames.push(...events.filter(({ message }) => message.conversationId === id))
    if ((frames.at(-1)?.message.rev ?? 0) >= rev || performance.now() > endMs) return frames
  }
}

type EventFrame = ServerFrameOf<'message'> | ServerFrameOf<'change'>
const isEvent = (frame: ServerFrame): frame is EventFrame =>
  frame.type === 'message' || frame.type === 'change'

/** Asks for what it has not heard, as long as it knows that there is more. */
async function caughtUp(test: RealtimeTest, person: Person, id: ConversationId, chat: Chat): Promise<Chat> {
  let next = chat
  while (timelinesBehind(next).includes(id)) {
    const rev = next.timelines.get(id)?.rev ?? 0
    const path = `/conversations/${id}/changes?after=${rev}&limit=3`
    next = withChangePage(next, id, rev, await test.call<ChangePage>(person, 'GET', path))
  }
  return next
}

/** A list says of no message what one has reacted oneself, nor do frames of what is not shown. */
function withoutOwn(message: Message): Message {
  const { mine: _, ...rest } = message
  return rest
}

/** That a window shows what the server has, as far as it reaches. */
async function requireSame(
  test: RealtimeTest,
  person: Person,
  id: ConversationId,
  chat: Chat,
): Promise<void> {
  const timeline = chat.timelines.get(id)
  assert(timeline)
  const fresh = await test.call<MessagePage>(person, 'GET', `/conversations/${id}/messages?limit=200`)
  const pins = await test.call<PinList>(person, 'GET', `/conversations/${id}/pins`)
  assert.deepEqual([timeline.rev, timeline.headSeq], [fresh.rev, fresh.headSeq])
  assert.deepEqual(timeline.messages, fresh.items.slice(firstSeq(timeline) - 1))
  assert.deepEqual(pinnedIn(timeline)?.map(withoutOwn), pins.items.map(withoutOwn))
  for (const [seq, quote] of timeline.quotes)
    assert.deepEqual([quote].map(withoutOwn), fresh.items.slice(seq - 1, seq).map(withoutOwn))
}

t.test('an old page and the events since then, or the changes, are a fresh page', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: { framesPerTenSeconds: 100_000 } })
  const people = await test.people('ann', 'bob', 'cem')
  const viewers = people.slice(0, 2)
  const sockets = new Map(
    await Promise.all(viewers.map(async (one) => [one, await test.connect(one)] as const)),
  )
  const clients = people.map(({ user, headers }) => new ApiClient(test.app, user, headers))
  const done: string[] = []
  const step = fc.tuple(fc.constantFrom(...messageSteps), fc.nat(2), fc.nat(6))
  const losses = fc.array(fc.boolean(), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }),
      losses,
      async (script, lost) => {
        const talk = new Talk(test.app, clients, await test.group(...people), done)
        for (const who of people.keys()) await talk.run(['send', who, 0])
        const windows = await Promise.all(viewers.map((viewer) => windowOf(test, viewer, talk.id)))
        for (const one of script) await talk.run(one)
        for (const [at, viewer] of viewers.entries()) {
          const [before, socket] = [windows[at], sockets.get(viewer)]
          const { rev } = await test.call<PinList>(viewer, 'GET', `/conversations/${talk.id}/pins`)
          if (!before || !socket) continue
          const frames = await framesUpTo(socket, talk.id, rev)
          const heard = frames.reduce((chat, frame) => applyFrame(chat, frame, 0), before)
          assert.deepEqual(timelinesBehind(heard), [], 'whoever has heard everything asks for nothing')
          await requireSame(test, viewer, talk.id, heard)
          const some = frames.filter((_, place) => lost[place % lost.length] !== true)
          const ping: ServerFrame = { type: 'ping', heads: [{ conversationId: talk.id, rev }] }
          const halfHeard = [...some, ping].reduce((chat, frame) => applyFrame(chat, frame, 0), before)
          await requireSame(test, viewer, talk.id, await caughtUp(test, viewer, talk.id, halfHeard))
        }
      },
    ),
    {
      numRuns: 12,
      examples: [[], [true, false]].map((lost) => [everyMessageStep, lost]),
      endOnFailure: true,
    },
  )
  for (const name of messageSteps) t.ok(done.includes(name), `${name} was done`)
})
