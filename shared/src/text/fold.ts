/** Raised with every change of what a text folds to: what was indexed by a lower one is indexed anew. */
export const foldRule = 2

/** Marks, the tatweel and what cannot be seen. Kana that differ only in the last two are different sounds. */
const nothing =
  /[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\u0640\p{Cf}\p{DI}](?<=[\p{Mn}\u0640\p{Cf}\p{DI}])(?<![\u3099\u309a])/gu

/** Letters that are written as others, with a stroke, at the end of a word or in another language. */
const alike: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', þ: 'th' },
  ...{ ς: 'σ', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' },
  // As they are typed in Arabic, in Persian and in Urdu. A heh with two eyes is another sound, and stays.
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ڪ: 'ك', ة: 'ه', ۃ: 'ه', ہ: 'ه', ە: 'ه' },
  ...Object.fromEntries([...'٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹'].map((digit, at) => [digit, String(at % 10)])),
}
const anyAlike = new RegExp(`[${Object.keys(alike).join('')}]`, 'g')

const beyondAscii = /[^\0-\x7f]/

const wordCharacters = /[\p{L}\p{M}\p{N}]+/gu

/** Scripts that set no spaces between words, or whose characters are syllables. */
const denseRuns =
  /([\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]+)/u

/** A word, or a part of one that is of another kind of script. */
export interface SearchRun {
  readonly text: string
  readonly isDense: boolean
  /** Where it is in the search form. */
  readonly at: number
}

/** A text as it is searched, whatever the language of the machine: compatible forms, cases and accents made equal. */
export function searchForm(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(nothing, '')
    .replace(anyAlike, (letter) => alike[letter] ?? letter)
    .normalize('NFC')
}

/** What of a search form can be searched for. */
export function runsOf(form: string): SearchRun[] {
  const runs: SearchRun[] = []
  const hasDense = denseRuns.test(form)
  for (const { 0: word, index } of form.matchAll(wordCharacters)) {
    let at = index
    for (const [place, text] of (hasDense ? word.split(denseRuns) : [word]).entries()) {
      if (text !== '') runs.push({ text, isDense: place % 2 === 1, at })
      at += text.length
    }
  }
  return runs
}
