import { readFile } from 'node:fs/promises'

import t from 'tap'

import { htmlOf } from '../../../api/src/http/description/markdown.ts'
import { buildTestApp } from '../../support/app/app.ts'

const hrefs = (page: string): string[] => [...page.matchAll(/href="([^"]+)"/g)].map(([, to = '']) => to)

t.test('Both pages have the way back to the client and to each other, and fit a phone', async (t) => {
  const app = await buildTestApp(t)
  for (const url of ['/docs', '/docs/', '/docs/protocol']) {
    const { statusCode, headers, body } = await app.inject(url)
    t.equal(statusCode, 200, url)
    t.match(headers['content-type'], 'text/html')
    const [, head = ''] = /<header[^>]*>([^]*)<\/header>/.exec(body) ?? []
    t.strictSame(hrefs(head), ['/', '/docs', '/docs/protocol', '/'], url)
    t.match(body, '<meta name="viewport" content="width=device-width, initial-scale=1" />')
    t.match(body, 'theme/docs.css')
  }
})

t.test('Whatever the pages name of their own is there, and the style has both themes', async (t) => {
  const app = await buildTestApp(t)
  const named = [
    ...hrefs((await app.inject('/docs')).body),
    ...hrefs((await app.inject('/docs/protocol')).body),
    '/docs/wordmark.svg',
  ]
  for (const url of new Set(named.filter((address) => /\.(?:css|svg)$/.test(address)))) {
    const { statusCode, headers } = await app.inject(url)
    t.equal(statusCode, 200, url)
    t.match(headers['content-type'], url.endsWith('.css') ? 'text/css' : 'image/svg+xml')
  }
  const { body } = await app.inject('/docs/static/theme/docs.css')
  t.match(body, '@media (prefers-color-scheme: dark)')
})

t.test('The protocol is read there whole, and its links lead somewhere', async (t) => {
  const app = await buildTestApp(t)
  const { body, headers } = await app.inject('/docs/protocol')
  const text = await readFile(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')
  t.equal(body.match(/<h[123] /g)?.length, text.match(/^#+ /gm)?.length)
  t.equal(body.match(/<table>/g)?.length, text.match(/^\|[ -]+\|/gm)?.length)
  t.notMatch(headers['content-security-policy'], 'unsafe')
  const anchors = hrefs(body).filter((to) => to.startsWith('#'))
  t.ok(anchors.length > 0)
  for (const anchor of anchors) t.match(body, `id="${anchor.slice(1)}"`)
  t.notMatch(body, /href="\.\./)
  t.notMatch(body.replaceAll(/<(code|pre)[^]*?<\/\1>/g, ''), /\*\*|`|\]\(/, 'no mark is left over')
})

t.test('Of Markdown everything becomes text but what the documents use', async (t) => {
  const html = (markdown: string): string => htmlOf(markdown, (to) => (to === 'no' ? null : to))
  t.equal(html('## One & two'), '<h2 id="one--two">One &amp; two</h2>')
  t.equal(
    html('a `<b>` **c** _d_ [e](#f) [g](no)'),
    '<p>a <code>&lt;b&gt;</code> <strong>c</strong> <em>d</em> <a href="#f">e</a> g</p>',
  )
  t.equal(html('<script>x</script>'), '<p>&lt;script&gt;x&lt;/script&gt;</p>')
  t.equal(html('    a\n      b'), '<pre tabindex="0"><code>a\n  b</code></pre>')
  t.equal(html('- a\n  b\n- c'), '<ul><li>a\n  b</li><li>c</li></ul>')
  t.equal(html('1. a\n2. b'), '<ol><li>a</li><li>b</li></ol>')
  t.match(html('| a | b |\n| - | - |\n| `c` | d |'), '<th>a</th><th>b</th>')
})
