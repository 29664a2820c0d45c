/** The search makes these marks nothing. Kana that differ only in the last two are different sounds, unlike letters with accents. */
const droppedMarks =
  /[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}](?<=\p{Mn})(?<![\u3099\u309a])/gu

const words = /[\p{L}\p{M}\p{N}]+/gu

/** Scripts that set no spaces between words, or whose characters are syllables. */
const denseRuns =
  /([\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]+)/u

/** A word, or a part of one that is of another kind of script. */
export interface SearchRun {
  readonly text: string
  readonly isDense: boolean
}

/** A text as it is searched: compatible forms, cases and accents made equal. */
export const searchForm = (text: string): string =>
  text.normalize('NFKD').toLowerCase().replace(droppedMarks, '').replaceAll('ς', 'σ').normalize('NFC')

/** What of a text can be searched for, in its search form. */
export const searchRuns = (text: string): SearchRun[] =>
  (searchForm(text).match(words) ?? []).flatMap((word) =>
    word.split(denseRuns).flatMap((part, at) => (part === '' ? [] : [{ text: part, isDense: at % 2 === 1 }])),
  )
