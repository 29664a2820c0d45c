import { searchForm } from '@parley/shared/text'

import { emoji as groups } from './data/emoji.ts'
import { skinTone } from './kept.ts'

export interface Emoji {
  readonly emoji: string
  readonly hasTones: boolean
  readonly name: string
  /** As they are searched for: in the reader's language, then in English. */
  readonly terms: readonly string[]
}

export type Catalog = readonly (readonly Emoji[])[]

/** Names that there are none of in a language are English. */
const namesIn: Readonly<Record<string, () => Promise<{ names: string }>>> = {
  de: () => import('./data/de.ts'),
  es: () => import('./data/es.ts'),
  fr: () => import('./data/fr.ts'),
  ja: () => import('./data/ja.ts'),
}

let loading: Promise<Catalog> | null = null

/** All emoji in their groups. */
export const catalog = (): Promise<Catalog> => (loading ??= load())

async function load(): Promise<Catalog> {
  const [english, own] = await Promise.all([
    import('./data/en.ts'),
    namesIn[document.documentElement.lang.slice(0, 2)]?.().catch(() => null),
  ])
  const lists = [own?.names, english.names].flatMap((names) => (names ? [names.split('\n')] : []))
  let at = 0
  return groups.split('\n').map((line) =>
    line.split(' ').map((entry): Emoji => {
      const terms = lists.flatMap((names) => names[at]?.split('|') ?? [])
      at += 1
      const emoji = entry.replace('~', '')
      const forms = terms.map((term) => ` ${searchForm(term)}`)
      return { emoji, hasTones: entry !== emoji, name: terms[0] ?? emoji, terms: forms }
    }),
  )
}

/** Those of which every word that is typed begins a word; whose name begins with it come first. */
export function found(all: Catalog, typed: string, limit: number): Emoji[] {
  const sought = searchForm(typed.replaceAll('_', ' ')).split(' ').filter(Boolean)
  if (sought.length === 0) return []
  const hits = all
    .flat()
    .filter(({ terms }) => sought.every((word) => terms.some((term) => term.includes(` ${word}`))))
  const rank = ({ terms }: Emoji): number => {
    const at = terms.findIndex((term) => term.startsWith(` ${sought.join(' ')}`))
    // By what it is called first, then the shorter one: ':cat' means the cat.
    return at === -1 ? Number.MAX_SAFE_INTEGER : at * 100 + (terms[at]?.length ?? 0)
  }
  return hits
    .map((hit) => ({ hit, place: rank(hit) }))
    .sort((a, b) => a.place - b.place)
    .slice(0, limit)
    .map(({ hit }) => hit)
}

/** In the tone of skin that was chosen. */
export function inTone({ emoji, hasTones }: Pick<Emoji, 'emoji' | 'hasTones'>): string {
  const tone = skinTone()
  return hasTones && tone !== '' ? emoji.replace(/(\p{Emoji_Modifier_Base})\ufe0f?/gu, `$1${tone}`) : emoji
}
