import fc from 'fast-check'
import t, { type Test } from 'tap'

import { parseText, plainText, type Block, type Inline, type Text } from '@parley/shared/text'

const tags = {
  emphasis: 'em',
  strong: 'b',
  strike: 's',
  spoiler: 'spoiler',
  code: 'code',
  mention: 'at',
} as const

const said = (content: readonly Inline[]): string =>
  content
    .map((node) => {
      if (node.kind === 'text') return node.text
      const inner = said(node.content)
      if (node.kind !== 'link') return `<${tags[node.kind]}>${inner}</${tags[node.kind]}>`
      return `<a ${node.href}${node.host === null ? '' : ` (${node.host})`}>${inner}</a>`
    })
    .join('')

const shown = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (block.kind === 'paragraph') return `<p>${said(block.content)}</p>`
      if (block.kind === 'quote') return `<quote>${shown(block.blocks)}</quote>`
      if (block.kind === 'code-block')
        return `<pre ${block.language}>${block.lines.map(({ text }) => text).join('\n')}</pre>`
      const items = block.items.map((item) => `<li>${shown(item)}</li>`).join('')
      return block.start === null ? `<ul>${items}</ul>` : `<ol ${block.start}>${items}</ol>`
    })
    .join('')

const is = (t: Test, cases: Record<string, string>) => {
  for (const [source, expected] of Object.entries(cases)) t.equal(shown(parseText(source)), expected, source)
}

t.test('Marks stress what stands between them', async (t) => {
  is(t, {
    '*a* and _b_': '<p><em>a</em> and <em>b</em></p>',
    '**a** and __b__': '<p><b>a</b> and <b>b</b></p>',
    '~~a~~ and ||b||': '<p><s>a</s> and <spoiler>b</spoiler></p>',
    '***a***': '<p><em><b>a</b></em></p>',
    '||**a** b||': '<p><spoiler><b>a</b> b</spoiler></p>',
    '*over\ntwo lines*': '<p><em>over\ntwo lines</em></p>',
    'これは**強調**です': '<p>これは<b>強調</b>です</p>',
    '**「強調」**です': '<p><b>「強調」</b>です</p>',
    '한국어에서도**이렇게**쓴다': '<p>한국어에서도<b>이렇게</b>쓴다</p>',
  })
})

t.test('What is no mark is what was typed', async (t) => {
  for (const text of [
    String.raw`C:\_a\_b`,
    String.raw`¯\_(ツ)_/¯`,
    'snake_case_name',
    '2*3*4',
    '<3 and <b>',
    '5 * 3 * 2',
    'a || b || c',
    '*over\n\nan empty line*',
    '~once~ ~~~thrice~~~',
    '****four****',
    '**',
    '- - -',
    '---',
    '# no heading',
    '+1',
    '-1 and 2.5',
    '&amp; &#42;',
    '    far in',
    '10:30:15',
  ])
    t.equal(shown(parseText(text)), `<p>${text}</p>`)
})

t.test('Code is nothing but code', async (t) => {
  is(t, {
    '`*a* https://example.org`': '<p><code>*a* https://example.org</code></p>',
    '`` a`b ``': '<p><code>a`b</code></p>',
    '`` ` ``': '<p><code>`</code></p>',
    '*a `b* c` d*': '<p><em>a <code>b* c</code> d</em></p>',
    '`never closed': '<p>`never closed</p>',
    '```ts\nlet a = *b*\n\n> c\n```\nd': '<pre ts>let a = *b*\n\n> c</pre><p>d</p>',
    'a\n````\n```\n````': '<p>a</p><pre >```</pre>',
    '```\nnever closed': '<pre >never closed</pre>',
  })
})

t.test('Quotes end with the line, and lists hold lists', async (t) => {
  is(t, {
    '> a\n> > b\nc': '<quote><p>a</p><quote><p>b</p></quote></quote><p>c</p>',
    '>*a\n>b*': '<quote><p><em>a\nb</em></p></quote>',
    '> ```\n> a\n> ```': '<quote><pre >a</pre></quote>',
    '- a\n- b\n  - c\n\n  d\n- e':
      '<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul><p>d</p></li><li><p>e</p></li></ul>',
    '- a\n  - b\n    - c': '<ul><li><p>a</p><ul><li><p>b\n- c</p></li></ul></li></ul>',
    '- a\n* b': '<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul>',
    '7. a\n8. b\n\nc': '<ol 7><li><p>a</p></li><li><p>b</p></li></ol><p>c</p>',
    'In\n2026. Or': '<p>In\n2026. Or</p>',
    'First\n\n\nthen': '<p>First\n\n\nthen</p>',
    [`${'>'.repeat(4)} a`]: '<quote><quote><quote><quote><p>a</p></quote></quote></quote></quote>',
    [`${'>'.repeat(5)} a`]: '<quote><quote><quote><quote><p>> a</p></quote></quote></quote></quote>',
  })
})

