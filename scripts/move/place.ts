import { resolve } from 'node:path'

import { StartError } from '../../api/src/config/start-error.ts'
import type { Arguments } from '../../api/src/process/command.ts'

/** Where an instance keeps everything. */
export type Place =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'servers'; readonly mysqlUrl: string; readonly mongodbUrl: string }

/** @throws StartError when what stands behind the name is no such place */
export function placeOf(given: Arguments, name: string): Place {
  const values = given.get(name) ?? []
  const mysqlUrl = values.find((value) => value.startsWith('mysql://'))
  const mongodbUrl = values.find((value) => /^mongodb(\+srv)?:\/\//.test(value))
  if (values.length === 2 && mysqlUrl && mongodbUrl) return { kind: 'servers', mysqlUrl, mongodbUrl }
  const [folder] = values
  if (values.length === 1 && folder && !folder.includes('://')) {
    return { kind: 'folder', folder: resolve(folder) }
  }
  throw new StartError(`--${name} takes a data folder, or a mysql:// and a mongodb:// address: see --help.`)
}
