import type { Scope } from '@parley/shared'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'

import { newAccessToken } from '../../../api/src/http/session/access-token.ts'
import { buildTestApp, signUp } from '../../support/app/app.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { bodies, rawBodies, newScene, nextName, pathIn, type Scene } from '../../support/app/scene.ts'
import { bearer, makeToken, type TestToken } from '../../support/app/sign-in.ts'
import { start, tokenRecord } from '../../support/databases/records.ts'
import { nameOf, operationsOf, type Operation } from '../../support/models/operations.ts'
import { refused } from '../../support/network/api-client.ts'

const conversation = '/conversations/{conversationId}'

/** Which scope lets a program do what; `null` where no token does. */
const expected: Record<string, Scope | null> = {
  'POST /accounts': null,
  'PUT /me/password': 'manage',
  'POST /me/deletion': 'manage',
  'POST /session': null,
  'GET /instance': null,
  'DELETE /session': null,
  'GET /me': 'read',
  'PATCH /me': 'manage',
  'PUT /me/picture': 'manage',
  'DELETE /me/picture': 'manage',
  'GET /me/sessions': 'manage',
  'DELETE /me/sessions': 'manage',
  'DELETE /me/sessions/{sessionId}': 'manage',
  'GET /me/activity': 'manage',
  'GET /me/tokens': 'manage',
  'POST /me/tokens': null,
  'DELETE /me/tokens/{tokenId}': 'manage',
  'GET /me/blocks': 'read',
  'PUT /me/blocks/{userId}': 'manage',
  'DELETE /me/blocks/{userId}': 'manage',
  'GET /me/scheduled': 'read',
  'PUT /conversations/{conversationId}/expiry': 'write',
  'POST /conversations/{conversationId}/scheduled': 'write',
  'PATCH /conversations/{conversationId}/scheduled/{clientId}': 'write',
  'DELETE /conversations/{conversationId}/scheduled/{clientId}': 'write',
  'POST /conversations/{conversationId}/scheduled/{clientId}/send': 'write',
  'GET /me/drafts': 'read',
  'PUT /me/drafts/{conversationId}': 'write',
  'DELETE /me/drafts/{conversationId}': 'write',
  'GET /me/saved': 'read',
  'GET /me/saved/places': 'read',
  'PUT /me/saved/{conversationId}/{seq}': 'write',
  'DELETE /me/saved/{conversationId}/{seq}': 'write',
  'POST /me/invitations/{conversationId}/accept': 'write',
  'DELETE /me/invitations/{conversationId}': 'write',
  [`POST ${conversation}/invitation-links`]: 'write',
  [`GET ${conversation}/invitation-links`]: 'read',
  [`DELETE ${conversation}/invitation-links/{linkId}`]: 'write',
  [`GET ${conversation}/bans`]: 'read',
  [`PUT ${conversation}/bans/{userId}`]: 'write',
  [`DELETE ${conversation}/bans/{userId}`]: 'write',
  'DELETE /me/join-requests/{conversationId}': 'write',
  [`POST ${conversation}/join-requests`]: 'write',
  [`GET ${conversation}/join-requests`]: 'read',
  [`POST ${conversation}/join-requests/{userId}/approve`]: 'write',
  [`POST ${conversation}/join-requests/{userId}/decline`]: 'write',
  'GET /invitation-links/{token}': 'read',
  'POST /invitation-links/{token}/accept': 'write',
  'GET /users': 'read',
  'GET /users/by-id': 'read',
  'GET /users/by-username/{username}': 'read',
  'GET /users/{userId}': 'read',
  'GET /users/{userId}/picture/{hash}/{size}': 'read',
  'GET /groups': 'read',
  'GET /conversations': 'read',
  'POST /conversations/direct': 'write',
  'POST /conversations/groups': 'write',
  [`GET ${conversation}`]: 'read',
  [`PATCH ${conversation}`]: 'write',
  [`DELETE ${conversation}`]: 'write',
  [`PUT ${conversation}/picture`]: 'write',
  [`DELETE ${conversation}/picture`]: 'write',
  [`GET ${conversation}/picture/{hash}/{size}`]: 'read',
  [`GET ${conversation}/members`]: 'read',
  [`POST ${conversation}/members`]: 'write',
  [`DELETE ${conversation}/members/{userId}`]: 'write',
  [`PUT ${conversation}/owner`]: 'write',
  [`PUT ${conversation}/members/{userId}/role`]: 'write',
  [`PUT ${conversation}/silences/{userId}`]: 'write',
  [`DELETE ${conversation}/silences/{userId}`]: 'write',
  [`POST ${conversation}/join`]: 'write',
  [`POST ${conversation}/leave`]: 'write',
  [`PATCH ${conversation}/membership`]: 'write',
  [`GET ${conversation}/messages`]: 'read',
  [`GET ${conversation}/messages/by-seq`]: 'read',
  [`POST ${conversation}/messages`]: 'write',
  [`DELETE ${conversation}/messages`]: 'write',
  [`PATCH ${conversation}/messages/{seq}`]: 'write',
  [`DELETE ${conversation}/messages/{seq}`]: 'write',
  [`PUT ${conversation}/messages/{seq}/reactions/{emoji}`]: 'write',
  [`DELETE ${conversation}/messages/{seq}/reactions/{emoji}`]: 'write',
  [`DELETE ${conversation}/messages/{seq}/reactions`]: 'write',
  [`GET ${conversation}/messages/{seq}/reactions`]: 'read',
  [`GET ${conversation}/messages/{seq}/states`]: 'read',
  [`DELETE ${conversation}/messages/{seq}/states`]: 'write',
  [`PUT ${conversation}/messages/{seq}/pin`]: 'write',
  [`DELETE ${conversation}/messages/{seq}/pin`]: 'write',
  [`GET ${conversation}/pins`]: 'read',
  'POST /files': 'write',
  'GET /files/{fileId}': 'read',
  'GET /files/{fileId}/preview': 'read',
  'DELETE /files/{fileId}': 'write',
  [`GET ${conversation}/changes`]: 'read',
  [`PUT ${conversation}/read`]: 'write',
  'GET /messages/search': 'read',
  'GET /mentions': 'read',
  'GET /realtime': 'read',
}

