import type { ConversationId } from '@parley/shared'
import fc from 'fast-check'
import t from 'tap'

import { openChat } from '../support/app/chat-services.ts'
import { UnreadModel } from '../support/models/unread-model.ts'

const chat = await openChat(t)

type OpenChat = Awaited<ReturnType<typeof openChat>>
type Person = Awaited<ReturnType<OpenChat['person']>>

const verbs = [
  'send',
  'send',
  'send',
  'flood',
  'read',
  'edit',
  'delete',
  'join',
  'leave',
  'remove',
  'add',
] as const
const step = fc.record({ verb: fc.constantFrom(...verbs), who: fc.nat(3), pick: fc.nat(200) })
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** More than the bound to which unread is counted, in a few floods. */
const floodSize = 60

/** One group, what happens in it, and a model that is told of everything that should have had an effect. */
class Run {
  readonly #chat: OpenChat
  readonly #id: ConversationId
  readonly #owner: Person
  readonly #people: readonly Person[]
  readonly model = new UnreadModel()

  constructor(chat: OpenChat, id: ConversationId, people: readonly [Person, ...Person[]]) {
    this.#chat = chat
    this.#id = id
    this.#owner = people[0]
    this.#people = people
    this.model.enter(this.#owner.userId)
    this.model.told(this.#owner.userId)
  }

  async take({ verb, who, pick }: Step): Promise<void> {
    const person = this.#people[who] ?? this.#owner
    const isMember = this.model.isMember(person.userId)
    if (verb === 'join') return isMember ? undefined : this.#join(person)
    if (verb === 'add') return isMember ? undefined : this.#add(person)
    if (!isMember) return this.#mayNot(person)
    switch (verb) {
      case 'send':
        return this.#send(person, 1)
      case 'flood':
        return this.#send(person, floodSize)
      case 'read':
        return this.#read(person, pick)
      case 'edit':
      case 'delete':
        return this.#change(person, verb, pick)
      case 'leave':
      case 'remove':
        return person === this.#owner ? undefined : this.#goes(person, verb)
    }
  }

  /** What the list says of everyone who is in, and what the recount says. */
  async compare(): Promise<{ listed: number[]; counted: number[] }> {
    const members = this.#people.filter(({ userId }) => this.model.isMember(userId))
    const listed = await Promise.all(members.map((member) => this.#listed(member)))
    return { listed, counted: members.map(({ userId }) => this.model.unread(userId)) }
  }

  async #listed(person: Person): Promise<number> {
    const { items } = await this.#chat.parts.conversations.list(person)
    return items.find(({ conversation }) => conversation.id === this.#id)?.unread ?? -1
  }

  async #mayNot(person: Person): Promise<void> {
    const code = await this.#chat.say(person, this.#id, 'from outside').then(String, (error) => error.code)
    if (code !== 'conversation_not_found') throw new Error(`A stranger was answered ${code}`)
  }

  async #send(person: Person, count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#chat.say(person, this.#id, 'words')))
    for (let sent = 0; sent < count; sent++) this.model.send(person.userId)
  }

  async #read(person: Person, seq: number): Promise<void> {
    await this.#chat.parts.reads.read(person, this.#id, seq)
    this.model.read(person.userId, seq)
  }

  async #change(person: Person, verb: 'edit' | 'delete', pick: number): Promise<void> {
    const seq = this.model.ownSeq(person.userId, pick)
    if (seq === null) return
    const { messages } = this.#chat.parts
    if (verb === 'edit') return void (await messages.edit(person, this.#id, seq, `other words ${pick}`))
    await messages.remove(person, this.#id, seq)
    this.model.remove(seq)
  }

  async #join(person: Person): Promise<void> {
    await this.#chat.parts.memberships.join(person, this.#id)
    this.model.enter(person.userId)
    this.model.told(person.userId)
  }

  async #add(person: Person): Promise<void> {
    await this.#chat.parts.memberships.add(this.#owner, this.#id, [person.userId])
    this.model.enter(person.userId)
    this.model.told(this.#owner.userId)
  }

  async #goes(person: Person, verb: 'leave' | 'remove'): Promise<void> {
    const { memberships } = this.#chat.parts
    if (verb === 'leave') await memberships.leave(person, this.#id)
    else await memberships.remove(this.#owner, this.#id, person.userId)
    this.model.leave(person.userId)
    this.model.told(verb === 'leave' ? person.userId : this.#owner.userId)
  }
}

t.test('Unread in the list is what a recount of all messages gives, whatever happened', async () => {
  const people = await chat.people('ada', 'ben', 'cleo', 'dora')
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
    async (steps) => {
      const id = await chat.group(people[0])
      const run = new Run(chat, id, people)
      for (const one of steps) {
        await run.take(one)
        const { listed, counted } = await run.compare()
        if (listed.join() !== counted.join())
          throw new Error(`The list says ${listed.join()}, the recount ${counted.join()}`)
      }
      await chat.parts.groups.close(people[0], id)
    },
  )
  await fc.assert(property, { numRuns: 40 })
})

t.test('Unread is counted up to 100, of what was not deleted', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  for (let sent = 0; sent < 105; sent++) await chat.say(ada, id, `number ${sent}`)
  t.equal(await chat.unread(ben, id), 100)
  for (const seq of [1, 50, 100, 101, 102, 105]) await chat.parts.messages.remove(ada, id, seq)
  t.equal(await chat.unread(ben, id), 99)
  await chat.parts.reads.read(ben, id, 103)
  t.equal(await chat.unread(ben, id), 1)
  t.equal(await chat.unread(ada, id), 0, 'one’s own are never unread')
})
