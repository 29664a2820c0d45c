import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { format } from 'prettier'

import { buildApp } from '../../api/src/app.ts'
import { compose } from '../../api/src/compose.ts'
import { usualAccountLimits } from '../../api/src/config/account-limits.ts'
import { usualFileLimits } from '../../api/src/config/file-limits.ts'
import { usualInstance } from '../../api/src/config/instance-settings.ts'
import { createLogger } from '../../api/src/process/logger.ts'

const file = new URL('../../openapi.yaml', import.meta.url)

/** What the routes of the application say of themselves. */
export const describeApi = async (): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-openapi-'))
  const logger = createLogger('silent')
  const parts = await compose({ dataDir }, logger)
  const config = {
    host: '127.0.0.1',
    port: 0,
    dataDir,
    publicUrl: null,
    corsOrigins: [],
    trustProxy: [],
    requestsPerMinute: 3_000,
    framesPerTenSeconds: 600,
    registrationsPerHour: 40,
    accountLimits: usualAccountLimits,
    fileLimits: usualFileLimits,
    instance: usualInstance,
    logLevel: 'silent',
    metricsPort: null,
  } as const
  const secrets = { sessionKeys: ['only to build the routes, nothing is encrypted with it'] }
  const app = await buildApp({ config, secrets, parts, logger })
  try {
    await app.ready()
    return await format(app.swagger({ yaml: true }), { parser: 'yaml', printWidth: 110 })
  } finally {
    await app.close()
    await parts.close()
    await rm(dataDir, { recursive: true })
  }
}

export const writeOpenapi = async (): Promise<void> => {
  await writeFile(file, await describeApi())
}

export const isOpenapiFresh = async (): Promise<boolean> => {
  const [described, written] = await Promise.all([describeApi(), readFile(file, 'utf8').catch(() => '')])
  return described === written
}
