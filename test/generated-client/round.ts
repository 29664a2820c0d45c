import { randomUUID } from 'node:crypto'

import createClient from 'openapi-fetch'

import type { components, paths } from './dist/api.ts'

/** What somebody does who has nothing but the description: the address of an instance is the one argument. */
const baseUrl = process.argv[2] ?? ''
const client = createClient<paths>({ baseUrl, headers: { origin: baseUrl } })

const cookies = new Map<string, string>()
client.use({
  onRequest({ request }) {
    request.headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
  },
  onResponse({ response }) {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
  },
})

const required = <Data>({ data, error }: { data?: Data; error?: unknown }): Data => {
  if (data === undefined) throw new Error(JSON.stringify(error))
  return data
}

const username = `ada-${randomUUID().slice(0, 8)}`
const password = 'a sentence nobody else has'

const { error: refused } = await client.POST('/api/v1/session', { body: { username, password } })
if (refused?.code !== 'credentials_wrong') throw new Error(`It was refused with ${refused?.code}.`)
// @ts-expect-error A code of another operation: each has an enum of its own.
if (refused.code === 'username_taken') throw new Error('That is of registering.')

required(await client.POST('/api/v1/accounts', { body: { username, password, displayName: 'Ada 👩‍💻' } }))
cookies.clear()
const { user } = required(await client.POST('/api/v1/session', { body: { username, password } }))
const { conversation } = required(
  await client.POST('/api/v1/conversations/groups', { body: { name: 'Engines', visibility: 'closed' } }),
)
const path = { conversationId: conversation.id }
const text = 'Notes on the Analytical Engine 🎩'
const ack = required(
  await client.POST('/api/v1/conversations/{conversationId}/messages', {
    params: { path },
    body: { clientId: randomUUID(), text },
  }),
)
const page = required(
  await client.GET('/api/v1/conversations/{conversationId}/messages', {
    params: { path, query: { before: ack.seq + 1, limit: 1 } },
  }),
)
await client.DELETE('/api/v1/session')
const { error: out } = await client.GET('/api/v1/me')

/** Told apart by its type, as the union of the frames says. */
const textIn = (frame: components['schemas']['ServerFrame']): string =>
  frame.type === 'message' ? frame.message.text : frame.type === 'refusal' ? frame.problem.title : frame.type
const pong: components['schemas']['ClientFrame'] = { type: 'pong' }

const [message] = page.items
if (message === undefined) throw new Error('The message is not there.')
console.log(
  JSON.stringify({
    isOwn: message.senderId === user.id,
    text: textIn({ type: 'message', message }),
    pong: pong.type,
    afterSigningOut: out?.code,
  }),
)
