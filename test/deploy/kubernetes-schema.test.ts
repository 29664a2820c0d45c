import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import t from 'tap'

import {
  kustomizations,
  renderedFile,
  renderWithKustomize,
  sourceDigest,
} from '../../scripts/kubernetes/kustomize.ts'
import { manifestsIn, rendered, type Manifest } from '../support/source/manifests.ts'

const run = promisify(execFile)
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const names = Object.keys(kustomizations)

/** Kinds that the Prometheus operator defines, as far as we use them: they are not Kubernetes' own. */
const serviceMonitor = `interface ServiceMonitor {
  apiVersion: 'monitoring.coreos.com/v1'
  kind: 'ServiceMonitor'
  metadata: ObjectMeta
  spec: { selector: { matchLabels: Record<string, string> }; endpoints: { port: string; interval?: string }[] }
}`

const moduleOf = (apiVersion: string): string => {
  const [group = '', version = 'v1'] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion]
  return `kubernetes-types/${group.replace('.k8s.io', '')}/${version}.js`
}

const checkedLine = (manifest: Manifest, index: number): string => {
  const { apiVersion, kind } = manifest
  const type = kind === 'ServiceMonitor' ? kind : `import('${moduleOf(apiVersion)}').${kind}`
  return `export const m${index}: ${type} = ${JSON.stringify(manifest)}`
}

/** A literal may have no property that its type does not have, so that the compiler finds a misspelt field too. */
const complaintsOf = async (manifests: readonly Manifest[]): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-manifests-'))
  const lines = ["import type { ObjectMeta } from 'kubernetes-types/meta/v1.js'", serviceMonitor]
  const compilerOptions = {
    ...{ strict: true, noEmit: true, module: 'nodenext', moduleResolution: 'nodenext', types: [] },
    paths: { 'kubernetes-types/*': [`${modules}/kubernetes-types/*`] },
  }
  await writeFile(join(folder, 'manifests.ts'), [...lines, ...manifests.map(checkedLine)].join('\n'))
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['manifests.ts'] }))
  try {
    // tap hands its loaders on to every Node.js that a test starts, and the compiler cannot start with them.
    await run('env', ['-u', 'NODE_OPTIONS', join(modules, '.bin/tsc'), '-p', folder])
    return ''
  } catch (error) {
    return (error as { stdout?: string }).stdout || String(error) // execFile's rejection
  } finally {
    await rm(folder, { recursive: true })
  }
}

t.test('What was rendered is of the sources as they are', async (t) => {
  const digest = await sourceDigest()
  for (const name of names) {
    const [head = ''] = (await readFile(renderedFile(name), 'utf8')).split('\n')
    t.ok(head.endsWith(digest), `test/deploy/rendered/${name}.yaml; npm run kubernetes renders it anew`)
  }
})

const isKustomizeHere = (await renderWithKustomize(kustomizations.small)) !== null

if (isKustomizeHere) {
  t.test('Kustomize renders the same today', async (t) => {
    for (const [name, folder] of Object.entries(kustomizations)) {
      t.same(manifestsIn((await renderWithKustomize(folder)) ?? ''), rendered(name), name)
    }
  })
} else {
  t.test('Kustomize is not installed here: whether it renders the same today was NOT checked', async (t) => {
    t.equal(
      process.env['CI'],
      undefined,
      'where everything must hold, kubectl or kustomize must be installed',
    )
  })
}

t.test("Every manifest has the form of Kubernetes' types, without a field that they lack", async (t) => {
  t.equal(await complaintsOf(names.flatMap(rendered)), '')
})

t.test('A misspelt field, a wrong type and a missing field are found', async (t) => {
  const manifest = (spec: object): Manifest & { spec: object } => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'one' },
    spec,
  })
  t.match(await complaintsOf([manifest({ maxUnavailabel: 1 })]), 'maxUnavailabel')
  const broken = [manifest({ selector: 'parley' }), { ...manifest({}), kind: 'PodDisruptionBudgets' }]
  const complaints = await complaintsOf(broken)
  t.match(complaints, "Type 'string'")
  t.match(complaints, 'PodDisruptionBudgets')
})
