import type { Me, ProfilePatch } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import { submitButton } from '../components/button.ts'
import { selectField, textArea, textField } from '../components/field.ts'
import { Form } from '../components/form.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { avatar } from '../people/avatar.ts'
import { PictureField } from '../pictures/picture-field.ts'
import { audiences, chosenOf } from './audiences.ts'
import { locationFields } from './location-fields.ts'
import type { Unsaved } from './unsaved.ts'
import { UnsavedFields } from './unsaved-fields.ts'

/** One's own profile, to change. */
export class ProfileSection extends Component {
  constructor(client: Client, me: Me, unsaved: Unsaved) {
    super(el('div', {}))
    const { setPicture, removePicture } = client.actions.account
    const shown = derived([client.state.session], (session) => {
      const person = session.kind === 'signed-in' ? session.me : me
      return { avatar: avatar(person, person.displayName, 'huge'), hasPicture: person.picture !== undefined }
    })
    const owner = { shown, mask: 'round', set: setPicture, remove: removePicture } as const
    this.root.append(this.own(new PictureField(client, owner)).root, profileForm(client, me, unsaved))
  }
}

function profileForm(client: Client, me: Me, unsaved: Unsaved): HTMLElement {
  const text = textFields(me)
  const place = locationFields(me.location)
  const audience = selectField({ label: words.profile.audience, value: me.locationAudience }, audiences)
  const fields = { ...text, ...place.fields, audience }
  const changes = new UnsavedFields(fields, 'profile', unsaved)
  const blame = { name_invalid: 'displayName', time_zone_unknown: 'timeZone', country_unknown: 'country' }
  const form = new Form(
    {
      fields,
      blame,
      folded: { title: words.profile.morePlace, names: ['region', 'latitude', 'longitude'] },
      submit: submitButton(words.common.save, 'primary'),
      send: () => {
        changes.sending()
        const locationAudience = chosenOf(audiences, audience) ?? me.locationAudience
        const patch = { ...textPatch(text), locationAudience, location: place.value() }
        return client.actions.account.updateProfile(patch)
      },
      done: () => {
        changes.saved()
        client.toasts.show(words.common.saved)
      },
    },
    changes.root,
  )
  return form.root
}

function textFields({ displayName, pronouns, statusText, bio }: Me) {
  const { profile } = words
  return {
    displayName: textField(
      { label: profile.displayName, value: displayName },
      { autocomplete: 'name', dir: 'auto', required: true },
    ),
    statusText: textField(
      { label: profile.statusText, hint: profile.statusHint, value: statusText },
      { dir: 'auto', autocomplete: 'off' },
    ),
    pronouns: textField(
      { label: profile.pronouns, hint: profile.pronounsHint, value: pronouns },
      { dir: 'auto', autocomplete: 'off' },
    ),
    bio: textArea({ label: profile.bio, value: bio }, { rows: 4 }),
  }
}

function textPatch(fields: ReturnType<typeof textFields>): ProfilePatch {
  return {
    displayName: fields.displayName.value,
    statusText: fields.statusText.value,
    pronouns: fields.pronouns.value,
    bio: fields.bio.value,
  }
}
