import t from 'tap'

import type { Setting } from '../../api/src/config/setting.ts'
import { settings } from '../../api/src/config/settings.ts'
import { ofKind, only, podOf, rendered } from '../support/source/manifests.ts'

const secretNames = new Set<string>(
  Object.values<Setting>(settings).flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [])),
)
const settingNames = new Set<string>([
  ...Object.values<Setting>(settings).map(({ name }) => name),
  ...secretNames,
])
const overlays = ['small', 'cluster', 'everything'] as const
/** Until the endpoint is gone everywhere, and what the process allows itself to end; see api/src/process/shutdown.ts. */
const shutdownSeconds = 9.5

for (const name of overlays) {
  const manifests = rendered(name)
  const { deployment, template, pod, container } = podOf(manifests)

  t.test(`${name}: the pod may do no more than it must`, async (t) => {
    t.match(pod.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    t.same(container.securityContext, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    })
    t.equal(pod.automountServiceAccountToken, false)
    const namespace = only(manifests.filter(({ kind }) => kind === 'Namespace'))
    t.match(namespace, { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } })
  })

  t.test(`${name}: each setting exists, and none that is secret stands in a manifest`, async (t) => {
    const { data = {} } = only(ofKind(manifests, 'ConfigMap'))
    const variables = container.env ?? []
    for (const setting of [...Object.keys(data), ...variables.map((one) => one.name)]) {
      t.ok(settingNames.has(setting), setting)
    }
    t.notOk(Object.keys(data).some((setting) => secretNames.has(setting)))
    t.notOk(variables.some((one) => secretNames.has(one.name) && !one.name.endsWith('_FILE')))
    t.same(ofKind(manifests, 'Secret'), [])
  })

  t.test(`${name}: every name that is referred to is there`, async (t) => {
    const volumes = new Set(pod.volumes?.map((volume) => volume.name))
    for (const mount of container.volumeMounts ?? []) t.ok(volumes.has(mount.name), mount.name)
    t.equal(only(container.envFrom).configMapRef?.name, only(ofKind(manifests, 'ConfigMap')).metadata?.name)
    const claims = ofKind(manifests, 'PersistentVolumeClaim').map((claim) => claim.metadata?.name)
    const claimed = pod.volumes?.flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? [])
    t.same(claimed, claims)
    const backend = only(only(only(ofKind(manifests, 'Ingress')).spec?.rules).http?.paths).backend.service
    const service = ofKind(manifests, 'Service').find((one) => one.metadata?.name === backend?.name)
    t.ok(service?.spec?.ports?.some((port) => port.name === backend?.port?.name))
    t.notMatch(JSON.stringify(manifests), 'set-by-the-overlay')
  })

  t.test(`${name}: every selector finds the pod`, async (t) => {
    const { matchLabels: own } = deployment.spec?.selector ?? {}
    const others = [...ofKind(manifests, 'NetworkPolicy'), ...ofKind(manifests, 'PodDisruptionBudget')].map(
      ({ spec }) => (spec && 'podSelector' in spec ? spec.podSelector : spec?.selector)?.matchLabels,
    )
    const services = ofKind(manifests, 'Service').map(({ spec }) => spec?.selector)
    for (const selector of [own, ...others, ...services]) {
      t.ok(selector && Object.keys(selector).length > 0)
      t.match(template.metadata?.labels, selector ?? {})
    }
  })

  t.test(`${name}: every named port is one of the container's`, async (t) => {
    const ports = new Set<unknown>(container.ports?.map((port) => port.name))
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe]
    const used = [
      ...probes.map((probe) => probe?.httpGet?.port),
      ...ofKind(manifests, 'Service').flatMap(({ spec }) => spec?.ports?.map((port) => port.targetPort)),
    ]
    for (const port of used) t.ok(ports.has(port), String(port))
  })

  t.test(`${name}: an instance is asked before it gets requests, and has the time to end well`, async (t) => {
    t.equal(container.readinessProbe?.httpGet?.path, '/servez', 'a lost database cuts nobody off')
    t.equal(container.livenessProbe?.httpGet?.path, '/healthz', 'a lost database restarts nobody')
    const { failureThreshold = 3, periodSeconds = 10 } = container.readinessProbe ?? {}
    const pauseSeconds = container.lifecycle?.preStop?.sleep?.seconds ?? 0
    t.ok(pauseSeconds > failureThreshold * periodSeconds)
    t.ok((pod.terminationGracePeriodSeconds ?? 0) > pauseSeconds + shutdownSeconds)
  })
}

t.test('small: one instance at a time has the volume, and it calls nobody', async (t) => {
  const manifests = rendered('small')
  const { spec } = podOf(manifests).deployment
  t.match(spec, { replicas: 1, strategy: { type: 'Recreate' } })
  t.same(ofKind(manifests, 'HorizontalPodAutoscaler'), [])
  t.same(only(ofKind(manifests, 'NetworkPolicy')).spec?.egress, [])
})

t.test('cluster: instances come before others go, and their number is the autoscaler’s', async (t) => {
  const manifests = rendered('cluster')
  const { deployment, container, pod } = podOf(manifests)
  t.equal(deployment.spec?.replicas, undefined)
  t.match(deployment.spec?.strategy, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } })
  const scaler = only(ofKind(manifests, 'HorizontalPodAutoscaler')).spec
  t.match(scaler?.scaleTargetRef, { kind: 'Deployment', name: deployment.metadata?.name })
  t.ok((scaler?.minReplicas ?? 0) >= 2)
  t.equal(only(ofKind(manifests, 'PodDisruptionBudget')).spec?.maxUnavailable, 1)
  t.ok(container.resources?.requests?.['cpu'], 'without it the autoscaler has no measure')

  const files = (container.env ?? []).filter(({ name }) => name.endsWith('_FILE'))
  t.same(files.map(({ name }) => name).sort(), [
    'MONGODB_URL_FILE',
    'MYSQL_URL_FILE',
    'REDIS_URL_FILE',
    'SESSION_KEYS_FILE',
  ])
  const secret = pod.volumes?.find((volume) => volume.secret)
  const mount = container.volumeMounts?.find((one) => one.name === secret?.name)
  const paths = secret?.secret?.items?.map((item) => `${mount?.mountPath}/${item.path}`)
  t.same(new Set(files.map(({ value }) => value)), new Set(paths))
})

t.test('The components add what they say', async (t) => {
  const manifests = rendered('everything')
  t.ok(manifests.some(({ kind }) => kind === 'ServiceMonitor'))
  const metrics = only(ofKind(manifests, 'HorizontalPodAutoscaler')).spec?.metrics
  t.same(
    metrics?.map(({ type }) => type),
    ['Resource', 'Pods'],
  )
  const policies = ofKind(manifests, 'NetworkPolicy').map(({ metadata }) => metadata?.name)
  t.same(new Set(policies), new Set(['parley', 'parley-metrics']))
})
