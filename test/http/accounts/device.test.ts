import fc from 'fast-check'
import t from 'tap'

import { describeDevice } from '../../../api/src/http/device.ts'

t.test('a browser and its system are named as people know them', async (t) => {
  const linux = 'Mozilla/5.0 (X11; Linux x86_64'
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  const named = {
    [`${linux}; rv:140.0) Gecko/20100101 Firefox/140.0`]: 'Firefox on Linux',
    [`${linux}) ${chrome}`]: 'Chrome on Linux',
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/140.0.0.0`]: 'Edge on Windows',
    [`Mozilla/5.0 (Linux; Android 15; SM-S911B) ${chrome}`]: 'Chrome on Android',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1':
      'Safari on iOS',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15':
      'Safari on macOS',
    'curl/8.5.0': 'curl',
    node: 'node',
    'Mozilla/5.0': 'Unknown device',
    '': 'Unknown device',
  }
  for (const [userAgent, device] of Object.entries(named)) t.equal(describeDevice(userAgent), device)
  t.equal(describeDevice(undefined), 'Unknown device')
})

t.test('whatever stands in the header, a few plain characters are kept', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (userAgent) =>
      /^[A-Za-z0-9._ -]{1,60}$/.test(describeDevice(userAgent)),
    ),
  )
})
