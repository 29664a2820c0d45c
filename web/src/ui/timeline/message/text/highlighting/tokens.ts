import { tokenizeWith, type ShjToken } from '@speed-highlight/core/tokenize'

import { languageNamed, languages } from './languages.ts'

/** As they are coloured: one colour for what reads alike. */
export type TokenKind = 'keyword' | 'string' | 'number' | 'name' | 'comment' | 'deleted' | 'inserted'

export interface CodeToken {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
}

/**
 * The time that the tokenizer takes grows faster than its text, so it gets pieces. A comment or a text that goes on
 * over so many characters loses its colour in the next piece.
 */
const pieceLength = 1_000

const kindOf: Readonly<Record<ShjToken, TokenKind | null>> = {
  kwd: 'keyword',
  bool: 'number',
  num: 'number',
  str: 'string',
  esc: 'string',
  cmnt: 'comment',
  class: 'name',
  type: 'name',
  func: 'name',
  section: 'name',
  deleted: 'deleted',
  err: 'deleted',
  insert: 'inserted',
  oper: null,
  var: null,
}

/** Of one piece after the other, so that there can be a pause in between. Nothing where the language is not known. */
export function* tokensOf(code: string, language: string): Generator<CodeToken[]> {
  const rules = languageNamed(language)
  if (!rules) return
  for (let start = 0; start < code.length;) {
    const end = pieceEnd(code, start)
    const tokens: CodeToken[] = []
    let at = start
    const add = (text: string, token?: ShjToken): void => {
      const kind = token ? kindOf[token] : null
      if (kind && text !== '') tokens.push({ kind, start: at, end: at + text.length })
      at += text.length
    }
    tokenizeWith(code.slice(start, end), rules, add, { languages })
    yield tokens
    start = end
  }
}

/** Behind a line, if there is one that ends in the piece. */
function pieceEnd(code: string, start: number): number {
  const end = start + pieceLength
  if (end >= code.length) return code.length
  const line = code.lastIndexOf('\n', end)
  return line > start ? line + 1 : end
}
