import fc from 'fast-check'
import t from 'tap'

import { readOrigin } from '../../../api/src/domain/network-address.ts'
import { buildTestApp, type TestApp } from '../../support/app/app.ts'

const schemes = ['http', 'https'] as const
type Scheme = (typeof schemes)[number]
const usualPort = { http: '80', https: '443' }
const hosts = ['chat.lan', 'CHAT.lan', 'evil.lan', 'chat.lan.evil.lan', '192.0.2.7', '[2001:db8::7]']
const ports = ['', '80', '443', '3000', '8080', '8443', '180', '4430']

const place = fc.record({ host: fc.constantFrom(...hosts), port: fc.constantFrom(...ports) })
type Place = { host: string; port: string }
const written = ({ host, port }: Place): string => (port === '' ? host : `${host}:${port}`)
const isSame = (scheme: Scheme, one: Place, other: Place): boolean => {
  const [first, second] = [one, other].map(({ host, port }) => [
    host.toLowerCase(),
    port || usualPort[scheme],
  ])
  return String(first) === String(second)
}

const requests = [
  { method: 'DELETE', url: '/api/v1/session', headers: {} },
  {
    method: 'GET',
    url: '/api/v1/realtime',
    headers: { connection: 'upgrade', upgrade: 'websocket' },
  },
] as const

const codesFor = async (app: TestApp, headers: Record<string, string>): Promise<string[]> =>
  Promise.all(
    requests.map(async ({ headers: own, ...request }) => {
      const all = { ...own, ...headers }
      const reply = await app.inject({ ...request, headers: all, remoteAddress: '10.0.0.1' })
      return reply.json().code
    }),
  )
const isAccepted = (code: string): boolean => {
  if (code !== 'not_signed_in' && code !== 'origin_refused') throw new Error(`answered with ${code}`)
  return code === 'not_signed_in'
}

const config = { host: '0.0.0.0', trustProxy: ['10.0.0.1'], requestsPerMinute: 999_999 }

t.test('the usual port of a scheme is no other place, and every other port is', async (t) => {
  const app = await buildTestApp(t, { config: { ...config, publicUrl: null } })
  const scheme = fc.constantFrom(...schemes)
  await fc.assert(
    fc.asyncProperty(scheme, scheme, place, place, async (spoken, named, host, origin) => {
      const headers = {
        host: written(host),
        origin: `${named}://${written(origin)}`,
        'x-forwarded-proto': spoken,
      }
      // a proxy that another one has relieved of TLS hears on port 80 what came over https
      const reached = host.port === '80' ? { ...host, port: '' } : host
      const expected = spoken === named && isSame(spoken, reached, origin)
      for (const code of await codesFor(app, headers))
        if (isAccepted(code) !== expected) throw new Error(`${code} for ${JSON.stringify(headers)}`)
    }),
    { numRuns: 400 },
  )
})

t.test('what is configured names a place, with its usual port or without', async (t) => {
  const publicUrl = new URL('https://chat.example')
  const app = await buildTestApp(t, { config: { ...config, publicUrl, corsOrigins: ['http://web.example'] } })
  const codes = async (origin: string) => [...new Set(await codesFor(app, { host: 'chat.example', origin }))]
  for (const origin of ['https://chat.example', 'https://chat.example:443', 'HTTPS://Chat.Example:443'])
    t.strictSame(await codes(origin), ['not_signed_in'], origin)
  for (const origin of ['http://web.example', 'http://web.example:80'])
    t.strictSame(await codes(origin), ['not_signed_in'], origin)
  const others = [
    'https://chat.example:80',
    'https://chat.example:4430',
    'https://chat.example:443/',
    'https://chat.example:443.evil.example',
    'https://user@chat.example:443',
    'http://chat.example:80',
    'https://web.example:443',
    'http://web.example:443',
    'http://web.example:8080',
  ]
  for (const origin of others) t.strictSame(await codes(origin), ['origin_refused'], origin)
})

t.test('an origin is read as browsers write it, and anything else is none', async (t) => {
  t.equal(readOrigin('http://chat.lan:80'), 'http://chat.lan')
  t.equal(readOrigin('https://[2001:db8::7]:443'), 'https://[2001:db8::7]')
  t.equal(readOrigin('https://chat.lan:80'), 'https://chat.lan:80')
  const none = ['', 'null', 'chat.lan', 'file://', 'ws://chat.lan', 'http://chat.lan/', 'http://chat.lan:080']
  for (const text of [...none, ' http://chat.lan', 'http://chat.lan?', 'http://127.1', 'toString:'])
    t.equal(readOrigin(text), null, JSON.stringify(text))
})
