import type { Location } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { selectField, textField } from '../components/field.ts'
import { el } from '../dom.ts'
import { countriesByName } from '../format/country.ts'

/** Where one is; every part can be left out. */
export function locationFields({ country, region, city, timeZone, coordinates }: Location) {
  const { profile } = words
  const countries = [{ value: '', label: profile.noCountry }, ...countriesByName()]
  const fields = {
    country: selectField({ label: profile.country, value: country ?? '' }, countries),
    region: textField({ label: profile.region, value: region ?? '' }, { dir: 'auto' }),
    city: textField({ label: profile.city, value: city ?? '' }, { dir: 'auto' }),
    timeZone: timeZoneField(timeZone),
    latitude: degrees(profile.latitude, coordinates?.latitude, 90),
    longitude: degrees(profile.longitude, coordinates?.longitude, 180),
  }
  const value = (): Location => ({
    country: fields.country.value || null,
    region: fields.region.value.trim() || null,
    city: fields.city.value.trim() || null,
    timeZone: fields.timeZone.value.trim() || null,
    coordinates: coordinatesOf(fields.latitude.value, fields.longitude.value),
  })
  return { fields, value }
}

function half(...[options, props]: Parameters<typeof textField>) {
  const field = textField(options, props)
  field.root.classList.add('half')
  return field
}

function timeZoneField(timeZone: string | null) {
  const { timeZone: label, timeZoneHint: hint } = words.profile
  const suggestions = el('datalist', { id: 'time-zones' })
  suggestions.append(...Intl.supportedValuesOf('timeZone').map((value) => el('option', { value })))
  const field = textField(
    { label, hint, value: timeZone ?? '' },
    { list: suggestions.id, autocomplete: 'off' },
  )
  field.root.append(suggestions)
  return field
}

function degrees(label: string, value: number | undefined, most: number) {
  const props = { type: 'number', min: -most, max: most, step: 0.1, inputmode: 'decimal' } as const
  return half(
    { label, hint: words.profile.coordinatesHint, value: value === undefined ? '' : String(value) },
    props,
  )
}

function coordinatesOf(latitude: string, longitude: string): Location['coordinates'] {
  if (latitude === '' && longitude === '') return null
  // A missing half is NaN, which JSON turns into null: the server refuses it and says which field.
  return { latitude: Number.parseFloat(latitude), longitude: Number.parseFloat(longitude) }
}
