import type { InjectOptions } from 'fastify'
import t from 'tap'

import { gif, setPicture, uploaded } from '../../support/files/uploads.ts'
import { anonymous, buildTestApp, signUp, type Person, type TestApp } from '../../support/app/app.ts'
import { cookieOf } from '../../support/app/cookie-of.ts'
import type { Method } from '../../support/models/operations.ts'

interface Parameter {
  readonly in: string
  readonly name: string
  readonly required: boolean
  readonly example?: unknown
}

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly example: object } } }
  readonly responses: object
}

interface Sample extends Operation {
  readonly method: Method
  readonly path: string
}

interface Description {
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** As the page of the instance shows it. */
const descriptionOf = async (app: TestApp): Promise<Description> =>
  (await app.inject({ url: '/docs/json', headers: { host: anonymous.host } })).json()

/** In reading order. The channel is opened by a handshake, which no sample is. */
const samplesIn = ({ paths, tags }: Description): Sample[] =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase() as Method,
        path,
        ...operation,
      })),
    )
    .filter(({ responses }) => !Object.keys(responses).includes('101'))
    .sort((a, b) => placeOf(a, tags) - placeOf(b, tags))

const placeOf = (sample: Sample, tags: Description['tags']): number =>
  tags.findIndex(({ name }) => name === sample.tags[0])

/** Names that only an instance can give. Everything else of a sample is taken as it stands. */
type Names = Readonly<Record<string, string>>

const bytesType = { 'content-type': 'application/octet-stream' }

/** The request that a reader gets by what is filled in for them, and by one of what may be left out. */
function requestOf(sample: Sample, names: Names, also?: string): InjectOptions {
  const given = (sample.parameters ?? []).filter(
    ({ name, required, in: place }) => required || place === 'header' || name === also,
  )
  const at = (place: string) =>
    given
      .filter((one) => one.in === place)
      .map(({ name, example }) => [name, names[name] ?? String(example)] as const)
  const url = at('path').reduce((path, [name, value]) => path.replace(`{${name}}`, value), sample.path)
  const body = sample.requestBody?.content['application/json']?.example
  /** What is no picture is refused. */
  const isOfBytes = sample.tags[0] === 'Pictures' && sample.method === 'PUT'
  return {
    method: sample.method,
    url: `${url}?${new URLSearchParams(Object.fromEntries(at('query')))}`,
    headers: { host: anonymous.host, ...(isOfBytes && bytesType), ...Object.fromEntries(at('header')) },
    ...(body && { payload: named(body, names) }),
    ...(isOfBytes && { payload: gif }),
  }
}

const named = (body: object, names: Names): object =>
  Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (key === 'userIds') return [key, [names['userId']]]
      if (key === 'attachments') return [key, [names['fileId']]]
      if (key === 'replyTo') return [key, Number(names['seq'])]
      return [key, typeof value === 'string' ? (names[key] ?? value) : value]
    }),
  )

const anotherSession = async (app: TestApp): Promise<string> => {
  const payload = { username: 'ada.lovelace', password: 'correct horse battery' }
  return (await app.inject({ method: 'POST', url: '/api/v1/session', headers: anonymous, payload })).json()
    .sessionId
}

const accessToken = async (app: TestApp, cookie: string): Promise<string> => {
  const payload = { name: 'Samples', scope: 'read', password: 'correct horse battery' }
  const url = '/api/v1/me/tokens'
  return (await app.inject({ method: 'POST', url, headers: { ...anonymous, cookie }, payload })).json().id
}

const namesSomething = ({ path, parameters, requestBody }: Sample): boolean =>
  path.includes('{token}') ||
  JSON.stringify([parameters, requestBody]).includes('0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11')

