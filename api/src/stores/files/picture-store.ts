import type { ConversationId, FileId, UserId } from '@parley/shared'

/** Whom or what a picture shows. */
export type PictureOwner =
  | { readonly kind: 'person'; readonly id: UserId }
  /** Changed by this one, whose right to is asked again where it is written. */
  | { readonly kind: 'group'; readonly id: ConversationId; readonly byId?: UserId }

export interface NewPicture {
  /** Its bytes are in FileBytes under this id, the larger size as the content and the smaller one as the preview. */
  readonly id: FileId
  readonly ownerId: PictureOwner['id']
  /** When it is removed, should it not come to be shown. */
  readonly dueAt: Date
}

/** Pictures of people and groups, each with bytes of its own. Every method may throw Unavailable. */
export interface PictureStore {
  begin(picture: NewPicture): Promise<void>
  /**
   * From here on it is the owner's. The one before can be read until then, as by who has heard of it alone.
   * False where there is no such account or group any more, or the picture was removed.
   * @throws Outdated when whoever changes a group's may not edit it any more
   */
  show(id: FileId, owner: PictureOwner, hash: string, beforeUntil: Date): Promise<boolean>
  /** From here on the owner has none, and none of before can be read. False where there was none. @throws Outdated as `show` */
  clear(owner: PictureOwner, at: Date): Promise<boolean>
  /** Null for one that is not the owner's, or not any more. */
  byHash(ownerId: PictureOwner['id'], hash: string, now: Date): Promise<FileId | null>
  /** Those to be removed, the longest due first. */
  due(now: Date, limit: number): Promise<FileId[]>
  remove(id: FileId): Promise<void>
}
