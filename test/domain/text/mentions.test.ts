import t from 'tap'

import { limits } from '@parley/shared'
import { mentionable, mentionsIn, parseText, withMentions } from '@parley/shared/text'

const names = new Set(['ada', 'a.b', 'a.b.', 'ben', 'x_y', 'all'])
const found = (text: string) => mentionsIn(text, names).join(' ')

t.test('Code, links, addresses and quotes mention nobody; spoilers and all other marks do', async (t) => {
  for (const text of [
    '`@ada`',
    '```\n@ada\n```',
    '> @ada',
    '- > @ada',
    '[@ada](https://example.org)',
    'https://example.org/@ada',
    'mail ada@ada or x@ada.org',
    '@ada@example.org',
    '1@ada',
  ])
    t.equal(found(text), '', text)
  for (const text of ['||@ada||', '**@ada**', '~~_@ada_~~', '- @ada', '1. x\n   @ada', 'x\n\n@ada'])
    t.equal(found(text), 'ada', text)
  t.equal(found('> @ada\n@ben'), 'ben')
})

t.test('The longest name that exists counts, then without the dots and dashes behind it', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    '(@ada)': 'ada',
    '@ada.': 'ada',
    '@ada...': 'ada',
    '@Ada’s and @BEN!': 'ada ben',
    '@a.b': 'a.b',
    '@a.b.': 'a.b.',
    '@a.b..': 'a.b.',
    '@a.b.-': 'a.b.',
    '@x_y_': 'x_y',
    '@adam @ad @ada-b @': '',
    '@ada/@ben': 'ada ben',
    'これは@adaです': 'ada',
    '@ben @ada @ben': 'ben ada',
    '@all.': 'all',
  }
  for (const [text, expected] of Object.entries(cases)) t.equal(found(text), expected, text)
})

t.test('Of more names than a message can mention, the first are looked for', async (t) => {
  const text = Array.from({ length: limits.mentionsMax + 10 }, (_, at) => `@user${at}.`).join(' ')
  const possible = mentionable(`${text} @all @user3`)
  t.ok(possible.has(`user${limits.mentionsMax - 1}`))
  t.notOk(possible.has(`user${limits.mentionsMax}`))
  t.ok(possible.has('all'))
  t.equal(mentionable(`@${'x'.repeat(limits.usernameMax + 1)} @ab`).size, 0)
})

t.test('What is shown is split where it is found, and nothing is lost', async (t) => {
  const [block] = withMentions(parseText('Hi @Ada, **@ben** @nobody'), (possible) =>
    possible.find((name) => names.has(name)),
  )
  t.match(block, {
    content: [
      { kind: 'text', text: 'Hi ', at: 0 },
      { kind: 'mention', name: 'ada', content: [{ text: '@Ada', at: 3 }] },
      { kind: 'text', text: ', ', at: 7 },
      { kind: 'strong', content: [{ kind: 'mention', name: 'ben', content: [{ text: '@ben', at: 11 }] }] },
      { kind: 'text', text: ' @nobody' },
    ],
  })
})

t.test('Thousands of signs take no longer than their number', async (t) => {
  for (const text of ['@', '@a', '@ada.', `@${'.'.repeat(40)}`, '@@', '||@ada'])
    t.ok(
      timeOf(() => found(text.repeat(Math.ceil(limits.messageMax / text.length)))) < 250,
      JSON.stringify(text),
    )
  t.ok(timeOf(() => found(`@${'-'.repeat(limits.messageMax)}`)) < 250)
})

function timeOf(work: () => unknown): number {
  const startMs = performance.now()
  work()
  return performance.now() - startMs
}