/** What there is to be named, made anew after each sample that changes something of it. */
async function namesFor(app: TestApp, sample: Sample, cookie: string, other: Person): Promise<Names> {
  const post = async (path: string, payload: object) =>
    (
      await app.inject({
        method: 'POST',
        url: `/api/v1/conversations/${path}`,
        headers: { ...anonymous, cookie },
        payload,
      })
    ).json()
  const isAsked = /^(approve|decline)JoinRequest$/.test(sample.operationId)
  const memberIds = sample.operationId === 'leaveGroup' || isAsked ? [] : [other.user.id]
  const { id } = (
    sample.operationId === 'clearMessages'
      ? await post('direct', { userId: other.user.id })
      : await post('groups', { name: 'Samples', visibility: 'closed', memberIds, askToJoin: isAsked })
  ).conversation
  const { seq } = await post(`${id}/messages`, { clientId: crypto.randomUUID(), text: 'to begin with' })
  const own = { headers: { ...anonymous, cookie } }
  await setPicture(app, other, '/me/picture', gif)
  const hash = (await setPicture(app, own, `/conversations/${id}/picture`, gif)).json().conversation?.picture
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  const clientId = crypto.randomUUID()
  await post(`${id}/scheduled`, { clientId, text: 'later', sendAt })
  if (isAsked) {
    const url = `/api/v1/conversations/${id}/join-requests`
    await app.inject({ method: 'POST', url, headers: other.headers, payload: {} })
  }
  const link = sample.operationId === 'clearMessages' ? {} : await post(`${id}/invitation-links`, {})
  return {
    ...(hash && { hash }),
    linkId: link.id,
    token: link.token,
    ...(sample.path.includes('{clientId}') && { clientId }),
    sendAt,
    until: sendAt,
    ...(sample.path.includes('{sessionId}') && { sessionId: await anotherSession(app) }),
    tokenId: await accessToken(app, cookie),
    conversationId: id,
    userId: other.user.id,
    ids: other.user.id,
    seq: String(seq),
    fileId: (await uploaded(app, { headers: { ...anonymous, cookie } }, gif)).id,
  }
}

t.test('Every sample of the description works as it stands', async (t) => {
  const app = await buildTestApp(t)
  const description = await descriptionOf(app)
  const samples = samplesIn(description)
  t.ok(samples.length > 40, `${samples.length} samples were found`)
  const other = await signUp(app, 'grace')
  const [signIn] = samples.filter(({ operationId }) => operationId === 'signIn')
  let cookie = ''
  let names: Names | null = null

  for (const sample of samples) {
    t.test(sample.operationId, async (t) => {
      if (namesSomething(sample)) names ??= await namesFor(app, sample, cookie, other)
      const optional = (sample.parameters ?? []).filter((one) => !one.required && one.example !== undefined)
      const alone = optional.filter((one) => one.in === 'query').map(({ name }) => name)
      for (const also of [undefined, ...alone]) {
        const request = requestOf(sample, names ?? {}, also)
        const reply = await app.inject({ ...request, headers: { ...request.headers, cookie } })
        t.ok(reply.statusCode < 300, `${sample.method} ${request.url as string}: ${reply.body.slice(0, 200)}`)
        if (signIn === undefined || reply.headers['set-cookie'] === undefined) continue
        const again = reply.statusCode === 204 ? await app.inject(requestOf(signIn, {})) : reply
        cookie = cookieOf(again.headers['set-cookie'])
      }
      if (names === null || sample.method === 'GET') return
      await app.inject({
        method: 'DELETE',
        url: `/api/v1/conversations/${names['conversationId']}`,
        headers: { ...anonymous, cookie },
      })
      names = null
    })
  }
})

t.test('A sample that is tried again creates another group', async (t) => {
  const app = await buildTestApp(t)
  const { cookie } = await signUp(app, 'ann')
  const sample = samplesIn(await descriptionOf(app)).find((one) => one.operationId === 'createGroup')
  const create = async () => {
    const request = sample && requestOf(sample, {})
    const reply = await app.inject({ ...request, headers: { ...request?.headers, cookie } })
    return reply.json<{ conversation?: { id: string } }>().conversation?.id
  }
  const ids = [await create(), await create()]
  t.equal(new Set(ids).size, 2)
  t.notOk(ids.includes(undefined))
})

t.test(
  'The page of an instance names the address by which it was reached, and others do not choose it',
  async (t) => {
    const shownBy = async (publicUrl: URL | null, host: string): Promise<unknown> => {
      const app = await buildTestApp(t, { config: { publicUrl } })
      const reply = await app.inject({ url: '/docs/json', headers: { host } })
      const { servers, paths }: Description = reply.json()
      t.strictSame(
        servers.map(({ url }) => url),
        ['/'],
      )
      return paths['/api/v1/session']?.['post']?.parameters?.find(({ name }) => name === 'Origin')?.example
    }
    t.equal(await shownBy(null, 'localhost:4321'), 'http://localhost:4321')
    t.equal(await shownBy(new URL('https://chat.example'), 'inside:3000'), 'https://chat.example')
    t.equal(await shownBy(null, 'a b'), 'http://localhost:3000', 'what is no address is not shown')
  },
)
