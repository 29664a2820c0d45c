import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { canonicalEmoji } from '@parley/shared/text'

/*
 * Writes what the picker of emoji shows into web/src/ui/emoji/data, from the package emojibase-data, when there are new
 * emoji: node scripts/emoji-data.ts node_modules/emojibase-data. All lists have the same order.
 */

interface Entry {
  readonly emoji: string
  readonly label: string
  readonly tags?: readonly string[]
  readonly group?: number
  readonly order?: number
  readonly skins?: readonly { readonly emoji: string }[]
}

/** It has no Arabic. */
const languages = ['en', 'de', 'es', 'fr', 'ja']
/** Faces and people are one; the third are parts, such as skin tones, which are no emoji of their own. */
const groups = [[0, 1], [3], [4], [5], [6], [7], [8], [9]]
const tagsMax = 5
const tones = ['🏻', '🏼', '🏽', '🏾', '🏿']

const [from] = process.argv.slice(2)
if (from === undefined) throw new Error('Say where the package emojibase-data lies.')
const target = join(import.meta.dirname, '../web/src/ui/emoji/data')

const entriesOf = async (language: string): Promise<Map<string, Entry>> => {
  const entries: Entry[] = JSON.parse(await readFile(join(from, language, 'data.json'), 'utf8'))
  return new Map(entries.map((entry) => [canonicalEmoji(entry.emoji) ?? '', entry]))
}

/** As the picker makes one of a tone, which holds for all but a few. */
const toned = (emoji: string, tone: string): string =>
  emoji.replace(/(\p{Emoji_Modifier_Base})\ufe0f?(?!\p{Emoji_Modifier})/gu, `$1${tone}`)

function hasTones(emoji: string, { skins = [] }: Entry): boolean {
  const known = new Set(skins.map((skin) => canonicalEmoji(skin.emoji)))
  return tones.every((tone) => known.has(toned(emoji, tone)))
}

const english = await entriesOf('en')
const ordered = groups.map((those) =>
  [...english]
    .filter(([emoji, { group }]) => emoji !== '' && group !== undefined && those.includes(group))
    .sort(([, a], [, b]) => (a.group ?? 0) - (b.group ?? 0) || (a.order ?? 0) - (b.order ?? 0)),
)
const lines = ordered.map((group) =>
  group.map(([emoji, entry]) => (hasTones(emoji, entry) ? `${emoji}~` : emoji)).join(' '),
)
const literal = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&').replaceAll('\n', '\\n')}'`
await writeFile(
  join(target, 'emoji.ts'),
  `/** A line a group; those that come in skin tones are followed by ~. Made by scripts/emoji-data.ts. */\nexport const emoji =\n  ${literal(lines.join('\n'))}\n`,
)
for (const language of languages) {
  const entries = await entriesOf(language)
  const names = ordered.flat().map(([emoji, { label: first }]) => {
    const { label = first, tags = [] } = entries.get(emoji) ?? {}
    return [label, ...tags.filter((tag) => !label.includes(tag)).slice(0, tagsMax)].join('|')
  })
  await writeFile(
    join(target, `${language}.ts`),
    `/** A line an emoji: its name, and other words for it. Made by scripts/emoji-data.ts. */\nexport const names =\n  ${literal(names.join('\n'))}\n`,
  )
}
