import { errors, type ErrorCode } from '@parley/shared'
import t from 'tap'

import { words } from '../../../web/src/i18n/late.ts'
import type { Failure } from '../../../web/src/state/result.ts'
import { failureText } from '../../../web/src/ui/format/failure.ts'

const refused = (code: ErrorCode, retryAfterSeconds: number | null): Failure => ({
  kind: 'refused',
  code,
  title: '',
  detail: null,
  field: null,
  retryAfterSeconds,
})

t.test('how long one has to wait is said in words', async (t) => {
  const wait = (seconds: number | null) =>
    failureText(refused('too_many_groups', seconds))?.replace('You have created many groups. ', '')
  t.equal(wait(1), 'Try again in a second.')
  t.equal(wait(60), 'Try again in 60 seconds.')
  t.equal(wait(2_390), 'Try again in 40 minutes.')
  t.equal(wait(80_000), 'Try again in 23 hours.')
  t.equal(wait(null), 'Wait a while, then try again.')
})

t.test('every refusal that ends by itself says that there is a wait, and no other does', async (t) => {
  for (const code of Object.keys(errors) as ErrorCode[]) {
    const text = failureText(refused(code, 120)) ?? ''
    t.equal(text.endsWith('Try again in 2 minutes.'), errors[code][0] === 429, code)
    t.equal(text.startsWith(words.errors[code]), true)
  }
})
