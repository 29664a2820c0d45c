import fc from 'fast-check'
import t from 'tap'

import { parseText } from '@parley/shared/text'

import { marksOfHtml } from '../../../web/src/ui/composer/formatting/rich-paste.ts'

t.test('What stands out in a page stands out by marks', async (t) => {
  for (const [html, text] of [
    ['<b>a</b> and <i>b</i>', '**a** and *b*'],
    ['<strong> a </strong>b', '**a** b'],
    ['<p>one</p><p>two <em>x</em></p>', 'one\ntwo *x*'],
    ['<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', '- a\n- b\n  - c'],
    ['<ol><li><p>a</p></li><li>b</li></ol>after', '1. a\n2. b\nafter'],
    ['<blockquote>a<br>b</blockquote>', '> a\n> b'],
    ['<pre><code>let a\n  = <b>1</b> &lt; 2</code></pre>', '```\nlet a\n  = 1 < 2\n```'],
    ['a <code>b</code>', 'a `b`'],
    ['<s>a</s>', '~~a~~'],
    ['<a href="https://e.example/?a=1&amp;b=2">e</a>', '[e](https://e.example/?a=1&b=2)'],
    ['<meta charset="utf-8"><style>b{}</style><b>a</b>&nbsp;&#233;', '**a** é'],
    ['<b style="font-weight:normal">a <i>b</i></b>', 'a *b*'],
  ] as const)
    t.equal(marksOfHtml(html), text, html)
})

t.test('Where nothing does, the plain text is as good', async (t) => {
  for (const html of [
    '<span style="color:red">a</span>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="https://e.example/">https://e.example/</a>',
    '<img src=x onerror=alert(1)>',
    'a < b',
  ])
    t.equal(marksOfHtml(html), null, html)
})

t.test('Whatever is in the clipboard, it is read, and makes no link that Parley would not', async (t) => {
  const parts = [
    '<b>',
    '</b>',
    '<li>',
    '<ul>',
    '</ul>',
    '<pre>',
    '</pre>',
    '<p>',
    '</p>',
    '<a href="https://e.example">',
    '</a>',
    'a',
    ' ',
    '\n',
    '&lt;',
    '&#0;',
    '<',
    '>',
    '<!--',
    '-->',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (html) => {
      const text = marksOfHtml(html.join(''))
      if (text !== null) parseText(text)
    }),
  )
  t.pass('for 100 of them')
})
