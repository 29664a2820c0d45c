import { randomUUID } from 'node:crypto'

import type { ConversationId } from '@parley/shared'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'

import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

type Method = Parameters<ApiClient['call']>[0]

interface Request {
  readonly method: Method
  /** As the description of the API has it. */
  readonly template: string
  readonly path: string
  readonly payload?: object
}

/** A body that is well formed, for every route that takes one: what is refused is refused to the person. */
const payloads: Record<string, (someone: ApiClient) => object> = {
  'PATCH /conversations/{conversationId}': () => ({ name: 'Taken over' }),
  'POST /conversations/{conversationId}/members': ({ userId }) => ({ userIds: [userId] }),
  'POST /conversations/{conversationId}/invitation-links': () => ({ usesMax: null }),
  'POST /conversations/{conversationId}/join-requests': () => ({}),
  'PUT /conversations/{conversationId}/owner': ({ userId }) => ({ userId }),
  'PUT /conversations/{conversationId}/members/{userId}/role': () => ({ role: 'moderator' }),
  'PUT /conversations/{conversationId}/silences/{userId}': () => ({
    until: new Date(Date.now() + 3_600_000).toISOString(),
  }),
  'PUT /conversations/{conversationId}/bans/{userId}': () => ({ reason: 'from outside' }),
  'PUT /conversations/{conversationId}/expiry': () => ({ expireAfterSeconds: 86_400 }),
  'PATCH /conversations/{conversationId}/membership': () => ({ muted: true }),
  'PUT /conversations/{conversationId}/read': () => ({ seq: 1 }),
  'POST /conversations/{conversationId}/messages': () => ({ clientId: randomUUID(), text: 'from outside' }),
  'PATCH /conversations/{conversationId}/messages/{seq}': () => ({ text: 'changed from outside' }),
  'POST /conversations/{conversationId}/scheduled': () => ({
    clientId: randomUUID(),
    text: 'from outside',
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  }),
  'PATCH /conversations/{conversationId}/scheduled/{clientId}': () => ({ text: 'changed from outside' }),
}

const queries: Record<string, string> = {
  'GET /conversations/{conversationId}/changes': '?after=0',
  'GET /conversations/{conversationId}/messages/by-seq': '?seqs=1',
}

/** Every operation of the API on one conversation, taken from its description, so that none is forgotten. */
function operations(): { method: Method; template: string }[] {
  const { paths = {} } = api.app.swagger()
  return Object.entries(paths).flatMap(([path, item]) => {
    const template = path.replace('/api/v1', '')
    if (!template.startsWith('/conversations/{conversationId}')) return []
    return Object.keys(item ?? {}).map((method) => ({ method: method.toUpperCase() as Method, template }))
  })
}

function requestsFor(id: string, someone: ApiClient): Request[] {
  return operations().map(({ method, template }) => {
    const name = `${method} ${template}`
    const path = template
      .replace('{conversationId}', id)
      .replace('{userId}', someone.userId)
      .replace('{seq}', '1')
      .replace('{clientId}', randomUUID())
      .replace('{linkId}', randomUUID())
      .replace('{emoji}', encodeURIComponent('👍'))
      .replace('{hash}/{size}', `${'0'.repeat(32)}/64`)
    const payload = payloads[name]?.(someone)
    return { method, template, path: path + (queries[name] ?? ''), ...(payload && { payload }) }
  })
}

const send = (person: ApiClient, { method, path, payload }: Request): Promise<LightMyRequestResponse> =>
  person.call(method, path, payload)

/** All that a client can see of a reply, without what differs between any two of them. */
function seen(reply: LightMyRequestResponse): object {
  const body: Record<string, unknown> = { ...reply.json(), requestId: null }
  const headers = Object.entries(reply.headers).filter(([name]) => !volatile.test(name))
  return { status: reply.statusCode, headers: Object.fromEntries(headers), body }
}

const volatile = /^(date|x-ratelimit-.*|ratelimit-.*|x-request-id|keep-alive)$/

/** Everything that a stranger might have changed, as its owner sees it. */
async function everything(owner: ApiClient, id: ConversationId): Promise<unknown[]> {
  const paths = ['', '/members', '/messages', '/changes?after=0']
  const replies = await Promise.all(paths.map((path) => owner.get(`/conversations/${id}${path}`)))
  return replies.map((reply) => reply.json())
}

async function closedGroup(): Promise<{
  id: ConversationId
  ada: ApiClient
  ben: ApiClient
  gone: ApiClient
}> {
  const [ada, ben, gone] = await api.people('ada', 'ben', 'gone')
  const id = await ada.group([ben, gone], { visibility: 'closed' })
  await gone.say(id, 'I was here')
  await ada.delete(`/conversations/${id}/members/${gone.userId}`)
  await ada.say(id, 'secret')
  return { id, ada, ben, gone }
}

t.test('Every operation on a conversation is in the matrix, with a body where it takes one', async (t) => {
  t.ok(operations().length >= 15, `${operations().length} operations`)
  const { ben } = await closedGroup()
  for (const request of requestsFor(randomUUID(), ben)) {
    const reply = await send(ben, request)
    refused(t, reply, 'conversation_not_found', `${request.method} ${request.template} is well formed`)
  }
})

