import { deepStrictEqual } from 'node:assert/strict'

import fc from 'fast-check'
import type { Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import t from 'tap'

import { parseText, type Block, type Inline } from '@parley/shared/text'

/** What both parsers say, in one form. */
type Form = string | readonly Form[]

const merged = (forms: readonly Form[]): Form[] =>
  forms.reduce<Form[]>((all, form) => {
    const last = all.at(-1)
    if (typeof form === 'string' && typeof last === 'string') all[all.length - 1] = last + form
    else all.push(form)
    return all
  }, [])

const ours = (content: readonly Inline[]): Form[] =>
  merged(content.map((node) => (node.kind === 'text' ? node.text : ofNode(node))))

function ofNode(node: Exclude<Inline, { kind: 'text' }>): Form {
  if (node.kind === 'code') return ['code', node.content.map(({ text }) => text).join('')]
  return node.kind === 'link'
    ? ['link', node.href, ...ours(node.content)]
    : [node.kind, ...ours(node.content)]
}

/** Ours keeps empty lines within one paragraph, where CommonMark begins another. */
function paragraphs(forms: readonly Form[]): Form[] {
  const found: Form[][] = [[]]
  for (const form of forms) {
    const [first = '', ...others] = typeof form === 'string' ? form.split(/\n\s*\n/) : [form]
    if (first !== '') found.at(-1)?.push(first)
    for (const other of others) found.push(other === '' ? [] : [other])
  }
  return found.map((content) => ['p', ...content])
}

const ourForm = (blocks: readonly Block[]): Form[] =>
  blocks.flatMap((block): Form[] => {
    if (block.kind === 'paragraph') return paragraphs(ours(block.content))
    if (block.kind === 'code-block')
      return [['pre', block.language, block.lines.map(({ text }) => text).join('\n')]]
    if (block.kind === 'quote') return [['quote', ...ourForm(block.blocks)]]
    return [['list', String(block.start), ...block.items.map((item): Form => ['item', ...ourForm(item)])]]
  })

const theirInline = (content: readonly PhrasingContent[]): Form[] => merged(content.map(theirNode))

function theirNode(node: PhrasingContent): Form {
  switch (node.type) {
    case 'text':
      return node.value
    case 'inlineCode':
      return ['code', node.value]
    case 'emphasis':
    case 'strong':
      return [node.type, ...theirInline(node.children)]
    case 'delete':
      return ['strike', ...theirInline(node.children)]
    case 'link':
      return ['link', node.url, ...theirInline(node.children)]
    default:
      return [node.type]
  }
}

const theirForm = (nodes: readonly RootContent[]): Form[] => nodes.map(theirBlock)

function theirBlock(node: Nodes): Form {
  switch (node.type) {
    case 'paragraph':
      return ['p', ...theirInline(node.children)]
    case 'code':
      return ['pre', node.lang ?? '', node.value]
    case 'blockquote':
      return ['quote', ...theirForm(node.children)]
    case 'list':
      return [
        'list',
        node.ordered ? String(node.start) : 'null',
        ...node.children.map((item): Form => ['item', ...theirForm(item.children)]),
      ]
    default:
      return [node.type]
  }
}

const options = { extensions: [gfmStrikethrough()], mdastExtensions: [gfmStrikethroughFromMarkdown()] }

/** Sources of what both know, written as people write it. */
const word = fc.constantFrom('ada', 'Öl', 'и', '42', 'a,', '(b)', 'c!', "it's")
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((some) => some.join(' '))
const inline = fc.letrec<Record<'some' | 'one', string>>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    words,
    words.map((text) => `\`${text}\``),
    words.map((text) => `[${text}](https://example.org/${text.length})`),
    tie('some').map((text) => `*${text}*`),
    tie('some').map((text) => `_${text}_`),
    tie('some').map((text) => `**${text}**`),
    tie('some').map((text) => `~~${text}~~`),
  ),
  // Words on both sides: marks that touch are another matter.
  some: fc
    .tuple(words, fc.array(tie('one'), { maxLength: 2 }), words)
    .map(([first, parts, last]) => [first, ...parts, last].join(' ')),
})).some
const indented = (text: string, prefix: string) => text.replaceAll(/\n(?=.)/g, `\n${prefix}`)
const paragraph = fc.array(inline, { minLength: 1, maxLength: 2 }).map((lines) => lines.join('\n'))
const code = words.map((text) => `\`\`\`ts\n${text}\n*${text}*\n\`\`\``)
const list = fc
  .tuple(
    fc.constantFrom('- ', '3. '),
    fc.array(fc.tuple(paragraph, fc.boolean()), { minLength: 1, maxLength: 3 }),
  )
  .map(([mark, items]) =>
    items
      .map(
        ([text, isNested]) =>
          `${mark}${indented(isNested ? `${text}\n- ${indented(text, '  ')}` : text, ' '.repeat(mark.length))}`,
      )
      .join('\n'),
  )
const plainBlock = fc.oneof(paragraph, code, list)
const quote = fc
  .array(plainBlock, { minLength: 1, maxLength: 2 })
  .map((blocks) => blocks.join('\n\n').replaceAll(/^/gm, '> '))
const source = fc
  .array(fc.oneof(plainBlock, quote), { minLength: 1, maxLength: 4 })
  .map((blocks) => blocks.join('\n\n'))

t.test('What CommonMark and Parley both know means the same to both', async (t) => {
  fc.assert(
    fc.property(source, (text) => {
      deepStrictEqual(ourForm(parseText(text)), theirForm(fromMarkdown(text, options).children))
    }),
    { numRuns: 300 },
  )
  t.pass('in 300 texts')
})
