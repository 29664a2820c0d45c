import t from 'tap'

import { buildTestApp, signUp } from '../support/app/app.ts'

const allowed = 'https://app.example.org'
const foreign = [
  'https://evil.example',
  'https://app.example.org.evil.example',
  'https://evilapp.example.org',
  'http://app.example.org',
  'null',
]

t.test('Without a list, nobody elsewhere may read anything', async (t) => {
  const app = await buildTestApp(t)
  for (const origin of [allowed, ...foreign]) {
    const reply = await app.inject({ url: '/api/v1/me', headers: { origin } })
    t.notOk(reply.headers['access-control-allow-origin'], origin)
  }
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/api/v1/session',
    headers: { origin: allowed, 'access-control-request-method': 'POST' },
  })
  t.notOk(preflight.headers['access-control-allow-origin'])
})

t.test('An origin on the list', async (t) => {
  const app = await buildTestApp(t, { config: { corsOrigins: [allowed] } })
  const { cookie } = await signUp(app, 'ada')

  t.test('is named exactly, and may send the cookie', async (t) => {
    const { headers, statusCode } = await app.inject({
      url: '/api/v1/me',
      headers: { origin: allowed, cookie },
    })
    t.equal(statusCode, 200)
    t.equal(headers['access-control-allow-origin'], allowed)
    t.equal(headers['access-control-allow-credentials'], 'true')
    t.match(headers['vary'], /origin/i)
  })

  t.test('may ask before it changes something', async (t) => {
    const { headers, statusCode } = await app.inject({
      method: 'OPTIONS',
      url: '/api/v1/me',
      headers: {
        origin: allowed,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'content-type',
      },
    })
    t.equal(statusCode, 204)
    t.equal(headers['access-control-allow-origin'], allowed)
    t.match(headers['access-control-allow-methods'], 'PATCH')
    t.equal(
      headers['access-control-allow-headers'],
      'authorization, content-type, range, repr-digest, x-file-name',
    )
  })

  t.test('may send a token, and nobody else may', async (t) => {
    const asked = async (origin: string) => {
      const { headers } = await app.inject({
        method: 'OPTIONS',
        url: '/api/v1/me',
        headers: {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      })
      return [headers['access-control-allow-origin'], headers['access-control-allow-headers']]
    }
    t.match(await asked(allowed), [allowed, /\bauthorization\b/])
    for (const origin of foreign) t.equal((await asked(origin))[0], undefined, origin)
  })

  t.test('may change something', async (t) => {
    const reply = await app.inject({
      method: 'PATCH',
      url: '/api/v1/me',
      headers: { origin: allowed, 'sec-fetch-site': 'cross-site', cookie },
      payload: { bio: 'from elsewhere' },
    })
    t.equal(reply.statusCode, 200)
  })

  t.test('reads refusals and limits too', async (t) => {
    const { headers } = await app.inject({ url: '/api/v1/me', headers: { origin: allowed } })
    t.equal(headers['access-control-allow-origin'], allowed)
    t.match(headers['access-control-expose-headers'], /retry-after/)
  })

  t.test('is not any that looks like it', async (t) => {
    for (const origin of foreign) {
      const reply = await app.inject({ url: '/api/v1/me', headers: { origin, cookie } })
      t.notOk(reply.headers['access-control-allow-origin'], origin)
      t.match(reply.headers['vary'], /origin/i)
      const change = await app.inject({
        method: 'PATCH',
        url: '/api/v1/me',
        headers: { origin, cookie },
        payload: { bio: 'x' },
      })
      t.equal(change.statusCode, 403, origin)
    }
  })
})
