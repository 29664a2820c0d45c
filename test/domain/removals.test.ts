import type { ConversationId } from '@parley/shared'
import t, { type Test } from 'tap'

import type { Viewer } from '../../api/src/domain/viewer.ts'
import type { Chat } from '../support/app/chat.ts'
import { openChat } from '../support/app/chat-services.ts'

const notFound = { code: 'conversation_not_found' }
const many = 100

async function groupOfTwo(t: Test): Promise<{ chat: Chat; ada: Viewer; ben: Viewer; id: ConversationId }> {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  return { chat, ada, ben, id: await chat.group(ada, [ben]) }
}

/** The code that it is refused with; null when it is stored. */
const codeOf = (sending: Promise<unknown>): Promise<string | null> =>
  sending.then(
    () => null,
    (error: { code?: string }) => error.code ?? 'no code',
  )

for (const where of ['on a connection', 'by single requests'] as const) {
  t.test(
    `Of ${many} messages under way ${where} none is stored behind the removal of who sent them`,
    async (t) => {
      const { chat, ada, ben, id } = await groupOfTwo(t)
      if (where === 'on a connection')
        t.teardown(await chat.parts.connected.acquire(ben.userId, () => undefined))
      const ends: Promise<string | null>[] = []
      const progress = { isOver: false }
      const removing = chat.parts.memberships.remove(ada, id, ben.userId)
      const over = removing.finally(() => (progress.isOver = true))
      while (ends.length < many || !progress.isOver) {
        ends.push(codeOf(chat.say(ben, id, `number ${ends.length}`)))
        await new Promise(setImmediate)
      }
      await over
      const refused = (await Promise.all(ends)).filter((code) => code !== null)
      const messages = await chat.latest(id)
      t.equal(messages.at(-1)?.system?.kind, 'member-removed')
      t.equal(messages.at(-1)?.seq, 3 + ends.length - refused.length, 'what was acknowledged is there')
      t.same(new Set(refused), new Set(['conversation_not_found']))
    },
  )
}

t.test('Whom the store let in before they were removed is refused when it answers after', async (t) => {
  const { chat, ada, ben, id } = await groupOfTwo(t)
  const { memberships } = chat.parts.stores
  const { of } = memberships
  const answering = Promise.withResolvers<void>()
  memberships.of = async (...asked) => {
    memberships.of = of // of whoever asks after, as the removal does
    const answer = await of.apply(memberships, asked)
    await answering.promise
    return answer
  }
  const late = chat.say(ben, id, 'too late')
  await chat.parts.memberships.remove(ada, id, ben.userId)
  answering.resolve()
  await t.rejects(late, notFound)
  t.equal((await chat.latest(id)).at(-1)?.system?.kind, 'member-removed')
})
