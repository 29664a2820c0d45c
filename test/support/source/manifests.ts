import { readFileSync } from 'node:fs'

import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.js'
import type { Deployment } from 'kubernetes-types/apps/v1.js'
import type { ConfigMap, PersistentVolumeClaim, Secret, Service } from 'kubernetes-types/core/v1.js'
import type { Ingress, NetworkPolicy } from 'kubernetes-types/networking/v1.js'
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.js'
import { parseAllDocuments } from 'yaml'

import { renderedFile } from '../../../scripts/kubernetes/kustomize.ts'

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

interface Kinds {
  readonly ConfigMap: ConfigMap
  readonly Deployment: Deployment
  readonly HorizontalPodAutoscaler: HorizontalPodAutoscaler
  readonly Ingress: Ingress
  readonly NetworkPolicy: NetworkPolicy
  readonly PersistentVolumeClaim: PersistentVolumeClaim
  readonly PodDisruptionBudget: PodDisruptionBudget
  readonly Secret: Secret
  readonly Service: Service
}

export const manifestsIn = (yaml: string): Manifest[] =>
  parseAllDocuments(yaml).map((document) => {
    if (document.errors.length > 0) throw new Error(document.errors.join('\n'))
    return document.toJS() as Manifest // the compiler checks it, in kubernetes-schema.test.ts
  })

export const rendered = (name: string): Manifest[] => manifestsIn(readFileSync(renderedFile(name), 'utf8'))

export const ofKind = <Kind extends keyof Kinds>(manifests: Manifest[], kind: Kind): Kinds[Kind][] =>
  manifests.filter((one) => one.kind === kind) as Kinds[Kind][]

export const only = <One>(list: readonly One[] | undefined): One => {
  const [first, ...rest] = list ?? []
  if (first === undefined || rest.length > 0) throw new Error(`There are ${list?.length ?? 0}, not one.`)
  return first
}

/** The one pod that the one deployment makes, and its one container. */
export const podOf = (manifests: Manifest[]) => {
  const deployment = only(ofKind(manifests, 'Deployment'))
  const template = deployment.spec?.template
  if (!template?.spec) throw new Error('The deployment makes no pod.')
  return { deployment, template, pod: template.spec, container: only(template.spec.containers) }
}