t.test('A link tells where it leads', async (t) => {
  is(t, {
    '[here](https://example.org/a_(b))': '<p><a https://example.org/a_(b) (example.org)>here</a></p>',
    '[Example.org/a](https://example.org/a)': '<p><a https://example.org/a>Example.org/a</a></p>',
    '[https://bank.example](https://thief.example)':
      '<p><a https://thief.example/ (thief.example)>https://bank.example</a></p>',
    '[bank.example](https://bank.example.thief.example)':
      '<p><a https://bank.example.thief.example/ (bank.example.thief.example)>bank.example</a></p>',
    '[аррӏе](https://аррӏе.com)': '<p><a https://xn--80ak6aa92e.com/ (xn--80ak6aa92e.com)>аррӏе</a></p>',
    '[write](mailto:ada@example.org?subject=x)':
      '<p><a mailto:ada@example.org?subject=x (ada@example.org)>write</a></p>',
    '[call](tel:+4930123)': '<p><a tel:+4930123 (+4930123)>call</a></p>',
    '<https://example.org>.': '<p><a https://example.org/>https://example.org</a>.</p>',
    '**https://example.org**': '<p><b><a https://example.org/>https://example.org</a></b></p>',
    '[*a](https://example.org) b*': '<p><a https://example.org/ (example.org)>*a</a> b*</p>',
    '[see https://a.example/x](https://b.example)':
      '<p><a https://b.example/ (b.example)>see https://a.example/x</a></p>',
    '[a [b](https://b.example) c]': '<p>[a <a https://b.example/ (b.example)>b</a> c]</p>',
    '[`a`](https://b.example)': '<p><a https://b.example/ (b.example)><code>a</code></a></p>',
  })
  for (const target of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'https://user@thief.example',
    'https://a b',
    'https://a\u202eb.example',
    'https://a\nb',
    'ftp://example.org',
    '/path',
    '',
  ])
    t.notMatch(shown(parseText(`[a](${target})`)), /<a [^>]*>a</, target)
})

t.test('Where nothing can stand out, there are no marks, and what is hidden stays so', async (t) => {
  t.equal(plainText('**a** ||b *c*|| [d](https://e.example) `f`', '(hidden)'), 'a (hidden) d f')
  t.equal(plainText('> a\n- b\n- ||c||\n3. d\n```\ne\n```', '(hidden)'), 'a\n• b\n• (hidden)\n3. d\ne')
})

/** In the order of the source. */
function textsOf(blocks: readonly Block[]): Text[] {
  const ofInline = (content: readonly Inline[]): Text[] =>
    content.flatMap((node) => (node.kind === 'text' ? [node] : ofInline(node.content)))
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return ofInline(block.content)
    if (block.kind === 'code-block') return block.lines
    return block.kind === 'quote' ? textsOf(block.blocks) : block.items.flatMap(textsOf)
  })
}

const languagesOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (block.kind === 'code-block') return block.language
      if (block.kind === 'quote') return languagesOf(block.blocks)
      return block.kind === 'list' ? block.items.map(languagesOf).join('') : ''
    })
    .join('')

const pieces = [
  '*',
  '**',
  '_',
  '~~',
  '||',
  '`',
  '```',
  '[',
  ']',
  '>',
  '> ',
  '- ',
  '  ',
  '1. ',
  '\n',
  '\\',
  ' ',
  'a',
  'é',
  '🎉',
  '。',
  'https://a.example',
]

t.test('Nothing that was typed is lost, and each piece stands where it was typed', async (t) => {
  const letters = (text: string) => text.replace(/[^aé🎉。htpsexmpl:/]/gu, '')
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
      const source = parts.join('')
      const blocks = parseText(source)
      const texts = textsOf(blocks)
      let end = 0
      for (const { text, at } of texts) {
        if (at < end || source.slice(at, at + text.length) !== text) return false
        end = at + text.length
      }
      const kept = texts.map(({ text }) => text).join('') + languagesOf(blocks)
      return [...letters(kept)].sort().join('') === [...letters(source)].sort().join('')
    }),
    { numRuns: 2_000 },
  )
  t.pass('for 2,000 texts of marks and letters')
})

t.test('However deep marks are put into one another, what comes of them is not', async (t) => {
  const depth = (node: { content?: readonly Inline[] }): number =>
    1 + Math.max(0, ...(node.content ?? []).map((inner) => (inner.kind === 'text' ? 0 : depth(inner))))
  for (const unit of ['*a ', '_*', '||a ', '***a '])
    for (const block of parseText(
      unit.repeat(2_000) + unit.trim().split('').reverse().join('').repeat(2_000),
    ))
      t.ok(block.kind === 'paragraph' && depth(block) < 20, unit)
})