/** What a good request is answered with where that is no success. */
const wellRefused: Record<string, string> = {
  [`DELETE ${conversation}/messages`]: 'not_direct',
  [`POST ${conversation}/leave`]: 'owner_must_hand_over',
  [`POST ${conversation}/join-requests/{userId}/approve`]: 'request_decided',
  [`POST ${conversation}/join-requests/{userId}/decline`]: 'request_decided',
  'POST /me/deletion': 'owner_must_hand_over',
  'GET /realtime': 'upgrade_required',
}

const queries: Record<string, (scene: Scene) => string> = {
  [`GET ${conversation}/changes`]: () => '?after=0',
  [`GET ${conversation}/messages/by-seq`]: ({ seq }) => `?seqs=${seq}`,
  'GET /messages/search': () => '?q=hello',
  'GET /users/by-id': ({ other }) => `?ids=${other.user.id}`,
}

const isPublic = (operation: Operation): boolean =>
  ['POST /accounts', 'POST /session', 'GET /instance'].includes(shortName(operation))

const shortName = (operation: Operation): string => nameOf(operation).replace('/api/v1', '')

interface From {
  readonly headers: Readonly<Record<string, string>>
  readonly remoteAddress?: string
}

const send = (scene: Scene, operation: Operation, from: From): Promise<LightMyRequestResponse> => {
  const raw = rawBodies[nameOf(operation)]
  const payload = raw?.payload ?? bodies[nameOf(operation)]?.(scene)
  const url = pathIn(scene, operation.path) + (queries[shortName(operation)]?.(scene) ?? '')
  const named = operation.path === '/api/v1/files' && { 'x-file-name': 'tea.txt' }
  const headers = { ...from.headers, ...named, ...raw?.headers }
  return app.inject({ ...from, headers, method: operation.method, url, ...(payload && { payload }) })
}

const scopes = ['read', 'write', 'manage'] as const
const app = await buildTestApp(t, { ports: { hasher: cheapHasher() } })
const scene = await newScene(app)
const tokens = await Promise.all(scopes.map((scope) => makeToken(app, scene.owner, scope)))
const worthless = await worthlessTokens()
const operations = operationsOf(app).filter(({ path }) => path.startsWith('/api/'))

t.test('each operation is in the table, and says in the description what is said here', async (t) => {
  t.same(operations.map(shortName).sort(), Object.keys(expected).sort())
  const { paths = {} } = app.swagger()
  for (const operation of operations) {
    const { security } = Reflect.get(paths[operation.path] ?? {}, operation.method.toLowerCase())
    const scope = expected[shortName(operation)]
    const sessions = [{ session: [] }, { sessionOverHttp: [] }]
    const said = scope === null ? sessions : [...sessions, { token: [scope] }]
    t.same(security, isPublic(operation) ? [] : said, nameOf(operation))
  }
})

async function worthlessTokens(): Promise<Record<string, string>> {
  const { owner } = scene
  const [revoked, expired] = [await makeToken(app, owner, 'manage'), newAccessToken()]
  await app.parts.stores.tokens.remove(owner.user.id, revoked.id)
  const record = { hash: expired.hash, scope: 'manage', expiresAt: start } as const
  await app.parts.stores.tokens.create(tokenRecord(owner.user.id, record))
  return { revoked: revoked.token, expired: expired.token, unknown: newAccessToken().token }
}

