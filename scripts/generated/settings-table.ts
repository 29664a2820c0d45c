import type { Setting } from '../../api/src/config/setting.ts'
import { settings } from '../../api/src/config/settings.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** Every setting as a row of Markdown, as settings.ts describes it. */
export const settingsTable = (): string => {
  const rows = Object.values<Setting>(settings).map(({ name, meaning, allowed, byDefault, secret }) =>
    [`\`${name}\``, `${meaning}${secret ? ' Secret.' : ''}`, allowed, byDefault].map(cell).join(' | '),
  )
  const head = ['setting | what it is for | what it may be | when it is not set', '--- | --- | --- | ---']
  return [...head, ...rows].map((row) => `| ${row} |`).join('\n')
}

const begin = '<!-- settings: written by npm run settings -->'
const end = '<!-- end of settings -->'

/** The document with the table of today. */
export const withSettings = (document: string): string => {
  const [before, after] = [document.split(begin)[0], document.split(end)[1]]
  if (before === undefined || after === undefined) throw new Error(`The document lacks ${begin} or ${end}.`)
  return `${before}${begin}\n\n${settingsTable()}\n\n${end}${after}`
}
