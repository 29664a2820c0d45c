import { ScheduledSender, type ScheduledSenderParts } from './scheduled-sender.ts'
import { ScheduledService, type ScheduledServiceParts } from './scheduled-service.ts'

type Parts = ScheduledSenderParts & Omit<ScheduledServiceParts, 'sender'>

export function buildScheduled(parts: Parts) {
  const scheduledSender = new ScheduledSender(parts)
  return { scheduledSender, scheduled: new ScheduledService({ ...parts, sender: scheduledSender }) }
}
