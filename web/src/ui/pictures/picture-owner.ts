import type { ChosenPicture } from '../../actions/actions.ts'
import type { Readable } from '../../state/observable.ts'
import type { Result } from '../../state/result.ts'

export interface PictureOwner {
  /** With its picture, or what is shown in its place. */
  readonly shown: Readable<{ readonly avatar: Element; readonly hasPicture: boolean }>
  readonly mask: 'round' | 'square'
  set(picture: ChosenPicture): Promise<Result<unknown>>
  remove(): Promise<Result<unknown>>
}
