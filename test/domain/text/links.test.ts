import fc from 'fast-check'
import t from 'tap'

import { splitLinks } from '@parley/shared/text'

const linksOf = (text: string) => splitLinks(text).filter((piece) => typeof piece !== 'string')
const shown = (text: string) => linksOf(text).map((link) => link.text)
const hrefs = (text: string) => linksOf(text).map(({ href }) => href)
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

t.test('A link is whole, whatever signs it has', async (t) => {
  for (const link of [
    "https://en.wikipedia.org/wiki/Conway's_Game_of_Life",
    'https://fr.wikipedia.org/wiki/L’Équipe',
    'https://fonts.example/css?family=A|B',
    'https://example.org/a_',
    'https://example.org/a-',
    'https://example.org/~',
    'https://example.org/glob/*',
    'https://example.org/@ada',
    'https://web.example/2020/https://example.org/',
    'https://example.org/?to=https://example.com/',
    'https://example.org/a,b;c',
  ]) {
    t.same(shown(link), [link])
    for (const around of [
      'see %, please',
      '(%)',
      '“%”',
      "'%'",
      '‘%’',
      '"%"',
      '[%]',
      '<%>',
      '『%』',
      '《%》',
      '%…',
    ])
      t.same(shown(around.replace('%', link)), [link], around)
  }
})

t.test('What stresses an address is around it, and what ends in the same sign stays whole', async (t) => {
  const link = 'https://example.org/a'
  for (const mark of ['_', '*', '~', '**', '__', '~~']) {
    for (const text of [`${mark}${link}${mark}`, `${mark}see ${link}${mark}.`, `(${mark}${link}${mark})`])
      t.same(shown(text), [link], text)
    t.same(shown(`${mark}${link}${mark}${mark}`), [link + mark], 'as many as were opened')
    t.same(shown(`${mark}so${mark} ${link}${mark}`), [link + mark], 'none that was closed')
    t.same(shown(`${mark}so\n${link}${mark}`), [link + mark], 'none of another line')
    t.same(shown(`a${mark}b ${link}${mark}`), [link + mark], 'none within a word')
  }
  t.same(shown(`|${link}|b|`), [link], 'nor a bar at both sides')
  t.same(shown(`||${link}||`), [link])
})

t.test('Addresses that something joins are several', async (t) => {
  const [a, b] = ['https://example.org/a', 'http://example.com/?b']
  for (const joint of [',', ';', '،', '؛', '|', '、', "','", '),(', '](', ',\n'])
    t.same(shown(`${a}${joint}${b}`), [a, b], joint)
})

t.test('A sentence ends in any script', async (t) => {
  const link = 'https://example.org/a'
  for (const end of '.,;:!?؟۔।॥،؛。！？…։፧။') t.same(shown(`${link}${end}`), [link], end)
})

t.test(
  'An underscore or a script without spaces is no part of an address, and a letter leaves none',
  async (t) => {
    const link = 'https://example.org/a'
    for (const before of ['_', '__', '見て', 'на:']) t.same(shown(before + link), [link], before)
    for (const before of ['x', '0']) t.same(shown(before + link), [], before)
  },
)

t.test('What passes for the host is none', async (t) => {
  for (const text of [
    'https://google.com@evil.example/',
    'https://google.com:443@evil.example/',
    'https://@evil.example/',
    'https:///google.com@evil.example/',
    'https://google.com＠evil.example/',
    'https://google.com%40evil.example/',
  ])
    t.same(hrefs(text), [], text)
  t.same(hrefs('https://a@b.example,https://c.example/'), ['https://c.example/'])
})

t.test('A host that can be taken for another one is named in ASCII', async (t) => {
  const hosts = (text: string) => linksOf(text).map(({ host }) => host)
  const namedInAscii: [string, string][] = [
    ['аpple.com', 'xn--pple-43d.com'],
    ['аррӏе.com', 'xn--80ak6aa92e.com'],
    ['ɡoogle.com', 'xn--oogle-qmc.com'],
    ['wıkıpedıa.org', 'xn--wkpeda-p9abd.org'],
    ['google.comノlogin.example', 'google.xn--comlogin-634g.example'],
    ['google.com⁄login.example', 'google.xn--comlogin-g03d.example'],
    ['ｇoogle.com', 'google.com'],
    ['%67oogle.com', 'google.com'],
    ['0x7f.1', '127.0.0.1'],
    ['例え.com', 'xn--r8jz45g.com'],
  ]
  for (const [written, host] of namedInAscii) t.same(hosts(`https://${written}:8080/a`), [host], written)
  for (const written of [
    'example.org',
    'EXAMPLE.org',
    'münchen.de',
    'straße.de',
    'viễn-đông.vn',
    'пример.рф',
    'παράδειγμα.ελ',
    '例え.テスト',
    'दिल्ली.भारत',
    'موقع.وزارة',
    '[::1]',
    'xn--pple-43d.com',
  ])
    t.same(hosts(`https://${written}:8080/a`), [null], written)
})

t.test('A path of whatever signs an address may have is found whole', async (t) => {
  const sign = fc.constantFrom(...'abzAZ09-._~!$&*+=:@/?#%|')
  const last = fc.constantFrom(...'az09-_~*/=&#')
  fc.assert(
    fc.property(fc.array(sign), last, (signs, end) => {
      const link = `https://example.org/${signs.join('')}${end}`
      return shown(`see ${link}, please`).join() === link && shown(`(“${link}”)`).join() === link
    }),
  )
  t.pass()
})

t.test('A text that is made to be slow takes time by its length', async (t) => {
  const length = 80_000
  const pieces = [
    ',',
    '_',
    '*a ',
    "'a",
    ')',
    '|',
    'https://',
    'https://a,',
    '|https://a',
    '*https://a*',
    '@',
    'а.',
  ]
  for (const piece of pieces) {
    const text = `https://a.example/${piece.repeat(length)}`.slice(0, length)
    const from = process.cpuUsage()
    splitLinks(text)
    const { user } = process.cpuUsage(from)
    t.ok(user < 2_000_000, `${piece}: ${user} µs`)
  }
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
    "'",
    '_',
    '*',
    '|',
    ',',
    '@',
    'а',
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
