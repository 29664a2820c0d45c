import type { Location, Profile } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { el, type Child } from '../dom.ts'
import { countryName } from '../format/country.ts'
import { longDate } from '../format/time.ts'
import { linkedText } from '../timeline/message/text/message-text.ts'

/** What a person tells of themselves; what they left out is not mentioned. */
/** @param localTime what their clocks say, which goes on */
export function profileFacts({ bio, location, createdAt }: Profile, localTime: HTMLElement): HTMLElement {
  const place = location && placeText(location)
  return el(
    'dl',
    { class: 'facts' },
    ...(bio ? fact(words.profile.about, linkedText(bio)) : []),
    ...(place ? fact(words.profile.location, place) : []),
    ...(location?.coordinates ? fact(words.profile.coordinates, coordinatesText(location.coordinates)) : []),
    ...(localTime.textContent !== '' ? fact(words.profile.localTime, localTime) : []),
    ...fact(words.profile.since, longDate(createdAt)),
  )
}

const fact = (name: string, value: Child): HTMLElement[] => [
  el('dt', {}, name),
  el('dd', { dir: 'auto' }, value),
]

function placeText({ city, region, country }: Location): string {
  return [city, region, country && countryName(country)].filter(Boolean).join(', ')
}

function coordinatesText({ latitude, longitude }: NonNullable<Location['coordinates']>): string {
  return `${Math.abs(latitude)}° ${latitude < 0 ? 'S' : 'N'}, ${Math.abs(longitude)}° ${longitude < 0 ? 'W' : 'E'}`
}
