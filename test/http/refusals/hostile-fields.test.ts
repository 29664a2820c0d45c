import { isDeepStrictEqual } from 'node:util'

import type {
  BanPage,
  ConversationSummary,
  CreatedAccessToken,
  CreatedInvitationLink,
  Draft,
  MessageAck,
  MessagePage,
  SignedIn,
} from '@parley/shared'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'

import { anonymous, buildTestApp, signUp } from '../../support/app/app.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { nameOf, operationsOf, type Method } from '../../support/models/operations.ts'
import { bodies, newScene, nextName, pathIn, type Scene } from '../../support/app/scene.ts'

/** Of no form that any field takes. */
const wrong: readonly unknown[] = [
  -1,
  0.5,
  1e308,
  'nul \0 byte',
  'escape \u001b[2J',
  'half a pair \ud800',
  'the other half \udc00',
  'x'.repeat(50_000),
  'q' + '\u0301'.repeat(20_000),
  ['an array'],
  [['nested']],
  [null],
  {},
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  { toString: 1 },
  { length: 5 },
]

/** Which some fields take: then it is stored, and comes back as it was. */
const legal: readonly unknown[] = [
  null,
  true,
  false,
  0,
  '',
  [],
  '\u202eright to left\u2066 and on',
  '\u200d\ufeff',
  "' OR 1=1; -- \\",
  '%_%_%_%_%_',
  '%00 \\0 \\u0000',
  '$where: {"$ne":null}',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '=cmd()|calc!A1',
  '{{7*7}} ${7*7}',
]

const unknownKeys = [
  ...['$ne', '$where', 'a.b', 'a\0b', '', 'isAdmin', 'role', 'id', 'passwordHash', 'createdAt', 'senderId'],
  ...['__proto__', 'constructor', 'toString', 'length', 'hasOwnProperty', 'deletedAt', 'ownerId', 'rev'],
]

type Key = string | number

/** What is tried of an operation's body, and where to find afterwards what was stored. */
interface Case {
  /** Left out where these are just those of the body. */
  readonly fields?: readonly (readonly Key[])[]
  /** In the form of the body; left out where only what is no text is ever taken. */
  readonly stored?: (scene: Scene, reply: LightMyRequestResponse) => Promise<unknown>
}

const get = async (scene: Scene, path: string): Promise<LightMyRequestResponse> =>
  scene.app.inject({ url: `/api/v1${path}`, headers: scene.owner.headers })

const theGroup = async (scene: Scene): Promise<unknown> =>
  (await get(scene, `/conversations/${scene.groupId}`)).json<ConversationSummary>().conversation

const messageAt = async (scene: Scene, seq: number): Promise<unknown> =>
  (await get(scene, `/conversations/${scene.groupId}/messages?after=${seq - 1}&limit=1`)).json<MessagePage>()
    .items[0]

const signsIn = async ({ app }: Scene, username: string, password: string): Promise<number> => {
  const request = { method: 'POST', url: '/api/v1/session', headers: anonymous } as const
  const payload = { username, password }
  return (await app.inject({ ...request, remoteAddress: nextAddress(), payload })).statusCode
}

const inLocation = ['country', 'region', 'city', 'timeZone', 'coordinates'].map((key) => ['location', key])
const inCoordinates = ['latitude', 'longitude'].map((key) => ['location', 'coordinates', key])

