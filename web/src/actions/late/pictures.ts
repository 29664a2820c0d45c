import type { ApiClient } from '../../api/client.ts'
import { sendBytes } from '../../api/upload.ts'
import { query } from '../../api/requests.ts'
import type { Result } from '../../state/result.ts'
import type { ChosenPicture } from '../actions.ts'

export type PictureUploads = ReturnType<typeof pictureUploads>

/** Sends what is chosen for a person or a group, with the square of it that is shown. */
export const pictureUploads = (api: ApiClient) => ({
  send: <Answer>(path: string, { content, crop }: ChosenPicture): Promise<Result<Answer>> => {
    const { x, y, size } = crop ?? { x: null, y: null, size: null }
    return sendBytes<Answer>(api, { method: 'PUT', path: `${path}${query({ x, y, size })}`, content })
  },
})