t.test('Who is not signed in may do nothing with any conversation', async (t) => {
  const { id, ada } = await closedGroup()
  const before = await everything(ada, id)
  for (const request of requestsFor(id, ada)) {
    const reply = await send(api.nobody, request)
    refused(t, reply, 'not_signed_in', `${request.method} ${request.template}`)
  }
  t.same(await everything(ada, id), before)
})

for (const kind of ['closed group', 'direct conversation'] as const) {
  t.test(`An outsider may do nothing with a ${kind}, and cannot tell that it exists`, async (t) => {
    const { id: groupId, ada, ben } = await closedGroup()
    const id = kind === 'closed group' ? groupId : await ada.direct(ben)
    await ada.say(id, 'secret')
    const [outsider] = await api.people('outsider')
    await compareWithNothing(t, { stranger: outsider, owner: ada, id })
  })
}

t.test(
  'Who was removed may do nothing any more, and is answered as if the group had never been',
  async (t) => {
    const { id, ada, gone } = await closedGroup()
    await compareWithNothing(t, { stranger: gone, owner: ada, id })
  },
)

t.test('Who left may do nothing any more, and is answered as if the group had never been', async (t) => {
  const { id, ada, ben } = await closedGroup()
  await ben.post(`/conversations/${id}/leave`)
  await compareWithNothing(t, { stranger: ben, owner: ada, id })
})

t.test('In an open group an outsider may join, and nothing else', async (t) => {
  const [ada, outsider] = await api.people('ada', 'outsider')
  const id = await ada.group()
  const before = await everything(ada, id)
  for (const request of requestsFor(id, outsider)) {
    if (request.template.endsWith('/join')) continue
    refused(
      t,
      await send(outsider, request),
      'conversation_not_found',
      `${request.method} ${request.template}`,
    )
  }
  t.same(await everything(ada, id), before)
  t.equal((await outsider.post(`/conversations/${id}/join`)).statusCode, 200)
})

/** What a member who is not the owner is answered; everything else is granted. */
const forOwners = new Set([
  'DELETE /conversations/{conversationId}',
  'PUT /conversations/{conversationId}/owner',
  'PUT /conversations/{conversationId}/members/{userId}/role',
  'PUT /conversations/{conversationId}/expiry',
])

const forModerators = new Set([
  'PATCH /conversations/{conversationId}',
  'POST /conversations/{conversationId}/members',
  'DELETE /conversations/{conversationId}/members/{userId}',
  'POST /conversations/{conversationId}/invitation-links',
  'GET /conversations/{conversationId}/invitation-links',
  'DELETE /conversations/{conversationId}/invitation-links/{linkId}',
  'GET /conversations/{conversationId}/bans',
  'PUT /conversations/{conversationId}/bans/{userId}',
  'DELETE /conversations/{conversationId}/bans/{userId}',
  'GET /conversations/{conversationId}/join-requests',
  'POST /conversations/{conversationId}/join-requests/{userId}/approve',
  'POST /conversations/{conversationId}/join-requests/{userId}/decline',
  'PUT /conversations/{conversationId}/messages/{seq}/pin',
  'DELETE /conversations/{conversationId}/messages/{seq}/pin',
  'PUT /conversations/{conversationId}/picture',
  'DELETE /conversations/{conversationId}/picture',
])

t.test('A member may do all that is not for the owner or the author', async (t) => {
  for (const { method, template } of operations()) {
    const name = `${method} ${template}`
    const { id, ada, ben } = await closedGroup()
    const request = requestsFor(id, ben).find((one) => one.method === method && one.template === template)
    const reply = await send(ben, request ?? { method, template, path: template })
    if (forOwners.has(name)) refused(t, reply, 'not_owner', name)
    else if (forModerators.has(name)) refused(t, reply, 'not_moderator', name)
    else if (template.includes('/silences/')) refused(t, reply, 'not_moderator', name)
    else if (template.endsWith('/{seq}')) refused(t, reply, 'not_author', name)
    else if (/^DELETE .*\/messages\/\{seq\}\/(reactions|states)$/.test(name))
      refused(t, reply, 'not_author', name)
    else if (template.includes('/{hash}')) refused(t, reply, 'picture_not_found', name)
    else if (template.includes('/{clientId}')) refused(t, reply, 'scheduled_not_found', name)
    else if (template.endsWith('/{emoji}')) refused(t, reply, 'no_reactions_here', name)
    else if (name === 'DELETE /conversations/{conversationId}/messages') refused(t, reply, 'not_direct', name)
    else t.ok(reply.statusCode < 300, `${name} answered ${reply.statusCode}`)
    t.equal((await ada.get(`/conversations/${id}`)).statusCode, 200)
  }
})

interface Attempt {
  readonly stranger: ApiClient
  readonly owner: ApiClient
  readonly id: ConversationId
}

async function compareWithNothing(t: Test, { stranger, owner, id }: Attempt): Promise<void> {
  const before = await everything(owner, id)
  const nowhere = requestsFor(randomUUID(), stranger)
  for (const [at, request] of requestsFor(id, stranger).entries()) {
    const name = `${request.method} ${request.template}`
    const reply = await send(stranger, request)
    refused(t, reply, 'conversation_not_found', name)
    const other = nowhere[at]
    t.same(seen(reply), other && seen(await send(stranger, other)), `${name} as for nothing`)
  }
  t.same(await everything(owner, id), before, 'nothing has changed')
}