const cases: Record<string, Case> = {
  'POST /api/v1/accounts': { stored: async (_, reply) => reply.json<SignedIn>().user },
  'POST /api/v1/session': { stored: async (_, reply) => reply.json<SignedIn>().user },
  'POST /api/v1/me/tokens': { stored: async (_, reply) => reply.json<CreatedAccessToken>() },
  'PUT /api/v1/me/drafts/{conversationId}': {
    fields: [['text']],
    stored: async (_, reply) => reply.json<Draft>(),
  },
  'PATCH /api/v1/me': {
    fields: [
      ...['displayName', 'bio', 'pronouns', 'statusText', 'location', 'locationAudience'].map((key) => [key]),
      ...inLocation,
      ...inCoordinates,
    ],
    stored: async (scene) => (await get(scene, '/me')).json<SignedIn>().user,
  },
  'POST /api/v1/conversations/groups': {
    fields: [
      ['name'],
      ['topic'],
      ['visibility'],
      ['askToJoin'],
      ['history'],
      ['memberIds'],
      ['memberIds', 0],
    ],
    stored: async (_, reply) => reply.json<ConversationSummary>().conversation,
  },
  'PATCH /api/v1/conversations/{conversationId}': { stored: theGroup },
  'POST /api/v1/conversations/{conversationId}/invitation-links': {
    stored: async (_, reply) => reply.json<CreatedInvitationLink>(),
  },
  'PUT /api/v1/conversations/{conversationId}/bans/{userId}': {
    stored: async (scene) =>
      (await get(scene, `/conversations/${scene.groupId}/bans`)).json<BanPage>().items[0],
  },
  'POST /api/v1/conversations/{conversationId}/join-requests': { fields: [] }, // of a member nothing is kept
  'POST /api/v1/conversations/{conversationId}/members': { fields: [['userIds'], ['userIds', 0]] },
  'POST /api/v1/conversations/{conversationId}/messages': {
    stored: (scene, reply) => messageAt(scene, reply.json<MessageAck>().seq),
  },
  'PATCH /api/v1/conversations/{conversationId}/messages/{seq}': {
    stored: (scene) => messageAt(scene, scene.seq),
  },
  'POST /api/v1/conversations/{conversationId}/scheduled': { stored: async (_, reply) => reply.json() },
  'PATCH /api/v1/conversations/{conversationId}/scheduled/{clientId}': {
    stored: async (_, reply) => reply.json(),
  },
}

/** What is taken and is no text, by its field. */
const takenValues: Record<string, readonly unknown[]> = {
  muted: [true, false],
  askToJoin: [true, false],
  mutedUntil: [null],
  expireAfterSeconds: [null],
  memberIds: [[]],
  seq: [0],
  latitude: [-1, 0, 0.5],
  longitude: [-1, 0, 0.5],
  country: [null],
  region: [null],
  city: [null],
  timeZone: [null],
  coordinates: [null],
  expiresInDays: [null],
  expiresInHours: [null],
  usesMax: [null],
}
const texts = new Set([
  ...['username', 'displayName', 'bio', 'pronouns', 'statusText', 'region', 'city'],
  ...['name', 'topic', 'text', 'note', 'reason'],
])
const names = new Set(['displayName', 'name'])
const multiline = new Set(['bio', 'topic', 'text'])

/** As it is kept: nothing where nothing can be seen, else NFC, without blanks around it, and beside other text without what turns that around. */
function kept(field: string, text: string): string {
  if (field === 'username') return text.toLowerCase()
  if (!/[^\p{Default_Ignorable_Code_Point}]/u.test(text)) return ''
  const unseen = names.has(field) ? /\p{Cf}/gu : /[\u202a-\u202e\u2066-\u2069]/g
  return (multiline.has(field) ? text : text.replace(unseen, '')).normalize('NFC').trim()
}

let requests = 0
const nextAddress = (): string => `10.${(++requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`

async function send(t: Test, scene: Scene, name: string, body: string): Promise<LightMyRequestResponse> {
  const [method = '', path = ''] = name.split(' ')
  const startMs = performance.now()
  const reply = await scene.app.inject({
    method: method as Method, // as the description names it
    url: pathIn(scene, path),
    headers: { ...scene.owner.headers, 'content-type': 'application/json' },
    remoteAddress: nextAddress(),
    payload: body,
  })
  const what = `${name} ${body.slice(0, 100)}`
  if (reply.statusCode >= 500) t.fail(`${what} answers ${reply.statusCode}: ${reply.body}`)
  if (reply.statusCode >= 400 && !reply.body.includes('"code":"')) t.fail(`${what} has no code`)
  if (reply.body.includes('not_signed_in')) t.fail(`${what} reached no service`)
  if (performance.now() - startMs > 3_000) t.fail(`${what} took too long`)
  return reply
}