/** With the scope that is needed it succeeds, and with more than that it is let in as well, whatever there is left to do. */
async function letIn(t: Test, operation: Operation, enough: readonly Scope[]): Promise<void> {
  const changes = operation.method !== 'GET'
  const own = changes ? await newScene(app) : scene
  const made = changes
    ? await Promise.all(enough.map((scope) => makeToken(app, own.owner, scope)))
    : tokens.filter(({ scope }) => enough.includes(scope))
  for (const [at, token] of made.entries()) {
    const reply = await send(own, operation, token)
    const code = wellRefused[shortName(operation)]
    if (at > 0) t.notMatch(reply.body, letInByNone, `let in by ${token.scope}`)
    else if (code !== undefined) t.match(reply.json(), { code }, `let in by ${token.scope}`)
    else t.ok(reply.statusCode < 300, `let in by ${token.scope}: ${reply.statusCode} ${reply.body}`)
    t.equal(reply.headers['set-cookie'], undefined, 'and is given no cookie')
    t.equal(reply.headers['clear-site-data'], undefined)
  }
}

const letInByNone = /"code":"(?:not_signed_in|token_invalid|token_refused|scope_missing)"/

async function keptOut(t: Test, operation: Operation, { scope, headers }: TestToken): Promise<void> {
  const [reply, needed] = [await send(scene, operation, { headers }), expected[shortName(operation)]]
  t.equal(reply.headers['set-cookie'], undefined)
  if (needed === null) return refused(t, reply, 'token_refused', `kept out with ${scope}`)
  refused(t, reply, 'scope_missing', `kept out with ${scope}`)
  const challenge = `Bearer error="insufficient_scope", scope="${String(needed)}"`
  t.match(reply.json(), { scope: needed })
  t.equal(reply.headers['www-authenticate'], challenge)
}

let places = 0
/** From elsewhere each time, as failures count against the address. */
const nextAddress = (): string => `10.${++places}.0.1`

for (const operation of operations) {
  const name = shortName(operation)
  t.test(`with a token: ${name}`, async (t) => {
    const needed = expected[name] ?? null
    if (!isPublic(operation)) refused(t, await send(scene, operation, { headers: {} }), 'not_signed_in')
    const remoteAddress = nextAddress()
    for (const [what, token] of Object.entries(worthless)) {
      const headers = { ...scene.owner.headers, ...bearer(token) }
      const reply = await send(scene, operation, { headers, remoteAddress })
      refused(t, reply, 'token_invalid', `${what}, and a good cookie beside it`)
      t.equal(reply.headers['www-authenticate'], 'Bearer error="invalid_token"')
    }
    const enough = needed === null ? [] : scopes.slice(scopes.indexOf(needed))
    for (const token of tokens) if (!enough.includes(token.scope)) await keptOut(t, operation, token)
    if (enough.length > 0) await letIn(t, operation, enough)
  })
}

t.test('what has no form of a token is worth as little', async (t) => {
  const { token } = await makeToken(app, scene.owner)
  const mistyped = token.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'))
  for (const authorization of ['Bearer', 'bearer ', `Bearer ${mistyped}`, `Bearer ${token} ${token}`]) {
    const headers = { ...scene.owner.headers, authorization }
    refused(t, await app.inject({ url: '/api/v1/me', headers }), 'token_invalid', authorization)
  }
  const other = { ...scene.owner.headers, authorization: `Basic ${token}` }
  t.equal((await app.inject({ url: '/api/v1/me', headers: other })).statusCode, 200, 'a proxy’s is none')
  const spelled = { authorization: `bEARER  ${token} ` }
  t.equal((await app.inject({ url: '/api/v1/me', headers: spelled })).statusCode, 200)
})

t.test('a token of somebody else does what they may, and nothing of one’s own', async (t) => {
  const { headers } = await makeToken(app, await signUp(app, nextName()), 'manage')
  const foreign = operations.filter(({ path }) => /\{(conversationId|tokenId|sessionId)\}/.test(path))
  t.ok(foreign.length > 15, `${foreign.length} operations`)
  for (const operation of foreign) {
    // Which ask for no membership.
    if (/\/(join|(invitations|join-requests)\/\{conversationId\})$/.test(operation.path)) continue
    if (operation.method === 'DELETE' && /\/(saved|drafts)\//.test(operation.path)) continue
    const reply = await send(scene, operation, { headers })
    t.match(reply.json(), { status: 404, code: /^(conversation|token|session|invitation)_not_found$/ })
  }
})
