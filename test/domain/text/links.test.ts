import fc from 'fast-check'
import t from 'tap'

import { splitLinks } from '@parley/shared/text'

const hrefs = (text: string) =>
  splitLinks(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.href]))
const textOf = (text: string) =>
  splitLinks(text)
    .map((piece) => (typeof piece === 'string' ? piece : piece.text))
    .join('')

t.test('Only http and https addresses become links', async (t) => {
  t.same(hrefs('see https://example.org/a?b=c#d and http://example.org'), [
    'https://example.org/a?b=c#d',
    'http://example.org/',
  ])
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'https://',
    'ftp://example.org',
    'example.org',
  ]) {
    t.same(hrefs(text), [], text)
  }
})

t.test('The punctuation of a sentence does not belong to the address', async (t) => {
  t.same(hrefs('(see https://example.org/x).'), ['https://example.org/x'])
  t.same(hrefs('https://example.org/a_(b), or not?'), ['https://example.org/a_(b)'])
  t.same(hrefs('“https://example.org/x…”'), ['https://example.org/x'])
  t.same(hrefs('「https://example.org/x」。'), ['https://example.org/x'])
})

t.test('A character that turns the direction of text ends an address', async (t) => {
  t.same(hrefs('https://example.org/\u202egpj.exe'), ['https://example.org/'])
})

t.test('No text is lost, whatever it is, and no link is anything but http', async (t) => {
  const parts = fc.constantFrom(
    'https://',
    'http://a.b',
    'javascript:',
    '(',
    ')',
    '.',
    ' ',
    '\u202e',
    'x',
    '"',
    '<',
    '[',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(parts).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(
      texts,
      (text) => textOf(text) === text && hrefs(text).every((href) => /^https?:\/\//.test(href)),
    ),
  )
  t.pass()
})