/** With an owner of its own where a trial may change a password, or wear a throttle out; who is banned is nobody else. */
async function sceneFor(name: string, shared: Scene): Promise<Scene> {
  if (name.includes('/bans/')) return { ...shared, other: await signUp(shared.app, nextName()) }
  return /accounts|session|password|deletion|tokens/.test(name)
    ? { ...shared, owner: await signUp(shared.app, nextName()) }
    : shared
}

/** A copy of the body in which one field has another value. */
function withValue(body: Record<string, unknown>, keys: readonly Key[], value: unknown): string {
  const copy: unknown = structuredClone(body)
  let at: unknown = copy
  for (const key of keys.slice(0, -1)) at = Reflect.get(Object(at), key)
  Reflect.set(Object(at), keys.at(-1) ?? '', value)
  return JSON.stringify(copy)
}

const valueAt = (source: unknown, keys: readonly Key[]): unknown =>
  keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), source)

interface Trial {
  readonly name: string
  readonly keys: readonly Key[]
  readonly value: unknown
}

const bodyOf = (scene: Scene, name: string): Record<string, unknown> => bodies[name]?.(scene) ?? {}

/** Null when it is refused or was stored as it should be, else what is wrong with the outcome. */
async function complaintOf(t: Test, scene: Scene, trial: Trial): Promise<string | null> {
  const { name, keys, value } = trial
  const body = withValue(bodyOf(scene, name), keys, value)
  const reply = await send(t, scene, name, body)
  if (reply.statusCode >= 400) return null
  const field = String(keys.at(-1))
  if (typeof value !== 'string') {
    const isTaken = takenValues[field]?.some((taken) => isDeepStrictEqual(taken, value))
    return isTaken ? null : 'is taken'
  }
  if (/password/i.test(field)) {
    const username = /"username":"([^"]+)"/.exec(body)?.[1] ?? scene.owner.user.username
    return (await signsIn(scene, username, value)) === 200 ? null : 'is taken, and does not sign in'
  }
  if (!texts.has(field) || wrong.includes(value)) return 'is taken'
  const stored = valueAt(await cases[name]?.stored?.(scene, reply), keys)
  const expected = kept(field, value) || (field in takenValues ? null : '') // a place without a name is none
  return stored === expected ? null : `comes back as ${JSON.stringify(stored)}`
}

async function tryFields(t: Test, shared: Scene, name: string): Promise<void> {
  for (const keys of cases[name]?.fields ?? Object.keys(bodyOf(shared, name)).map((key) => [key])) {
    for (const value of [...wrong, ...legal]) {
      const complaint = await complaintOf(t, await sceneFor(name, shared), { name, keys, value })
      if (complaint) t.fail(`${keys.join('/')}: ${JSON.stringify(value).slice(0, 80)} ${complaint}`)
    }
  }
}

async function tryUnknownKeys(t: Test, shared: Scene, name: string): Promise<void> {
  const scene = await sceneFor(name, shared)
  for (const key of unknownKeys) {
    const body = JSON.stringify(bodyOf(scene, name)).replace('{', `{${JSON.stringify(key)}:true,`)
    const { statusCode } = await send(t, scene, name, body)
    if (statusCode !== 400) t.fail(`with the key ${JSON.stringify(key)}: ${statusCode}`)
  }
}

t.test('a hostile value beside valid ones is refused with a code, or stored as it is', async (t) => {
  const app = await buildTestApp(t, { ports: { hasher: cheapHasher() } })
  const shared = await newScene(app)
  const withBody = operationsOf(app).filter(({ fields }) => fields.length > 0)
  t.same(withBody.map(nameOf).sort(), Object.keys(bodies).sort(), 'every operation that takes a body')

  for (const name of Object.keys(bodies)) {
    await t.test(name, async (t) => {
      await tryFields(t, shared, name)
      await tryUnknownKeys(t, shared, name)
      const scene = await sceneFor(name, shared)
      const { statusCode } = await send(t, scene, name, JSON.stringify(bodyOf(scene, name)))
      t.ok(statusCode < 400, `its own body is taken: ${statusCode}`)
    })
  }
  t.equal(Reflect.get({}, 'polluted'), undefined)
  const me = await app.inject({ url: '/api/v1/me', headers: shared.owner.headers })
  t.match(me.json(), { user: { id: shared.owner.user.id } }, 'and she still is who she was')
})
