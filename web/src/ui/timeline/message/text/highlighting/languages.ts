import {
  asm,
  bash,
  bf,
  c,
  css,
  csv,
  diff,
  docker,
  git,
  go,
  html,
  http,
  ini,
  java,
  js,
  jsdoc,
  json,
  leanpubMd,
  log,
  lua,
  make,
  md,
  pl,
  plain,
  py,
  regex,
  rs,
  sql,
  todo,
  toml,
  ts,
  uri,
  xml,
  yaml,
} from '@speed-highlight/core/languages'
import type { ShjLanguageData } from '@speed-highlight/core/tokenize'

/**
 * All that the tokenizer knows, by the names by which its languages call each other. Its declared types leave an optional
 * property out, where the inferred ones of its languages have it undefined.
 */
export const languages = {
  asm,
  bash,
  bf,
  c,
  css,
  csv,
  diff,
  docker,
  git,
  go,
  html,
  http,
  ini,
  java,
  js,
  jsdoc,
  json,
  log,
  lua,
  make,
  md,
  pl,
  plain,
  py,
  regex,
  rs,
  sql,
  todo,
  toml,
  ts,
  uri,
  xml,
  yaml,
  'leanpub-md': leanpubMd,
} as unknown as Readonly<Record<string, ShjLanguageData>>

/** What people call them; and languages that read like one that is known. */
const names: Readonly<Record<string, readonly string[]>> = {
  bash: ['sh', 'shell', 'zsh', 'fish', 'console'],
  c: ['cpp', 'c++', 'h', 'hpp', 'cs', 'csharp', 'c#'],
  css: ['scss', 'sass', 'less'],
  diff: ['patch'],
  docker: ['dockerfile'],
  go: ['golang'],
  html: ['vue', 'svelte'],
  java: ['kotlin', 'kt', 'scala', 'groovy', 'dart', 'swift'],
  js: ['javascript', 'jsx', 'mjs', 'cjs'],
  json: ['jsonc', 'json5'],
  make: ['makefile'],
  md: ['markdown'],
  pl: ['perl'],
  py: ['python', 'python3'],
  rs: ['rust'],
  sql: ['mysql', 'postgres', 'postgresql', 'sqlite'],
  ts: ['typescript', 'tsx', 'mts', 'cts'],
  xml: ['svg'],
  yaml: ['yml'],
}

const byName = new Map(Object.entries(names).flatMap(([id, others]) => others.map((name) => [name, id])))

/** Undefined where nothing is known of it. */
export function languageNamed(name: string): ShjLanguageData | undefined {
  const lower = name.toLowerCase()
  const id = byName.get(lower) ?? lower
  return Object.hasOwn(languages, id) ? languages[id] : undefined
}
